import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { againWhereItLost } from '../../../src/shared/lost-race.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';

describe('instances that make the same thing in the same instant', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    await database.drop();
  });

  test('all go on, with one of it', async () => {
    const things = database.connection.collection('things');
    await things.createIndex({ name: 1 }, { unique: true });
    const upsert = async (name: string, by: number): Promise<unknown> => {
      try {
        return await againWhereItLost(async () =>
          things.findOneAndUpdate({ name }, { $set: { by } }, { upsert: true }),
        );
      } catch (error) {
        // what MongoDB says to one of two, who then finds what the other made
        expect(error).toMatchObject({ code: 11000 });
        return things.updateOne({ name }, { $set: { by } });
      }
    };
    // as many as a service has instances: eight at once keep one another from ever ending on DocumentDB
    for (let round = 0; round < 5; round += 1)
      await Promise.all(Array.from({ length: 3 }, async (_, by) => upsert(`thing ${round}`, by)));
    expect(await things.countDocuments({})).toBe(5);
  });
});
