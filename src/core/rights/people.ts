import type { DecideContext } from '../commands.ts';
import type { ItemDefinition, StepNode } from '../definition.ts';
import { stepIn } from '../flow-walk.ts';
import type { Organisation } from '../organisation.ts';
import { activePerson, departmentIsWithin, isOfficer, membersOfRole } from '../people/organisation-lookup.ts';
import type { RequestState } from '../request.ts';
import { selfPolicyOf } from '../routing.ts';
import { mayWatch } from './watch.ts';

/** The person in whose hands the applicant's side lies: the applicant, or the successor after a hand-over (semantics C9). */
export function applicantHand(state: RequestState): string {
  return state.heldBy ?? state.applicant;
}

/** Who has part in a request and may see it: applicant, clerk, successor, everybody with a task, people told, and whose office it is. */
export function maySee(
  context: Pick<DecideContext, 'organisation'>,
  state: RequestState,
  person: string,
): boolean {
  return mayComment(context, state, person) || isOfficer(context.organisation, person, 'see');
}

/** All these but whoever only reads by office: an auditor changes nothing. */
export function mayComment(
  { organisation }: Pick<DecideContext, 'organisation'>,
  state: RequestState,
  person: string,
): boolean {
  const mine = [state.applicant, state.heldBy, state.submittedBy].includes(person);
  const acts = state.tasks.some(task => task.actor === person || task.principal === person);
  const told =
    state.cc.some(copy => copy.person === person) || (state.rating?.followUp?.includes(person) ?? false);
  const supervises = state.supervision?.told.includes(person) === true;
  return (
    mine ||
    acts ||
    told ||
    supervises ||
    mayWatch(organisation, state, person) ||
    isOfficer(organisation, person, 'urge') ||
    isOfficer(organisation, person, 'manage')
  );
}

/** Whether an item is there for a person (peers.md row 63). */
export function mayStart(definition: ItemDefinition, organisation: Organisation, person: string): boolean {
  const record = activePerson(organisation, person);
  if (!record) return false;
  const { visibility } = definition;
  if (visibility.kind === 'everyone' || visibility.people.includes(person)) return true;
  const inRole = visibility.roles.some(role => membersOfRole(organisation, role).includes(person));
  const inDepartment = record.departmentIds.some(own =>
    visibility.departments.some(department => departmentIsWithin(organisation, own, department)),
  );
  return inRole || inDepartment;
}

/**
 * Fields whose values must not reach this person (peers.md row 9): hidden in every step in which they have or had a task, or
 * had one done for them; for people who were only told (抄送) or watch what is hidden from others. The applicant sees all, and so
 * do people whose office it is and who have no task.
 */
export function hiddenFields(
  { definition, organisation }: Pick<DecideContext, 'definition' | 'organisation'>,
  state: RequestState,
  person: string,
): readonly string[] {
  if ([state.applicant, state.heldBy, state.submittedBy].includes(person)) return [];
  const own = state.tasks.filter(task => task.actor === person || task.principal === person);
  const steps = new Set(own.map(task => task.nodeId));
  const maps = [...steps].flatMap(id => stepIn(definition.flow, id) ?? []).map(step => step.fields ?? {});
  if (maps.length === 0)
    return isOfficer(organisation, person, 'see') ? [] : hiddenFromOthers(definition, state);
  return definition.fields.map(field => field.id).filter(id => maps.every(map => map[id] === 'hide'));
}

/** What the item hides from copies, and what those do not see who hold it now: their heads do not see it either. */
function hiddenFromOthers(definition: ItemDefinition, state: RequestState): readonly string[] {
  const maps = state.tasks
    .filter(task => task.status === 'PENDING')
    .map(task => stepIn(definition.flow, task.nodeId)?.fields ?? {});
  const ids = maps.length === 0 ? [] : definition.fields.map(field => field.id);
  const held = ids.filter(id => maps.every(map => map[id] === 'hide'));
  return [...new Set([...(definition.cc?.hide ?? []), ...held])];
}

/** Fields that a step may change. */
export function editableFields(step: StepNode): readonly string[] {
  return Object.entries(step.fields ?? {}).flatMap(([id, right]) => (right === 'edit' ? [id] : []));
}

/** Whether the applicant may act in a step of the own request (self-approval). */
export function selfAllowed(context: DecideContext, step: StepNode | undefined): boolean {
  return step !== undefined && selfPolicyOf(context, step) === 'self';
}
