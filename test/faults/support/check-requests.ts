import { isDeepStrictEqual } from 'node:util';
import { evolve, replay } from '../../../src/core/evolve.ts';
import { liveTaskMissing } from '../../../src/core/watchdog.ts';
import type { RequestState, TimelineEntry } from '../../../src/core/request.ts';
import type { Delivery, StoredRequest } from '../../../src/application/ports.ts';
import { type Act, TYPED } from './acts.ts';

/** Every act that was acknowledged stands in a timeline once; one that was not, at most once. Comes back with what is wrong. */
export function lostOrDoubled(acts: readonly Act[], requests: readonly StoredRequest[]): readonly string[] {
  const places = new Map<string, string[]>();
  const note = (key: string, place: string): void =>
    void places.set(key, [...(places.get(key) ?? []), place]);
  for (const { state, timeline } of requests) {
    for (const { event, seq } of timeline) {
      const place = `${state.number}/${seq} ${event.type}`;
      const said = WORDED.has(event.type) ? JSON.stringify(event).match(MARK) : [];
      for (const mark of new Set(said)) note(mark, place);
      if (event.type === 'StatusChanged' && event.to === 'CANCELED') note(state.id, place);
    }
  }
  return acts.flatMap(act => {
    const found = places.get(act.request ?? act.mark) ?? [];
    const wrong = act.outcome === 'done' ? found.length !== 1 : found.length > 1;
    return wrong ? [told(act, found)] : [];
  });
}

/** The events that are somebody's act; others may repeat its words (a returned request, a form that a step filled in). */
const WORDED: ReadonlySet<string> = new Set([
  'Submitted',
  'Resubmitted',
  'Approved',
  'Rejected',
  'Abstained',
  'Handled',
  'ReturnedTo',
  'Transferred',
  'SignersAdded',
  'AssistAsked',
  'AssistAnswered',
  'Commented',
]);
const MARK = new RegExp(`${TYPED}-\\d+-`, 'g');

function told({ kind, person, mark, request, outcome }: Act, places: readonly string[]): string {
  return `${kind} of ${person} (${request ?? mark}, ${outcome}) stands in: ${places.join(', ') || 'nothing'}`;
}

/** The state is what the timeline makes, and something is waited for. */
export function wrongStates(requests: readonly StoredRequest[]): readonly string[] {
  return requests.flatMap(({ state, timeline, version, processed }) => [
    ...(isDeepStrictEqual(plain(replay(timeline)), plain(state))
      ? []
      : [`${state.number} is not its timeline`]),
    ...(liveTaskMissing(state) ? [`${state.number} waits for nobody`] : []),
    ...(timeline.every(({ seq }, n) => seq === n + 1) ? [] : [`${state.number} has a gap in its timeline`]),
    ...(processed.length === version
      ? []
      : [`${state.number} has ${version} versions, ${processed.length} keys`]),
    ...(new Set(processed).size === processed.length ? [] : [`${state.number} has done a command twice`]),
  ]);
}

/**
 * What each command must have told, worked out here from the timeline alone: a card for every task that came to wait for
 * somebody else than who acted, and the applicant's receipt. Ids of effects are `<request>-<version>-<n>`; a command that
 * changed nothing told nobody.
 */
export function missingEffects(
  requests: readonly StoredRequest[],
  deliveries: readonly Delivery[],
): readonly string[] {
  const told = new Map<string, Map<number, string[]>>();
  for (const { id, requestId: request, effect } of deliveries) {
    // the id of a request that another has started has such marks within it
    const [version = ''] = id.slice(request.length + 1).split('-');
    const what = effect.kind === 'taskCard' ? `taskCard ${effect.taskId} ${effect.to}` : effect.kind;
    if (!what.startsWith('taskCard') && what !== 'refreshReceipt') continue;
    const versions = told.get(request) ?? new Map<number, string[]>();
    versions.set(Number(version), [...(versions.get(Number(version)) ?? []), what]);
    told.set(request, versions);
  }
  return requests.flatMap(({ state, timeline }) => {
    const found = [...(told.get(state.id) ?? [])].toSorted(([a], [b]) => a - b).map(([, whats]) => whats);
    return differences(expectedOf(timeline), found).map(each => `${state.number} ${each}`);
  });
}

/** Command by command; two that came in one millisecond cannot be told apart in a timeline, and are compared as a whole. */
function differences(
  expected: readonly (readonly string[])[],
  found: readonly (readonly string[])[],
): readonly string[] {
  if (expected.length !== found.length) {
    const all = [expected, found].map(list => list.flat().filter(what => what.startsWith('taskCard')));
    const [wanted, had] = all.map(list => list.toSorted());
    const merged = found.length - expected.length;
    if (merged === 1 && isDeepStrictEqual(wanted, had)) return [];
    return [`told in ${found.length} versions what ${expected.length} commands call for`];
  }
  return expected.flatMap((wanted, n) => {
    const had = (found[n] ?? []).toSorted();
    return isDeepStrictEqual(wanted.toSorted(), had)
      ? []
      : [`told ${had.join(', ')} instead of ${wanted.join(', ')} (command ${n + 1})`];
  });
}

function expectedOf(timeline: readonly TimelineEntry[]): readonly (readonly string[])[] {
  let before: RequestState | undefined;
  return byCommand(timeline).map(entries => {
    const after = entries.reduce<RequestState | undefined>(evolve, before);
    const cards = cardsFor(before, after, entries[0]?.by ?? '');
    before = after;
    return [...cards, 'refreshReceipt'];
  });
}

function cardsFor(
  before: RequestState | undefined,
  after: RequestState | undefined,
  by: string,
): readonly string[] {
  const old = new Map((before?.tasks ?? []).map(task => [task.id, task]));
  return (after?.tasks ?? [])
    .filter(task => {
      const was = old.get(task.id);
      return (
        task.status === 'PENDING' && was?.status !== 'PENDING' && !(was !== undefined && task.actor === by)
      );
    })
    .map(task => `taskCard ${task.id} ${task.actor}`);
}

/** The entries that came of one command: at one time, by one person, one way; a rule that fires is a command of its own. */
function byCommand(timeline: readonly TimelineEntry[]): readonly (readonly TimelineEntry[])[] {
  const commands: TimelineEntry[][] = [];
  for (const entry of timeline) {
    const last = commands.at(-1);
    const first = last?.[0];
    const same =
      entry.event.type !== 'RuleFired' &&
      first?.at === entry.at &&
      first.by === entry.by &&
      first.channel === entry.channel;
    if (last !== undefined && same) last.push(entry);
    else commands.push([entry]);
  }
  return commands;
}

/** As the database keeps it: without what is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
