import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBoardStore } from '../../../src/adapters/mongo/board-store.ts';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createLedgerStore } from '../../../src/adapters/mongo/ledger-store.ts';
import { createRatingStore } from '../../../src/adapters/mongo/rating-store.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import { queriesOf, readPlan } from '../../support/stores-explain.ts';
import { buildChange, buildEntry } from '../../support/stores-data.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';

const ROWS = 240;
const ITEMS = 6;

/** What ledgers, the board and rates ask of the database: the right rows, and by an index. */
function open(database: TestDatabase) {
  const { connection } = database;
  return {
    connection,
    stores: createMongoStores(connection),
    ledger: createLedgerStore(connection),
    board: createBoardStore(connection),
    ratings: createRatingStore(connection),
  };
}

describe('ledgers, the board and rates', () => {
  let database: TestDatabase;
  let at: ReturnType<typeof open>;
  beforeAll(async () => {
    database = await testDatabase({ monitorCommands: true });
    await ensureIndexes(database.connection);
    at = open(database);
    for (let n = 0; n < ROWS; n += 1) {
      const itemId = `I${n % ITEMS}`;
      const state = { id: `r${n}`, number: `I-${n}`, itemId, submittedAt: 1000 + n };
      await at.stores.requests.insert(
        `d${n}`,
        buildChange(state, { entries: [{ ...buildEntry(1), at: 1000 + n }] }),
      );
      await at.ratings.put({ requestId: `r${n}`, itemId, stars: (n % 5) + 1, at: 1000 + n });
    }
  });
  afterAll(() => database?.drop());

  const question = { itemId: 'I3', from: 1100, to: 1160 };
  const ledgerRows = async () => {
    const numbers: string[] = [];
    for await (const batch of at.ledger.rows(question)) numbers.push(...batch.map(({ number }) => number));
    return numbers;
  };

  test('a ledger has the requests of its item and period, oldest first', async () => {
    const expected = Array.from({ length: ROWS }, (_, n) => n)
      .filter(n => n % ITEMS === 3 && n >= 100 && n < 160)
      .map(n => `I-${n}`);
    expect(await ledgerRows()).toEqual(expected);
    expect(await at.ledger.count(question)).toBe(expected.length);
  });

  test('the board has what changed last, newest first', async () => {
    const rows = await at.board.latest(3);
    expect(rows.map(({ number }) => number)).toEqual(['I-239', 'I-238', 'I-237']);
  });

  test('rates are averages by item; a rating that comes again counts once', async () => {
    await at.ratings.put({ requestId: 'r0', itemId: 'I0', stars: 1, at: 1000 });
    const rates = await at.ratings.of(['I0', 'I1', 'unrated']);
    expect([...rates.keys()].sort()).toEqual(['I0', 'I1']);
    expect(rates.get('I0')?.n).toBe(ROWS / ITEMS);
    expect(rates.get('I0')?.score).toBeCloseTo(3, 5);
  });

  test.each([
    ['the rows of a ledger', () => ledgerRows()],
    ['how many rows a ledger has', () => at.ledger.count(question)],
    ['the board', () => at.board.latest(5)],
    ['rates', () => at.ratings.of(['I2'])],
  ] as const)('%s: by an index, looking at no more than is returned', async (_, ask) => {
    const queries = await queriesOf(at.connection, ask);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      const plan = await readPlan(at.connection, query);
      const told = `${plan.stages.join(' ')} for ${JSON.stringify(query)}`;
      expect(plan.stages, told).not.toContain('COLLSCAN');
      expect(plan.indexed, told).toBe(true);
      // Sums look at what they add up, and return one row.
      expect(plan.examined, told).toBeLessThanOrEqual(Math.max(plan.returned, ROWS / ITEMS) + 1);
    }
  });
});
