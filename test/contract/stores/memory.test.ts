import { beforeEach, describe } from 'vitest';
import type { Stores } from '../../../src/application/ports.ts';
import { memoryStores } from '../../support/stores.ts';
import { deliveryStoreContract } from './deliveries-suite.ts';
import { inboxContract } from './inbox-suite.ts';
import { integrationContract } from './integrations-suite.ts';
import { personalContract } from './personal-suite.ts';
import { requestStoreContract } from './requests-suite.ts';
import { runningContract } from './running-suite.ts';
import { settingsContract } from './settings-suite.ts';
import { watchedContract } from './watched-suite.ts';
import { templateContract } from './templates-suite.ts';

describe('stores in memory, on which unit tests run', () => {
  let stores: Stores = memoryStores();
  beforeEach(() => {
    stores = memoryStores();
  });
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
