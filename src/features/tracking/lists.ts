import { doneCard, myCard, type RequestRowView, ROWS_PER_PAGE, todoCard } from '../../../cards/inbox.ts';
import type { CardJson, Paged, RequestRow, TaskRow } from '../../application/ports.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { batchable } from '../shared/batchable.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { takeBackOf } from '../shared/detail.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, namesOf, peopleNamed } from '../shared/people.ts';
import { viewOf } from '../shared/request-view.ts';

/** 待办: what waits for this person, most urgent first. */
export async function todoOf(deps: FeatureDeps, person: string, page = 1): Promise<CardJson> {
  const { rows, number, total } = await onePage(page, at => deps.stores.requests.todo(person, at));
  const [items, part] = await Promise.all([
    itemsOf(deps, rows),
    peopleNamed(
      deps,
      rows.map(row => row.applicant),
    ),
  ]);
  return todoCard(
    {
      list: {
        rows: rows.map(row => ({
          requestId: row.id,
          taskId: row.taskId,
          number: row.number,
          item: itemName(items, row),
          applicant: nameOf(part, row.applicant),
          step: stepOfTask(items, row),
          ...(row.taskDueAt === undefined ? {} : { dueAt: row.taskDueAt }),
        })),
        page: number,
        total,
      },
      batch: rows.some(row => {
        const definition = items.get(keyOf(row));
        return definition !== undefined && row.nodeIds.some(id => batchable(definition, id));
      }),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

/** 我的申请, 已办. */
export async function requestsOf(
  deps: FeatureDeps,
  which: 'mine' | 'done',
  person: string,
  page = 1,
): Promise<CardJson> {
  const { rows, number, total } = await onePage(page, at => deps.stores.requests[which](person, at));
  const [items, part] = await Promise.all([
    itemsOf(deps, rows),
    peopleNamed(
      deps,
      rows.flatMap(row => [row.applicant, ...row.holders]),
    ),
  ]);
  const back = which === 'done' ? await takeBacks(deps, rows, person) : new Map<string, string>();
  const views = rows.map(
    (row): RequestRowView => ({
      id: row.id,
      number: row.number,
      item: itemName(items, row),
      applicant: nameOf(part, row.applicant),
      status: row.status,
      submittedAt: row.submittedAt,
      ...(row.dueAt === undefined ? {} : { dueAt: row.dueAt }),
      holders:
        row.holders.length === 0
          ? []
          : [{ step: stepsOf(items, row), people: namesOf(part, [...new Set(row.holders)]) }],
      ...takeBackIn(back, row.id),
    }),
  );
  const props = { list: { rows: views, page: number, total }, time: cardTime(deps) };
  return which === 'mine' ? myCard(props, deps.texts) : doneCard(props, deps.texts);
}

/** What of this page the person can take back (拿回), by request. */
async function takeBacks(
  deps: FeatureDeps,
  rows: readonly RequestRow[],
  person: string,
): Promise<ReadonlyMap<string, string>> {
  const running = rows.filter(row => row.status === 'RUNNING');
  const found = await Promise.all(
    running.map(async ({ id }) => {
      const stored = await deps.stores.requests.load(id);
      const task = stored === undefined ? undefined : takeBackOf(await viewOf(deps, stored), person);
      return task === undefined ? [] : [[id, task] as const];
    }),
  );
  return new Map(found.flat());
}

function takeBackIn(back: ReadonlyMap<string, string>, id: string): Pick<RequestRowView, 'takeBack'> {
  const task = back.get(id);
  return task === undefined ? {} : { takeBack: { task } };
}

/** The page asked for, or the last one there is. */
async function onePage<Row>(
  page: number,
  read: (at: { readonly number: number; readonly size: number }) => Promise<Paged<Row>>,
): Promise<{ readonly rows: readonly Row[]; readonly number: number; readonly total: number }> {
  const first = await read({ number: page, size: ROWS_PER_PAGE });
  if (first.rows.length > 0 || page === 1) return { ...first, number: page };
  const last = Math.max(1, Math.ceil(first.total / ROWS_PER_PAGE));
  return { ...(await read({ number: last, size: ROWS_PER_PAGE })), number: last };
}

type Items = ReadonlyMap<string, ItemDefinition>;

async function itemsOf(deps: FeatureDeps, rows: readonly RequestRow[]): Promise<Items> {
  const keys = new Map(rows.map(row => [keyOf(row), row]));
  const found = await Promise.all(
    [...keys].map(async ([key, row]) => {
      const definition = await deps.stores.items.version(row.itemId, row.itemVersion);
      return definition === undefined ? [] : [[key, definition] as const];
    }),
  );
  return new Map(found.flat());
}

function keyOf(row: Pick<RequestRow, 'itemId' | 'itemVersion'>): string {
  return `${row.itemId}/${row.itemVersion}`;
}

function itemName(items: Items, row: RequestRow) {
  return items.get(keyOf(row))?.name ?? { zh: row.itemId, en: row.itemId };
}

function stepOfTask(items: Items, row: TaskRow) {
  return stepsOf(items, { ...row, nodeIds: row.nodeIds.slice(0, 1) });
}

function stepsOf(items: Items, row: RequestRow) {
  const definition = items.get(keyOf(row));
  const names = [...new Set(row.nodeIds)].map(id =>
    definition === undefined ? { zh: id, en: id } : nodeName(definition, id),
  );
  return { zh: names.map(name => name.zh).join('、'), en: names.map(name => name.en).join(', ') };
}
