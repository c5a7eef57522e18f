import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import { createExecuteCommand } from '../../../src/application/execute-command.ts';
import type { RequestStore } from '../../../src/application/ports.ts';
import { createRecentRequests } from '../../../src/application/recent-requests.ts';
import { createSubmitRequest } from '../../../src/application/submit-request.ts';
import { decide } from '../../../src/core/decide.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';
import { item, step } from '../../support/flow/definition.ts';
import { everybody, organisation } from '../../support/flow/organisation.ts';
import { START } from '../../support/flow/play.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';

const definition = item([step('all', everybody)]);

/** An instance of the service: what another does it knows of by the database only. */
function openInstance(requests: RequestStore) {
  const deps = {
    core: { decide, evolve },
    requests,
    items: { version: async () => definition },
    organisationFor: async () => organisation(),
    calendarOf: () => plainCalendar,
    recent: createRecentRequests(),
    afterCommit: () => undefined,
  };
  return {
    submit: createSubmitRequest({ ...deps, numberFor: async () => 'R-1' }),
    execute: createExecuteCommand(deps),
  };
}

const meta = (key: string, by: string) => ({ key, at: START, by, channel: 'card' as const });

describe('semantics C0, C1: all who are asked tap in the same instant', () => {
  let database: TestDatabase;
  let requests: RequestStore;
  beforeAll(async () => {
    database = await testDatabase();
    await ensureIndexes(database.connection);
    requests = createMongoStores(database.connection).requests;
  });
  afterAll(() => database.drop());

  /** A request that waits for everybody. */
  const waiting = async (key: string) => {
    const one = openInstance(requests);
    const applied = await one.submit({
      ...meta(key, 'ann'),
      submissionKey: key,
      number: key,
      itemId: definition.id,
      itemVersion: definition.version,
      applicant: 'ann',
      form: {},
      chosen: {},
    });
    if (applied.kind !== 'done') throw new Error('not applied for');
    return { one, ...applied.stored.state };
  };

  test.each([
    ['one instance', 1],
    ['two instances', 2],
    ['three instances', 3],
  ])('at %s: each decision is taken, and nobody is told to tap again', async (name, count) => {
    const { one, id, tasks } = await waiting(name);
    const instances = [one, ...Array.from({ length: count - 1 }, () => openInstance(requests))];
    const open = tasks.filter(({ status }) => status === 'PENDING');
    expect(open.length).toBeGreaterThan(5);
    const outcomes = await Promise.all(
      instances.flatMap(({ execute }, which) =>
        open
          .filter((_, n) => n % count === which)
          .map(({ id: taskId, actor }) =>
            execute(id, { type: 'Approve', ...meta(`tap-${taskId}`, actor), taskId }),
          ),
      ),
    );
    expect(outcomes.map(outcome => outcome.kind)).toEqual(open.map(() => 'done'));
    expect((await requests.load(id))?.state.status).toBe('APPROVED');
  });
});
