import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCalendarStore } from '../../../src/adapters/mongo/calendar-store.ts';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import { memoryCalendars } from '../../support/stores-calendars.ts';
import { buildChange } from '../../support/stores-data.ts';
import { queriesOf, readPlan } from '../../support/stores-explain.ts';
import { memoryStores } from '../../support/stores.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';
import { calendarContract } from '../stores/calendars-suite.ts';

describe('calendars on MongoDB', () => {
  let database: TestDatabase | undefined;
  // Replaced before the first test.
  let [calendars, requests] = [memoryCalendars(), memoryStores().requests];

  beforeAll(async () => {
    database = await testDatabase({ monitorCommands: true });
    await ensureIndexes(database.connection);
    calendars = createCalendarStore(database.connection);
    requests = createMongoStores(database.connection).requests;
  });
  beforeEach(async () => {
    for (const name of ['calendars', 'requests']) await database?.connection.collection(name).deleteMany({});
  });
  afterAll(() => database?.drop());

  calendarContract(() => ({ calendars, requests }));

  test('open requests are found by index, however many have ended', async () => {
    if (database === undefined) throw new Error('there is no database');
    for (let n = 0; n < 40; n += 1) {
      const change = buildChange({ id: `r${n}` });
      const ended = { ...change, state: { ...change.state, status: 'APPROVED', endedAt: 1 } as const };
      await requests.insert(`draft-${n}`, n % 10 === 0 ? change : ended);
    }
    expect(await calendars.openRequests('RUNNING', '', 50)).toHaveLength(4);
    const queries = await queriesOf(database.connection, () => calendars.openRequests('RUNNING', '', 50));
    expect(queries).toHaveLength(1);
    for (const query of queries) {
      const plan = await readPlan(database.connection, query);
      expect(plan.indexed).toBe(true);
      // An engine that does not count says 0 of both.
      expect(plan.examined).toBeLessThanOrEqual(plan.returned + 1);
    }
  });
});
