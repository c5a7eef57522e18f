import type { Connection } from 'mongoose';
import type { Stores } from '../../application/ports.ts';
import { createAuditLog } from './audit-log.ts';
import { createCounters } from './counters.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createInbox } from './inbox-store.ts';
import { createIntegrationStore, createRequestFeed } from './integration-stores.ts';
import { createMirrorStore } from './mirror-store.ts';
import { createItemStore } from './item-store.ts';
import { createDelegationStore, createHandOverStore, createPersonalStore } from './personal-stores.ts';
import { createRequestStore } from './request-store.ts';
import { createSentCardStore } from './sent-card-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createTemplateStore } from './template-store.ts';
import { createDraftStore, createMarks } from './small-stores.ts';

/** All stores on one connection. Call `ensureIndexes` first, once at start. */
export function createMongoStores(connection: Connection): Stores {
  return {
    requests: createRequestStore(connection),
    drafts: createDraftStore(connection),
    items: createItemStore(connection),
    settings: createSettingsStore(connection),
    counters: createCounters(connection),
    deliveries: createDeliveryStore(connection),
    sentCards: createSentCardStore(connection),
    inbox: createInbox(connection),
    marks: createMarks(connection),
    personal: createPersonalStore(connection),
    delegations: createDelegationStore(connection),
    handOvers: createHandOverStore(connection),
    integrations: createIntegrationStore(connection),
    feed: createRequestFeed(connection),
    mirror: createMirrorStore(connection),
    templates: createTemplateStore(connection),
    audit: createAuditLog(connection),
  };
}
