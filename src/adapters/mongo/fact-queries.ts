import type { Collection, Document } from 'mongodb';
import type { Connection } from 'mongoose';
import type {
  Counts,
  FactQueries,
  UnclearedRequest,
  LateTask,
  Listed,
  Scope,
} from '../../application/ports-reports.ts';
import type { CrossSums, CrossTaskSums } from '../../core/reports/figures.ts';
import { ANONYMOUS } from '../../core/request.ts';
import { FACTS, type RequestFactDocument, type TaskFactDocument } from './fact-documents.ts';
import { reach } from './failures.ts';
import { hotCollection } from './hot.ts';

/** Sums over facts, each one aggregation by an index; only operators that every store has (docs/store-differences.md). */
export function createFactQueries(connection: Connection): FactQueries {
  const requests = hotCollection<RequestFactDocument>(connection, FACTS.requests);
  const tasks = hotCollection<TaskFactDocument>(connection, FACTS.tasks);
  const lateCount = (at: number, scope: Scope) => reach(() => tasks.countDocuments(lateAt(at, scope)));
  return {
    ended: ({ from, to }, scope) =>
      reach(() =>
        requests
          .aggregate<CrossSums>([
            { $match: { ...scoped(scope), closedAt: { $gte: from, $lt: to } } },
            {
              $group: {
                _id: { itemId: '$itemId', departmentId: '$departmentId' },
                ended: { $sum: 1 },
                promisedDays: { $sum: { $multiply: ['$compared', '$promisedDays'] } },
                actualDays: { $sum: { $multiply: ['$compared', '$actualDays'] } },
                ...sums('compared', 'late', 'decided', 'firstPass', 'returned'),
              },
            },
            ...SPREAD,
          ])
          .toArray(),
      ),
    submitted: ({ from, to }, by, scope) =>
      counts(requests, { ...scoped(scope), submittedAt: { $gte: from, $lt: to } }, by),
    used: ({ from, to }, scope) =>
      reach(() =>
        requests
          .aggregate<Awaited<ReturnType<FactQueries['used']>>[number]>([
            {
              $match: {
                ...scoped(scope),
                submittedAt: { $gte: from, $lt: to },
                applicant: { $ne: ANONYMOUS },
              },
            },
            {
              $group: {
                _id: { department: '$departmentId', applicant: '$applicant' },
                submitted: { $sum: 1 },
              },
            },
            { $group: { _id: '$_id.department', applied: { $sum: 1 }, ...sums('submitted') } },
            ...KEYED,
          ])
          .toArray(),
      ),
    underWay: (at, by, scope) => counts(requests, openAt(at, scope, 'submittedAt'), by),
    uncleared: (at, scope, limit) =>
      listed(
        reach(() => requests.countDocuments(openAt(at, scope, 'submittedAt'))),
        reach(() =>
          requests
            .find(openAt(at, scope, 'submittedAt'))
            .sort({ submittedAt: 1, _id: 1 })
            .limit(limit)
            .toArray(),
        ),
        unclearedOf,
      ),
    tasksDone: ({ from, to }, scope) =>
      reach(() =>
        tasks
          .aggregate<CrossTaskSums>([
            { $match: { ...scoped(scope), closedAt: { $gte: from, $lt: to }, done: 1 } },
            {
              $group: {
                _id: { step: { $concat: ['$itemId', '/', '$nodeId'] }, actor: '$actor' },
                ...sums('done', 'days', 'limited', 'late', 'objected'),
              },
            },
            ...SPREAD,
          ])
          .toArray(),
      ),
    held: (at, scope) =>
      reach(() =>
        tasks
          .aggregate<Awaited<ReturnType<FactQueries['held']>>[number]>([
            { $match: openAt(at, scope, 'pendingAt') },
            {
              $group: {
                _id: '$actor',
                open: { $sum: 1 },
                // A task without a limit is never late; a missing value would sort before every number.
                late: {
                  $sum: { $cond: [{ $and: [{ $gt: ['$dueAt', 0] }, { $lt: ['$dueAt', at] }] }, 1, 0] },
                },
              },
            },
            ...KEYED,
          ])
          .toArray(),
      ),
    lateTasks: (at, scope, limit) =>
      listed(
        lateCount(at, scope),
        reach(() => tasks.find(lateAt(at, scope)).sort({ dueAt: 1, _id: 1 }).limit(limit).toArray()),
        task => lateTaskOf(task, at),
      ),
    lateTaskCount: lateCount,
  };
}

function unclearedOf(fact: RequestFactDocument): UnclearedRequest {
  const { _id: id, number, itemId, applicant, departmentId, submittedAt, dueAt } = fact;
  const row = { id, number, itemId, applicant, departmentId, submittedAt };
  return dueAt === undefined ? row : { ...row, dueAt };
}

function lateTaskOf(fact: TaskFactDocument, at: number): LateTask {
  const { requestId, number, itemId, nodeId, actor, departmentId, pendingAt, dueAt = at } = fact;
  return { requestId, number, itemId, nodeId, actor, departmentId, pendingAt, dueAt };
}

/** A task is never due before it waits for somebody, so its beginning need not be asked. */
function lateAt(at: number, scope: Scope): Document {
  return { ...scoped(scope), closedAt: { $gte: at }, dueAt: { $lt: at } };
}

function scoped({ departments, items }: Scope): Document {
  return {
    ...(departments === undefined ? {} : { departmentId: { $in: [...departments] } }),
    ...(items === undefined ? {} : { itemId: { $in: [...items] } }),
  };
}

/** Begun before this instant and not yet closed at it. */
function openAt(at: number, scope: Scope, begun: 'submittedAt' | 'pendingAt'): Document {
  return { ...scoped(scope), closedAt: { $gte: at }, [begun]: { $lt: at } };
}

function sums(...fields: readonly string[]): Document {
  return Object.fromEntries(fields.map(field => [field, { $sum: `$${field}` }]));
}

/** The parts of the group's id as fields of their own, in a fixed order. */
const SPREAD: readonly Document[] = [
  { $sort: { _id: 1 } },
  { $replaceRoot: { newRoot: { $mergeObjects: ['$$ROOT', '$_id'] } } },
  { $project: { _id: 0 } },
];

/** The group's id under the name `key`, in a fixed order. */
const KEYED: readonly Document[] = [
  { $sort: { _id: 1 } },
  { $addFields: { key: '$_id' } },
  { $project: { _id: 0 } },
];

async function counts(
  collection: Collection<RequestFactDocument>,
  filter: Document,
  by: string,
): Promise<Counts> {
  const groups = await reach(() =>
    collection
      .aggregate<{ readonly _id: string; readonly n: number }>([
        { $match: filter },
        { $group: { _id: `$${by}`, n: { $sum: 1 } } },
      ])
      .toArray(),
  );
  return Object.fromEntries(groups.map(({ _id, n }) => [_id, n]));
}

async function listed<T, Row>(
  total: Promise<number>,
  found: Promise<readonly T[]>,
  rowOf: (document: T) => Row,
): Promise<Listed<Row>> {
  const [count, documents] = await Promise.all([total, found]);
  return { total: count, rows: documents.map(rowOf) };
}
