import type { Connection } from 'mongoose';
import type {
  ApiClient,
  FeedRow,
  IntegrationStore,
  RequestFeed,
  Webhook,
} from '../../application/ports-integrations.ts';
import { reach } from './failures.ts';
import { hotCollection } from './hot.ts';
import { defineModel } from './models.ts';
import { type RequestDocument, ROW_FIELDS, type RowDocument, rowOf } from './request-document.ts';

type Kept<T> = Omit<T, 'id'> & { readonly _id: string };

const text = { type: String, required: true } as const;
const common = { _id: text, name: text, items: [String], createdBy: text } as const;
const instant = { type: Number, required: true } as const;

/** Clients of the API and webhooks, each in a collection of its own, oldest first. */
export function createIntegrationStore(connection: Connection): IntegrationStore {
  const clients = defineModel<Kept<ApiClient>>(connection, 'api_clients', {
    ...common,
    secretHash: text,
    rights: [String],
    createdAt: instant,
  });
  const webhooks = defineModel<Kept<Webhook>>(connection, 'webhooks', {
    ...common,
    url: text,
    secret: text,
    createdAt: instant,
  });
  return {
    clients: async () => {
      const found = await reach(() => clients.find({}).sort({ _id: 1 }).lean<Kept<ApiClient>[]>().exec());
      return found.map(withId).sort(oldestFirst);
    },
    addClient: async ({ id, ...client }) => {
      await reach(() => clients.insertMany([{ _id: id, ...client }], { lean: true }));
    },
    removeClient: async id => (await reach(() => clients.deleteOne({ _id: id }).exec())).deletedCount === 1,
    webhooks: async () => {
      const found = await reach(() => webhooks.find({}).sort({ _id: 1 }).lean<Kept<Webhook>[]>().exec());
      return found.map(withId).sort(oldestFirst);
    },
    addWebhook: async ({ id, ...webhook }) => {
      await reach(() => webhooks.insertMany([{ _id: id, ...webhook }], { lean: true }));
    },
    removeWebhook: async id => (await reach(() => webhooks.deleteOne({ _id: id }).exec())).deletedCount === 1,
  };
}

function withId<T extends object>({ _id, ...rest }: T & { readonly _id: string }) {
  return { id: _id, ...rest };
}

function oldestFirst(a: { readonly createdAt: number }, b: { readonly createdAt: number }): number {
  return a.createdAt - b.createdAt;
}

type FeedDocument = RowDocument & Pick<RequestDocument, 'changedAt'>;

/** Requests by their last change, oldest first: one range of one index. */
export function createRequestFeed(connection: Connection): RequestFeed {
  const requests = hotCollection<RequestDocument>(connection, 'requests');
  return {
    changes: async ({ items, after }, limit) => {
      const later =
        after === undefined
          ? {}
          : {
              changedAt: { $gte: after.changedAt },
              $or: [{ changedAt: { $gt: after.changedAt } }, { _id: { $gt: after.id } }],
            };
      const ofItems = items.length === 0 ? {} : { 'state.itemId': { $in: [...items] } };
      const found = await reach(() =>
        requests
          .find({ ...later, ...ofItems })
          .project<FeedDocument>({ ...ROW_FIELDS, changedAt: 1 })
          .sort({ changedAt: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map((row): FeedRow => ({ ...rowOf(row), changedAt: row.changedAt }));
    },
  };
}
