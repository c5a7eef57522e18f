import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { ensureIndexes, INDEXES } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import type { Stores } from '../../../src/application/ports.ts';
import { memoryStores } from '../../support/stores.ts';
import { testDatabase, type TestDatabase, withoutExpiry } from '../../support/store-uri.ts';
import { deliveryStoreContract } from '../stores/deliveries-suite.ts';
import { inboxContract } from '../stores/inbox-suite.ts';
import { integrationContract } from '../stores/integrations-suite.ts';
import { personalContract } from '../stores/personal-suite.ts';
import { requestStoreContract } from '../stores/requests-suite.ts';
import { runningContract } from '../stores/running-suite.ts';
import { settingsContract } from '../stores/settings-suite.ts';
import { watchedContract } from '../stores/watched-suite.ts';
import { templateContract } from '../stores/templates-suite.ts';

const COLLECTIONS = [
  ...new Set(INDEXES.map(({ collection }) => collection)),
  'items',
  'settings',
  'counters',
  'personal',
  'api_clients',
  'webhooks',
  'archive_templates',
];

describe('stores on MongoDB', () => {
  let database: TestDatabase | undefined;
  // Replaced before the first test.
  let stores: Stores = memoryStores();

  beforeAll(async () => {
    database = await testDatabase();
    await ensureIndexes(database.connection);
    await withoutExpiry(database);
    stores = createMongoStores(database.connection);
  });
  beforeEach(async () => {
    if (database === undefined) throw new Error('there is no database');
    for (const name of COLLECTIONS) await database.connection.collection(name).deleteMany({});
  });
  afterAll(() => database?.drop());

  requestStoreContract(() => stores);
  watchedContract(() => stores);
  deliveryStoreContract(() => stores);
  inboxContract(() => stores);
  settingsContract(() => stores);
  personalContract(() => stores);
  integrationContract(() => stores);
  templateContract(() => stores);
  runningContract(() => stores);
});
