import type { Connection } from 'mongoose';
import type { SentCard, SentCardStore } from '../../application/ports.ts';
import type { SentCardDocument } from './documents.ts';
import { expiry } from './expiry.ts';
import { reach } from './failures.ts';
import { gather } from './gather.ts';
import { hotCollection } from './hot.ts';

/** Lark lets a card be changed for 14 days; after that there is nothing to remember. */
const CARD_DAYS = 14;

/** The cards that people have in their chats, by message. */
export function createSentCardStore(connection: Connection): SentCardStore {
  const collection = hotCollection<SentCardDocument>(connection, 'sent_cards');
  const ofRequest = gather(async (requestIds: readonly string[]) => {
    const wanted = [...new Set(requestIds)];
    const found = await reach(() =>
      collection
        .find({ requestId: { $in: wanted } })
        .sort({ sentAt: 1 })
        .toArray(),
    );
    return requestIds.map(id => found.filter(({ requestId }) => requestId === id).map(cardOf));
  });
  return {
    add: async ({ messageId, ...card }) => {
      const document = { ...card, expireAt: expiry(card.sentAt, CARD_DAYS) };
      await reach(() => collection.replaceOne({ _id: messageId }, document, { upsert: true }));
    },
    shown: async (messageId, version) => {
      const result = await reach(() =>
        collection.updateOne({ _id: messageId, shows: { $lte: version } }, { $set: { shows: version } }),
      );
      return result.matchedCount === 1;
    },
    find: async (requestId, kind, taskId) =>
      (await ofRequest(requestId)).filter(
        card => card.kind === kind && (taskId === undefined || card.taskId === taskId),
      ),
  };
}

function cardOf({
  _id,
  person,
  requestId,
  kind,
  taskId,
  sentAt,
  shows,
  superseded,
}: SentCardDocument): SentCard {
  return {
    messageId: _id,
    person,
    requestId,
    kind,
    sentAt,
    shows,
    ...(taskId === undefined ? {} : { taskId }),
    ...(superseded === undefined ? {} : { superseded }),
  };
}
