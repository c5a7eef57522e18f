import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReportStore } from '../../../src/adapters/mongo/report-store.ts';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import type { Stores } from '../../../src/application/ports.ts';
import type { ReportStore, Scope } from '../../../src/application/ports-reports.ts';
import { createProjectFacts, type ProjectFacts } from '../../../src/application/project-facts.ts';
import { parseDuration } from '../../../src/core/time-limits.ts';
import type { RequestState } from '../../../src/core/request.ts';
import { NEVER } from '../../../src/core/reports/facts.ts';
import { requestFigures, sumsBy, totalOf, usedShare, usesOf } from '../../../src/core/reports/figures.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { queriesOf, readPlan } from '../../support/stores-explain.ts';
import { memoryStores } from '../../support/stores.ts';
import { buildChange, buildEntry, buildTask } from '../../support/stores-data.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';
import { at, buildCalendar } from '../../unit/calendar/support.ts';

const calendar = createWorkingCalendar(buildCalendar());
const after = (start: number, ...limits: readonly string[]): number =>
  limits.reduce((time, limit) => {
    const duration = parseDuration(limit);
    if (duration === undefined) throw new Error(`${limit} is no duration`);
    return calendar.add(time, duration);
  }, start);
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const departments: Readonly<Record<string, string>> = { ou_an: 'od_1', ou_bai: 'od_2', ou_cai: 'od_2' };

/** A database with the facts of its requests, and a projector that runs when it is told. */
function openFacts() {
  const held: { database?: TestDatabase; stores: Stores; facts?: ReportStore; book: number } = {
    stores: memoryStores(),
    book: 1,
  };
  beforeAll(async () => {
    held.database = await testDatabase({ monitorCommands: true });
    const { connection } = held.database;
    await ensureIndexes(connection);
    held.stores = createMongoStores(connection);
    held.facts = createReportStore(connection);
  });
  afterAll(() => held.database?.drop());
  const facts = (): ReportStore => {
    if (held.facts === undefined) throw new Error('there is no database');
    return held.facts;
  };
  const project: ProjectFacts = options =>
    createProjectFacts({
      facts: facts(),
      directory: {
        around: async ({ people }) => ({
          people: Object.fromEntries(
            people.map(id => [
              id,
              { id, name: id, departmentIds: [departments[id] ?? ''], status: 'active' },
            ]),
          ),
          departments: {},
        }),
      },
      working: { calendar, refresh: async () => ({ version: held.book, calendars: [], years: {} }) },
      clock: { now: () => 0 },
      log: silent,
    })(options);
  return { held, facts, project };
}

const spring = { from: at('2026-03-01 00:00'), to: at('2026-07-01 00:00') };

describe('promised and actual working days by item and department (features 1.6, 1.7)', () => {
  const { held, facts, project } = openFacts();
  const lines = async (by: 'itemId' | 'departmentId', scope: Scope = {}) =>
    Object.fromEntries(
      sumsBy(by, await facts().ended(spring, scope)).map(sums => {
        const { promised, actual } = requestFigures(sums);
        return [sums.key, [sums.ended, promised?.toFixed(2), actual?.toFixed(2)]];
      }),
    );
  /** Limits and times as an office keeps them: five requests, over weekends and Qingming. */
  const rows = [
    { limit: '10wd', took: ['3wd'], itemId: 'A', applicant: 'ou_an' },
    { limit: '10wd', took: ['4wd'], itemId: 'A', applicant: 'ou_bai' },
    { limit: '10wd', took: ['4wd', '225min'], itemId: 'A', applicant: 'ou_bai' },
    { limit: '8wd', took: ['3wd'], itemId: 'B', applicant: 'ou_an' },
    { limit: '8wd', took: ['4wd'], itemId: 'B', applicant: 'ou_an' },
  ];

  test('an average promise of 9.2 and an average time of 3.7 make 5.5 days ahead of the promise', async () => {
    for (const [n, { limit, took, itemId, applicant }] of rows.entries()) {
      const submittedAt = at(`2026-04-0${n + 1 === 5 ? 7 : n + 1} 13:30`);
      const endedAt = after(submittedAt, ...took);
      const { state, ...change } = buildChange({
        id: `r${n}`,
        itemId,
        applicant,
        submittedAt,
        dueAt: after(submittedAt, limit),
      });
      const approved: RequestState = { ...state, status: 'APPROVED', endedAt };
      await held.stores.requests.insert(`d${n}`, {
        ...change,
        state: approved,
        entries: [buildEntry(1, endedAt)],
      });
    }
    expect(await project()).toBe(true);
    const { promised, actual, ahead, lateShare, firstPassShare } = requestFigures(
      totalOf(await facts().ended(spring, {})),
    );
    expect([promised, actual, ahead].map(days => days?.toFixed(1))).toEqual(['9.2', '3.7', '5.5']);
    expect([promised, actual, ahead].map(days => Number(days?.toFixed(9)))).toEqual([9.2, 3.7, 5.5]);
    expect([lateShare, firstPassShare]).toEqual([0, 1]);
  });

  test('each item and each department has its own figures', async () => {
    expect(await lines('itemId')).toEqual({ A: [3, '10.00', '3.83'], B: [2, '8.00', '3.50'] });
    expect(await lines('departmentId')).toEqual({ od_1: [3, '8.67', '3.33'], od_2: [2, '10.00', '4.25'] });
    expect(await lines('itemId', { departments: ['od_2'] })).toEqual({ A: [2, '10.00', '4.25'] });
    expect(await lines('departmentId', { items: ['B'] })).toEqual({ od_1: [2, '8.00', '3.50'] });
    expect(await lines('itemId', { departments: [] })).toEqual({});
  });

  test('2.34 how many people of a department applied, and how often', async () => {
    const all = await facts().used(spring, {});
    expect(all).toEqual([
      { key: 'od_1', applied: 1, submitted: 3 },
      { key: 'od_2', applied: 1, submitted: 2 },
    ]);
    expect(await facts().used(spring, { departments: ['od_2'], items: ['A'] })).toEqual([
      { key: 'od_2', applied: 1, submitted: 2 },
    ]);
    expect(usesOf({ od_2: 4, od_3: 2 }, all).map(use => [use.key, use.people, usedShare(use)])).toEqual([
      ['od_3', 2, 0],
      ['od_2', 4, 0.25],
      ['od_1', 0, undefined],
    ]);
  });
});

describe('facts follow the requests (house.md: lists and reports never decide)', () => {
  const { held, facts, project } = openFacts();
  const insert = (id: string, changedAt: number, tasks = [buildTask({ id: `${id}-t1` })]) =>
    held.stores.requests.insert(`d-${id}`, {
      ...buildChange({ id, tasks }),
      entries: [buildEntry(1, changedAt)],
    });
  const open = (now = 1_000_000) => facts().held(now, {});

  test('each request and task once, however often it runs and from wherever', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => `r${String(n).padStart(3, '0')}`);
    await Promise.all(ids.map((id, n) => insert(id, 5_000 + Math.floor(n / 100))));
    expect(await project({ batches: 1 })).toBe(false);
    expect(await open()).toEqual([{ key: 'ou_bai', open: 200, late: 0 }]);
    await Promise.all([project(), project(), project()]);
    expect(await project()).toBe(true);
    expect(await open()).toEqual([{ key: 'ou_bai', open: 250, late: 0 }]);
    expect(await facts().underWay(1_001, 'departmentId', {})).toEqual({ od_1: 250 });
  });

  test('a change moves the facts along: what was open is done, what was passed on is another’s', async () => {
    const { state } = buildChange({
      id: 'r000',
      tasks: [
        buildTask({ id: 'r000-t1', status: 'TRANSFERRED', endedAt: 20_000, dueAt: 10_000 }),
        buildTask({ id: 'r000-t2', actor: 'ou_cai', pendingAt: 20_000, dueAt: 30_000 }),
      ],
    });
    await held.stores.requests.save('r000', 1, {
      state,
      entries: [buildEntry(2, 20_000)],
      outbox: [],
      key: 'k2',
    });
    await project();
    expect(await open()).toEqual([
      { key: 'ou_bai', open: 249, late: 0 },
      { key: 'ou_cai', open: 1, late: 1 },
    ]);
    expect(await facts().tasksDone({ from: 0, to: 50_000 }, {})).toEqual([
      { step: 'TEST/step', actor: 'ou_bai', done: 1, days: 0, limited: 1, late: 1, objected: 0 },
    ]);
    expect(await facts().lateTasks(40_000, {}, 5)).toEqual({
      total: 1,
      rows: [expect.objectContaining({ number: 'TEST-20261122-r000', actor: 'ou_cai', dueAt: 30_000 })],
    });
    expect((await facts().lateTasks(15_000, {}, 5)).rows).toEqual([
      expect.objectContaining({ actor: 'ou_bai', dueAt: 10_000 }),
    ]);
    expect((await facts().lateTasks(40_000, { departments: ['od_1'] }, 5)).total).toBe(0);
  });

  test('what another instance wrote a little earlier by its clock is found too', async () => {
    await insert('late-comer', 19_000);
    await project();
    expect((await open())[0]).toEqual({ key: 'ou_bai', open: 250, late: 0 });
  });

  test('an older state never takes the place of a newer one', async () => {
    const [older] = await facts().stale([{ id: 'r001', version: 9, changedAt: 0 }], 'x');
    if (older === undefined) throw new Error('r001 is gone');
    await held.stores.requests.save('r001', 1, {
      state: { ...older.state, status: 'CANCELED', endedAt: 30_000, tasks: [] },
      entries: [buildEntry(2, 30_000)],
      outbox: [],
      key: 'k2',
    });
    await project();
    const before = await facts().underWay(1_000_000, 'itemId', {});
    await facts().save(
      [{ request: { ...buildFact('r001'), closedAt: NEVER }, tasks: [], version: 1 }],
      '1/1',
    );
    expect(await facts().underWay(1_000_000, 'itemId', {})).toEqual(before);
  });

  test('a changed calendar makes all of them anew', async () => {
    const changed = await facts().changed(0, '', 1_000);
    expect(await facts().stale(changed, '1/1')).toEqual([]);
    held.book = 2;
    await project();
    expect(await facts().stale(changed, '1/1')).toHaveLength(changed.length);
    expect(await facts().stale(changed, '1/2')).toEqual([]);
    expect(await facts().mark()).toEqual({ rules: '1/2', at: 30_000 });
  });

  test('every question is answered by an index, and reads no request', async () => {
    const { database } = held;
    if (database === undefined) throw new Error('there is no database');
    const stretch = { from: 20_000, to: 25_000 };
    for (const scope of [{}, { departments: ['od_2'] }]) {
      const queries = await queriesOf(database.connection, async () => {
        await facts().ended(stretch, scope);
        await facts().submitted(stretch, 'itemId', scope);
        await facts().used(stretch, scope);
        await facts().underWay(25_000, 'itemId', scope);
        await facts().uncleared(25_000, scope, 5);
        await facts().tasksDone(stretch, scope);
        await facts().lateTaskCount(25_000, scope);
        await facts().held(25_000, scope);
        await facts().lateTasks(25_000, scope, 5);
        await facts().changed(30_000, '', 10);
      });
      expect(queries.length).toBeGreaterThanOrEqual(11);
      for (const query of queries) {
        const plan = await readPlan(database.connection, query);
        expect(plan.stages, JSON.stringify(query)).not.toContain('COLLSCAN');
        expect(plan.indexed, `${plan.stages.join(' ')} for ${JSON.stringify(query)}`).toBe(true);
      }
    }
  });
});

function buildFact(id: string) {
  return {
    id,
    number: id,
    itemId: 'TEST',
    applicant: 'ou_an',
    departmentId: 'od_1',
    status: 'RUNNING',
    submittedAt: 1_000,
    compared: 0,
    late: 0,
    decided: 0,
    firstPass: 0,
    returned: 0,
  } as const;
}
