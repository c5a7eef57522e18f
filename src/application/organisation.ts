import type { Command } from '../core/commands.ts';
import type {
  Field,
  FlowNode,
  FormData,
  ItemDefinition,
  NobodyPolicy,
  Selector,
} from '../core/definition.ts';
import type { Delegation, Organisation } from '../core/organisation.ts';
import type { RequestState } from '../core/request.ts';
import type { OrganisationFor } from './execute-command.ts';
import type { Directory, Settings, SettingsStore } from './ports.ts';
import { peopleWhoMay } from './rights.ts';

export interface OrganisationDeps {
  readonly directory: Pick<Directory, 'around'>;
  readonly settings: Pick<SettingsStore, 'current'>;
  /** Periods in which others act (semantics C9); none unless given. */
  readonly delegations?: () => Promise<readonly Delegation[]>;
}

/**
 * Gathers what a decision may look at: everybody whom the command, the state, the form, the definition's selectors or the
 * service's roles name, with their managers and departments, and the roles and administrators.
 */
export function createOrganisationFor(deps: OrganisationDeps): OrganisationFor {
  return (definition, state, command) =>
    gather(deps, definition, {
      people: [...peopleOf(command), ...(state === undefined ? [] : peopleOfState(state))],
      forms: [...formsOf(command), ...(state === undefined ? [] : [state.form])],
      departments: departmentsOf(command, state),
    });
}

/** The same for a preview: what would happen if this person submitted this form. */
export function organisationForPreview(
  deps: OrganisationDeps,
  definition: ItemDefinition,
  applicant: string,
  form: FormData,
  chosen: Readonly<Record<string, readonly string[]>>,
): Promise<Organisation> {
  const people = [applicant, ...Object.values(chosen).flat()];
  return gather(deps, definition, { people, forms: [form], departments: [] });
}

interface Seeds {
  readonly people: readonly string[];
  readonly forms: readonly FormData[];
  readonly departments: readonly string[];
}

async function gather(
  deps: OrganisationDeps,
  definition: ItemDefinition,
  seeds: Seeds,
): Promise<Organisation> {
  const [settings, delegations] = await Promise.all([deps.settings.current(), deps.delegations?.() ?? []]);
  const roles = Object.entries(settings.roles);
  const named = formNames(definition.fields, seeds.forms);
  const people = new Set([
    ...seeds.people,
    ...named.people,
    ...peopleNamedIn(definition),
    ...roles.flatMap(([, role]) => role.members),
    ...settings.administrators,
    ...delegations.map(({ agent }) => agent),
  ]);
  people.delete('system');
  const departments = [...new Set([...seeds.departments, ...named.departments])];
  const part = await deps.directory.around({ people: [...people], departments });
  return {
    ...part,
    roles: Object.fromEntries(roles.map(([id, role]) => [id, { id, ...role }])),
    administrators: settings.administrators,
    delegations,
    officers: officersOf(settings, definition),
  };
}

function officersOf(settings: Settings, item: ItemDefinition): NonNullable<Organisation['officers']> {
  return {
    see: peopleWhoMay(settings, 'requests.see', { item }),
    supervise: peopleWhoMay(settings, 'requests.supervise', { item }),
    urge: peopleWhoMay(settings, 'requests.urge', { item }),
    manage: peopleWhoMay(settings, 'requests.manage', { item }),
    applyForOthers: peopleWhoMay(settings, 'requests.applyForOthers', { item }),
  };
}

function peopleOf(command: Command): readonly string[] {
  const named = [command.by];
  if ('to' in command) named.push(command.to);
  if ('from' in command) named.push(command.from);
  if ('applicant' in command) named.push(command.applicant);
  if ('people' in command) named.push(...command.people);
  if ('chosen' in command) named.push(...Object.values(command.chosen ?? {}).flat());
  if ('mentions' in command) named.push(...command.mentions);
  return named;
}

function peopleOfState(state: RequestState): readonly string[] {
  return [
    state.applicant,
    ...(state.heldBy === undefined ? [] : [state.heldBy]),
    ...state.runs.flatMap(({ candidates }) => candidates ?? []),
    ...state.tasks.flatMap(({ actor, principal }) => [actor, principal]),
    ...Object.values(state.chosen).flat(),
  ];
}

function formsOf(command: Command): readonly FormData[] {
  if ('form' in command) return [command.form];
  return 'edited' in command && command.edited !== undefined ? [command.edited] : [];
}

function departmentsOf(command: Command, state: RequestState | undefined): readonly string[] {
  const ids = ['departmentId' in command ? command.departmentId : undefined, state?.departmentId];
  return ids.filter(id => id !== undefined);
}

/** People and departments named in the values of a form's fields. */
export function formNames(fields: readonly Field[], forms: readonly FormData[]) {
  const idsIn = (types: readonly Field['type'][]) =>
    fields
      .filter(({ type }) => types.includes(type))
      .flatMap(({ id }) => forms.flatMap(form => texts(form[id])));
  return { people: idsIn(['person', 'people']), departments: idsIn(['department', 'departments']) };
}

function texts(value: FormData[string] | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

const namedIn = new WeakMap<ItemDefinition, readonly string[]>();

/** Whom a definition's selectors name; it never changes, so they are looked for once. */
function peopleNamedIn(definition: ItemDefinition): readonly string[] {
  const known = namedIn.get(definition) ?? [
    ...selectorsOf(definition).flatMap(peopleOfSelector),
    ...nobodyRulesOf(definition).flatMap(rule => (rule.do === 'people' ? rule.people : [])),
  ];
  namedIn.set(definition, known);
  return known;
}

/** Every selector of a flow, wherever it stands in it. */
export function selectorsOf(definition: ItemDefinition): readonly Selector[] {
  const ofNode = (node: FlowNode): readonly Selector[] => {
    if (node.kind === 'step')
      return [...node.who, ...told(node.cc), ...node.rules.flatMap(rule => rule.to ?? [])];
    if (node.kind === 'cc') return node.who;
    return node.kind === 'branch' ? node.branches.flatMap(branch => branch.nodes.flatMap(ofNode)) : [];
  };
  return [...told(definition.cc), ...definition.flow.flatMap(ofNode)];
}

/** What to do when nobody is found, of the item and of its steps (semantics C11.5). */
function nobodyRulesOf(definition: ItemDefinition): readonly NobodyPolicy[] {
  const ofNode = (node: FlowNode): readonly NobodyPolicy[] => {
    if (node.kind === 'step') return node.nobody === undefined ? [] : [node.nobody];
    return node.kind === 'branch' ? node.branches.flatMap(branch => branch.nodes.flatMap(ofNode)) : [];
  };
  return [definition.nobody, ...definition.flow.flatMap(ofNode)];
}

function told(cc: ItemDefinition['cc']): readonly Selector[] {
  return [...(cc?.start ?? []), ...(cc?.end ?? [])];
}

function peopleOfSelector(selector: Selector): readonly string[] {
  if (selector.kind === 'people') return selector.people;
  if (selector.kind === 'applicantChooses' || selector.kind === 'previousChooses') return selector.from ?? [];
  return selector.kind === 'managerChain' && 'person' in selector.until ? [selector.until.person] : [];
}
