import type { Instant } from '../../core/definition.ts';
import type { Booked } from '../../core/form/bookings.ts';
import {
  type RequestState,
  shownApplicant,
  type Target,
  type Task,
  type TimelineEntry,
} from '../../core/request.ts';
import { liveTaskMissing } from '../../core/watchdog.ts';
import { watchedOf } from './watch-fields.ts';
import type { OutboxEntry, RequestChange, RequestRow, StoredRequest } from '../../application/ports.ts';

/** A task that waits for somebody: what the lists and the due-scan look for without opening the state. */
interface LiveTask {
  readonly taskId: string;
  readonly nodeId: string;
  readonly actor: string;
  readonly dueAt?: Instant;
  readonly nextRuleAt?: Instant;
  readonly since?: Instant;
  readonly urged?: number;
}

/** Copies of parts of the state that indexes need; written with it, never read back into it. */
export interface RequestIndexFields {
  readonly number: string;
  readonly applicant: string;
  readonly status: RequestState['status'];
  readonly submittedAt: Instant;
  readonly holders: readonly string[];
  readonly live: readonly LiveTask[];
  readonly actedBy: readonly string[];
  /** Who has an open or waiting task, and in whose hands a request under way lies. */
  readonly parties: readonly string[];
  /** For those who watch: in whose hands it lies while it is under way, and its earliest due time (`watchedOf`). */
  readonly inHands: readonly string[];
  readonly urgentAt?: Instant;
  /** Who may be looked for when this is to be found (`peopleIn`). */
  readonly people: readonly string[];
  /** Set while nobody and nothing is waited for although it runs. */
  readonly stalled?: true;
  /** The earliest `nextRuleAt` of the live tasks and `nextWakeAt` of the request. */
  readonly nextRuleAt?: Instant;
  readonly nextWakeAt?: Instant;
  /** How the promise of the whole request stands, for lists and reports; absent where nothing is promised. */
  readonly sla?: { readonly state: Target['state']; readonly dueAt: Instant };
  readonly changedAt: Instant;
}

/** A request as it lies in the collection `requests`: one document (house.md, rule 2). */
export interface RequestDocument extends RequestIndexFields {
  readonly _id: string;
  readonly version: number;
  readonly submissionKey: string;
  readonly state: RequestState;
  readonly timeline: readonly TimelineEntry[];
  readonly outbox: readonly OutboxEntry[];
  readonly processed: readonly string[];
  /** Parts of the words on its form, to be found by; written when the form is. */
  readonly words?: readonly string[];
  /** What it takes, by which rules, and until when the last of it; only where its item takes something. */
  readonly booked?: readonly Booked[];
  readonly bookedRules?: readonly string[];
  readonly bookedUntil?: string;
  /** Its turns at what it takes or took, each unique among all requests (`claimOf`); never taken away. */
  readonly claims?: readonly string[];
}

export function storedOf(document: RequestDocument): StoredRequest {
  const { state, version, timeline, outbox, processed } = document;
  return { state, version, timeline, outbox, processed };
}

export function documentOf(submissionKey: string, change: RequestChange): RequestDocument {
  return {
    _id: change.state.id,
    version: 1,
    submissionKey,
    state: change.state,
    ...indexFieldsOf(change),
    timeline: change.entries,
    outbox: change.outbox,
    processed: [change.key],
    ...(change.words === undefined ? {} : { words: change.words }),
    ...bookingFieldsOf(change),
    ...(change.claims === undefined ? {} : { claims: change.claims }),
  };
}

/** What is taken, as the index finds it; written with every change of an item that takes something. */
export function bookingFieldsOf({
  booked,
}: RequestChange): Pick<RequestDocument, 'booked' | 'bookedRules' | 'bookedUntil'> {
  if (booked === undefined) return {};
  const until =
    booked
      .map(({ to }) => to)
      .toSorted()
      .at(-1) ?? '';
  return { booked, bookedRules: distinct(booked.map(({ rule }) => rule)), bookedUntil: until };
}

/** The denormalised fields of a state; absent ones must be unset by the caller. */
export function indexFieldsOf({ state, entries }: RequestChange): RequestIndexFields {
  const open = state.tasks.filter(task => task.status === 'PENDING');
  const live = open.map(liveTaskOf);
  const { nextWakeAt } = state;
  const promise = state.targets?.resolve;
  const timers = [nextWakeAt, ...live.map(task => task.nextRuleAt)].filter(at => at !== undefined);
  return {
    number: state.number,
    applicant: state.applicant,
    status: state.status,
    submittedAt: state.submittedAt,
    holders: distinct(open.map(task => task.actor)),
    live,
    actedBy: distinct([
      ...(state.submittedBy === undefined ? [] : [state.submittedBy]),
      ...state.tasks.flatMap(actorOf),
    ]),
    parties: partiesTo(state),
    people: peopleIn(state),
    ...watchedOf(state),
    ...(liveTaskMissing(state) ? { stalled: true } : {}),
    ...(timers.length === 0 ? {} : { nextRuleAt: Math.min(...timers) }),
    ...(nextWakeAt === undefined ? {} : { nextWakeAt }),
    ...(promise === undefined ? {} : { sla: { state: promise.state, dueAt: promise.dueAt } }),
    changedAt: entries.at(-1)?.at ?? state.submittedAt,
  };
}

/** Who has or had part in it. An applicant without a name is found by nobody, nor is whoever took over from them. */
function peopleIn(state: RequestState): readonly string[] {
  const hands = [state.applicant, state.heldBy, state.submittedBy].filter(id => id !== undefined);
  const actors = state.tasks.map(task => task.actor);
  return distinct(
    state.anonymous === true ? actors.filter(id => !hands.includes(id)) : [...hands, ...actors],
  );
}

function partiesTo(state: RequestState): readonly string[] {
  const acting = state.tasks.filter(task => task.status === 'PENDING' || task.status === 'WAITING');
  const underWay = state.status === 'RUNNING' || state.status === 'RETURNED';
  return distinct([
    ...acting.map(task => task.actor),
    ...(underWay ? [state.heldBy ?? state.applicant] : []),
  ]);
}

function liveTaskOf(task: Task): LiveTask {
  return {
    taskId: task.id,
    nodeId: task.nodeId,
    actor: task.actor,
    ...(task.dueAt === undefined ? {} : { dueAt: task.dueAt }),
    ...(task.nextRuleAt === undefined ? {} : { nextRuleAt: task.nextRuleAt }),
    ...(task.pendingAt === undefined ? {} : { since: task.pendingAt }),
    ...(task.urgedAt === undefined ? {} : { urged: task.urgedAt.length }),
  };
}

const ACTS = new Set<Task['status']>(['APPROVED', 'REJECTED', 'ABSTAINED', 'RETURNED', 'TRANSFERRED']);

/** Who acted in a task; a task that others closed is nobody's act (semantics C1). */
function actorOf(task: Task): readonly string[] {
  return ACTS.has(task.status) && task.endedBy !== undefined ? [task.endedBy] : [];
}

function distinct(people: readonly string[]): readonly string[] {
  return [...new Set(people)];
}

/** What a list needs of a document. */
export type RowDocument = Pick<RequestDocument, '_id' | 'version' | 'holders' | 'live'> & {
  readonly state: Pick<
    RequestState,
    | 'number'
    | 'itemId'
    | 'itemVersion'
    | 'applicant'
    | 'anonymous'
    | 'status'
    | 'submittedAt'
    | 'dueAt'
    | 'form'
  >;
};

/** The projection that gives a `RowDocument`. */
export const ROW_FIELDS = {
  version: 1,
  holders: 1,
  live: 1,
  'state.number': 1,
  'state.itemId': 1,
  'state.itemVersion': 1,
  'state.applicant': 1,
  'state.anonymous': 1,
  'state.status': 1,
  'state.submittedAt': 1,
  'state.dueAt': 1,
  'state.form': 1,
} as const;

export function rowOf({ _id, holders, live, state }: RowDocument): RequestRow {
  return {
    id: _id,
    number: state.number,
    itemId: state.itemId,
    itemVersion: state.itemVersion,
    applicant: shownApplicant(state),
    status: state.status,
    submittedAt: state.submittedAt,
    ...(state.dueAt === undefined ? {} : { dueAt: state.dueAt }),
    form: state.form,
    holders,
    nodeIds: [...new Set(live.map(task => task.nodeId))],
  };
}
