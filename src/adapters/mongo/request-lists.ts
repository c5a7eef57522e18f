import type { Model } from 'mongoose';
import type { DueRule, Page, Paged, RequestRow, RequestStore, TaskRow } from '../../application/ports.ts';
import { overlaps, type Taken } from '../../core/form/bookings.ts';
import { reach } from './failures.ts';
import { type RequestDocument, ROW_FIELDS, type RowDocument, rowOf } from './request-document.ts';

type Requests = Model<RequestDocument>;
type Lists = Pick<
  RequestStore,
  | 'todo'
  | 'mine'
  | 'underWay'
  | 'done'
  | 'dueRules'
  | 'withOutbox'
  | 'partiesTo'
  | 'stalled'
  | 'taken'
  | 'claimed'
>;

/** The lists over requests. Each runs on one index of `indexes.ts`; a test asks the database to explain them. */
export function requestLists(model: Requests): Lists {
  return {
    todo: (person, page) => todo(model, person, page),
    mine: (person, page) => newestFirst(model, { applicant: person }, { submittedAt: -1, _id: -1 }, page),
    underWay: person =>
      reach(() =>
        model.countDocuments({ applicant: person, status: { $in: ['RUNNING', 'RETURNED'] } }).exec(),
      ),
    done: (person, page) => newestFirst(model, { actedBy: person }, { changedAt: -1, _id: -1 }, page),
    dueRules: async (now, limit) => {
      const found = await reach(() =>
        model
          .find({ nextRuleAt: { $lte: now } }, { live: 1, nextWakeAt: 1 })
          .sort({ nextRuleAt: 1 })
          .limit(limit)
          .lean<Pick<RequestDocument, '_id' | 'live' | 'nextWakeAt'>[]>()
          .exec(),
      );
      return found.flatMap(document => dueOf(document, now));
    },
    partiesTo: (person, limit) => idsOf(model, { parties: person }, limit),
    stalled: limit => idsOf(model, { stalled: true }, limit),
    taken: (rule, from, to, limit) => takenOf(model, { rule, from, to }, limit),
    claimed: claims => claimedIn(model, claims),
    withOutbox: async limit => {
      // `$gt ''` holds for every id and for no empty outbox: the index then has entries for waiting effects only.
      const found = await reach(() =>
        model
          .find({ 'outbox.id': { $gt: '' } }, { _id: 1 })
          .limit(limit)
          .lean<Pick<RequestDocument, '_id'>[]>()
          .exec(),
      );
      return found.map(({ _id }) => _id);
    },
  };
}

async function claimedIn(model: Requests, claims: readonly string[]): Promise<readonly string[]> {
  const found = await reach(() =>
    model
      .find({ claims: { $in: [...claims] } }, { claims: 1 })
      .lean<Pick<RequestDocument, '_id' | 'claims'>[]>()
      .exec(),
  );
  const wanted = new Set(claims);
  return found.flatMap(({ claims: made = [] }) => made.filter(claim => wanted.has(claim)));
}

/** Those that are over by `from` are not looked at; the rest is little, and is compared here. */
async function takenOf(
  model: Requests,
  { rule, from, to }: { readonly rule: string; readonly from: string; readonly to: string },
  limit: number,
): Promise<readonly Taken[]> {
  const found = await reach(() =>
    model
      .find({ bookedRules: rule, bookedUntil: { $gt: from } }, { number: 1, booked: 1 })
      .limit(limit)
      .lean<Pick<RequestDocument, '_id' | 'number' | 'booked'>[]>()
      .exec(),
  );
  return found.flatMap(({ _id: requestId, number, booked = [] }) =>
    booked
      .filter(each => each.rule === rule && overlaps(each, { from, to }))
      .map(each => ({ ...each, requestId, number })),
  );
}

async function idsOf(
  model: Requests,
  filter: Partial<Record<'parties', string>> & Partial<Record<'stalled', true>>,
  limit: number,
): Promise<readonly string[]> {
  const found = await reach(() =>
    model.find(filter, { _id: 1 }).limit(limit).lean<Pick<RequestDocument, '_id'>[]>().exec(),
  );
  return found.map(({ _id }) => _id);
}

function dueOf(
  { _id, live, nextWakeAt }: Pick<RequestDocument, '_id' | 'live' | 'nextWakeAt'>,
  now: number,
): readonly DueRule[] {
  const tasks = live
    .filter(task => task.nextRuleAt !== undefined && task.nextRuleAt <= now)
    .map(task => ({ requestId: _id, taskId: task.taskId }));
  return nextWakeAt !== undefined && nextWakeAt <= now ? [...tasks, { requestId: _id }] : tasks;
}

/**
 * A person's open tasks: sorted here, over their small `live` parts only. The database cannot sort by the one matching
 * element of an array, and a person holds few tasks at a time. Only the page's documents are then read with their forms.
 */
async function todo(model: Requests, person: string, page: Page): Promise<Paged<TaskRow>> {
  const held = await reach(() =>
    model
      .find({ 'live.actor': person }, { live: 1, submittedAt: 1 })
      .lean<Pick<RequestDocument, '_id' | 'live' | 'submittedAt'>[]>()
      .exec(),
  );
  const tasks = held
    .flatMap(({ _id, live, submittedAt }) =>
      live.filter(task => task.actor === person).map(task => ({ requestId: _id, submittedAt, task })),
    )
    .sort(
      (a, b) =>
        (a.task.dueAt ?? Infinity) - (b.task.dueAt ?? Infinity) ||
        a.submittedAt - b.submittedAt ||
        (a.task.taskId < b.task.taskId ? -1 : 1),
    );
  const from = (page.number - 1) * page.size;
  const shown = tasks.slice(from, from + page.size);
  const rows = await reach(() =>
    model
      .find({ _id: { $in: shown.map(({ requestId }) => requestId) } }, ROW_FIELDS)
      .lean<RowDocument[]>()
      .exec(),
  );
  const byId = new Map(rows.map(row => [row._id, row]));
  return {
    total: tasks.length,
    rows: shown.flatMap(({ requestId, task }) => {
      const row = byId.get(requestId);
      return row === undefined ? [] : [taskRowOf(row, task)];
    }),
  };
}

function taskRowOf(row: RowDocument, task: RequestDocument['live'][number]): TaskRow {
  return {
    ...rowOf(row),
    taskId: task.taskId,
    ...(task.dueAt === undefined ? {} : { taskDueAt: task.dueAt }),
    version: row.version,
  };
}

async function newestFirst(
  model: Requests,
  filter: Partial<Record<'applicant' | 'actedBy', string>>,
  sort: Readonly<Record<string, -1>>,
  page: Page,
): Promise<Paged<RequestRow>> {
  const [rows, total] = await Promise.all([
    reach(() =>
      model
        .find(filter, ROW_FIELDS)
        .sort(sort)
        .skip((page.number - 1) * page.size)
        .limit(page.size)
        .lean<RowDocument[]>()
        .exec(),
    ),
    reach(() => model.countDocuments(filter).exec()),
  ]);
  return { rows: rows.map(rowOf), total };
}
