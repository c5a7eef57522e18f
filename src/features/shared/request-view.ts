import type { DirectoryPart, StoredRequest } from '../../application/ports.ts';
import { definitionOf } from '../../application/execute-command.ts';
import type { DecideContext } from '../../core/commands.ts';
import type { FormData, ItemDefinition, Text } from '../../core/definition.ts';
import type { Organisation } from '../../core/organisation.ts';
import { ANONYMOUS, type RequestState, type RequestStatus, type TimelineEntry } from '../../core/request.ts';
import { hiddenFields, maySee } from '../../core/rights/people.ts';
import type { FeatureDeps } from './deps.ts';

/** One request with all that is needed to show it and to say what a person may do with it. */
export interface RequestView {
  readonly stored: StoredRequest;
  readonly state: RequestState;
  readonly definition: ItemDefinition;
  readonly organisation: Organisation;
  readonly context: DecideContext;
  /** Of a package: the requests that it started, by their ids. */
  readonly parts: Readonly<Record<string, Part>>;
}

/** The organisation as cards name it where the applicant is not to be known; what is decided goes by the true one. */
function withoutName(organisation: Organisation, person: string): Organisation {
  const known = organisation.people[person];
  if (known === undefined) return organisation;
  return { ...organisation, people: { ...organisation.people, [person]: { ...known, name: ANONYMOUS } } };
}

export interface Part {
  readonly item: Text;
  readonly number: string;
  readonly status: RequestStatus;
  /** Whom it waits for. */
  readonly holders: readonly string[];
}

/** Loads what belongs to a stored request: its version of the item, and the people that it speaks of. */
export async function viewOf(deps: FeatureDeps, stored: StoredRequest): Promise<RequestView> {
  const { state } = stored;
  const [definition, parts] = await Promise.all([
    definitionOf(deps.stores.items, state.itemId, state.itemVersion),
    partsOf(deps, state),
  ]);
  const probe = {
    type: 'MarkRead',
    key: '',
    at: deps.clock.now(),
    by: state.applicant,
    channel: 'system',
  } as const;
  const deciding = await deps.organisationFor(definition, state, probe);
  const named = await namedBeside(deps, deciding, {
    people: [
      ...peopleIn(stored),
      ...peopleInForm(definition, state.form),
      ...Object.values(parts).flatMap(({ holders }) => holders),
    ],
    departments: departmentsIn(definition, state.form, state.departmentId),
  });
  const known = {
    ...deciding,
    people: { ...named.people, ...deciding.people },
    departments: { ...named.departments, ...deciding.departments },
  };
  const organisation = state.anonymous === true ? withoutName(known, state.applicant) : known;
  return {
    stored,
    state,
    definition,
    organisation,
    parts,
    context: { definition, organisation, calendar: deps.calendarOf(definition) },
  };
}

const MOST_PARTS = 20;

/** The requests that this one started and waits or waited for. */
async function partsOf(deps: FeatureDeps, state: RequestState): Promise<RequestView['parts']> {
  const runs = state.runs.filter(({ status }) => status !== 'rolledBack');
  const ids = runs.flatMap(({ subrequests = [] }) => subrequests.map(({ requestId }) => requestId));
  const found = await Promise.all(ids.slice(0, MOST_PARTS).map(id => partOf(deps, id)));
  return Object.fromEntries(found.flatMap(part => (part === undefined ? [] : [part])));
}

async function partOf(deps: FeatureDeps, id: string): Promise<readonly [string, Part] | undefined> {
  const stored = await deps.stores.requests.load(id);
  // Not handed in yet: the effect that does it comes after the parent's change.
  if (stored === undefined) return undefined;
  const { itemId, itemVersion, number, status, tasks } = stored.state;
  const { name } = await definitionOf(deps.stores.items, itemId, itemVersion);
  const holders = tasks.filter(task => task.status === 'PENDING').map(({ actor }) => actor);
  return [id, { item: name, number, status, holders: [...new Set(holders)] }];
}

/** Whom the card names beside those who are known already; mostly that is nobody, and the directory is not asked again. */
async function namedBeside(
  deps: Pick<FeatureDeps, 'directory'>,
  known: DirectoryPart,
  seeds: { readonly people: readonly string[]; readonly departments: readonly string[] },
): Promise<DirectoryPart> {
  const people = seeds.people.filter(id => known.people[id] === undefined);
  const departments = seeds.departments.filter(id => known.departments[id] === undefined);
  if (people.length === 0 && departments.length === 0) return { people: {}, departments: {} };
  return deps.directory.around({ people: [...new Set(people)], departments });
}

/** Whether this person has part in the request; nobody else is shown anything of it. */
export function canSee(view: RequestView, person: string): boolean {
  return maySee(view.context, view.state, person);
}

/** Fields whose values must not reach this person. */
export function hiddenOf(view: RequestView, person: string): ReadonlySet<string> {
  return new Set(hiddenFields(view.context, view.state, person));
}

function peopleIn({ state, timeline }: StoredRequest): readonly string[] {
  return [
    state.applicant,
    state.submittedBy,
    state.heldBy,
    ...state.tasks.flatMap(task => [task.actor, task.principal, task.endedBy]),
    ...state.comments.flatMap(comment => [comment.by, ...comment.mentions]),
    ...state.cc.map(copy => copy.person),
    ...timeline.flatMap(peopleInEntry),
  ].filter((id): id is string => id !== undefined && id !== 'system');
}

function peopleInEntry(entry: TimelineEntry): readonly (string | undefined)[] {
  const { event } = entry;
  switch (event.type) {
    case 'CopySent':
      return [entry.by, ...event.people];
    case 'RuleFired':
    case 'ItemRuleFired':
    case 'TargetPassed':
    case 'Escalated':
    case 'Supervised':
    case 'SupervisorUrged':
      return [entry.by, ...event.to];
    case 'HandedOver':
      return [entry.by, event.from, event.to];
    default:
      return [entry.by];
  }
}

function peopleInForm(definition: Pick<ItemDefinition, 'fields'>, form: FormData): readonly string[] {
  return definition.fields.flatMap(field =>
    field.type === 'person' || field.type === 'people' ? listOf(form[field.id]) : [],
  );
}

function departmentsIn(
  definition: Pick<ItemDefinition, 'fields'>,
  form: FormData,
  departmentId?: string,
): readonly string[] {
  const named = definition.fields.flatMap(field =>
    field.type === 'department' || field.type === 'departments' ? listOf(form[field.id]) : [],
  );
  return [...new Set([...named, ...(departmentId === undefined ? [] : [departmentId])])];
}

function listOf(value: FormData[string] | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isList(value) ? value : [];
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
