import type { Connection } from 'mongoose';
import type { Draft, DraftStore, Marks } from '../../application/ports.ts';
import { type DraftDocument, draftModel, markModel } from './documents.ts';
import { isDuplicateKey, reach } from './failures.ts';
import { expiry } from './expiry.ts';

/** Forms being filled in; one that nobody touched for 90 days goes. */
export function createDraftStore(connection: Connection): DraftStore {
  const model = draftModel(connection);
  return {
    load: async id => draftOf(await reach(() => model.findOne({ _id: id }).lean<DraftDocument>().exec())),
    save: async ({ id, ...draft }) => {
      await reach(() =>
        model
          .replaceOne({ _id: id }, { ...draft, expireAt: expiry(draft.updatedAt, 90) }, { upsert: true })
          .exec(),
      );
    },
    remove: async id => {
      await reach(() => model.deleteOne({ _id: id }).exec());
    },
    latest: async (person, itemId) =>
      draftOf(
        await reach(() =>
          model
            .findOne({ person, itemId, behalf: null })
            .sort({ updatedAt: -1 })
            .lean<DraftDocument>()
            .exec(),
        ),
      ),
    recent: async (person, since, limit) => {
      const found = await reach(() =>
        model
          .find({ person, updatedAt: { $gte: since } })
          .sort({ updatedAt: -1 })
          .limit(limit)
          .lean<DraftDocument[]>()
          .exec(),
      );
      return found.flatMap(each => draftOf(each) ?? []);
    },
    addFile: async (id, field, file, max, at) => {
      const place = `form.${field}`;
      const room = {
        _id: id,
        [`${place}.key`]: { $ne: file.key },
        [`${place}.${max - 1}`]: { $exists: false },
      };
      const change = { $push: { [place]: file }, $set: { updatedAt: at, expireAt: expiry(at, 90) } };
      return (await reach(() => model.updateOne(room, change).exec())).matchedCount === 1;
    },
  };
}

function draftOf(document: DraftDocument | null): Draft | undefined {
  if (document === null) return undefined;
  const { _id, expireAt: _, ...draft } = document;
  return { id: _id, ...draft };
}

/** Marks that the first one sets; kept for 400 days, so that a mark of a day or a year outlives its use. */
export function createMarks(connection: Connection): Marks {
  const model = markModel(connection);
  return {
    setOnce: async (key, at) => {
      try {
        await reach(() => model.insertMany([{ _id: key, expireAt: expiry(at, 400) }], { lean: true }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    isSet: async key => (await reach(() => model.exists({ _id: key }).lean().exec())) !== null,
  };
}
