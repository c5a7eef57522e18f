import { type Connection, Schema } from 'mongoose';
import {
  type DelegationStore,
  type HandOver,
  type HandOverStore,
  KEPT_FILES,
  type Personal,
  type PersonalStore,
} from '../../application/ports-personal.ts';
import type { Delegation } from '../../core/organisation.ts';
import { reach } from './failures.ts';
import { defineModel } from './models.ts';

type PersonalDocument = Partial<Personal> & { readonly _id: string };
type DelegationDocument = Omit<Delegation, 'id'> & { readonly _id: string };
type HandOverDocument = Omit<HandOver, 'person'> & { readonly _id: string };

const text = { type: String, required: true } as const;
const instant = { type: Number, required: true } as const;

/** Phrases, signature and files of each person; every change is one atomic update. */
export function createPersonalStore(connection: Connection): PersonalStore {
  const model = defineModel<PersonalDocument>(connection, 'personal', {
    _id: text,
    opinions: [String],
    favourites: [String],
    signature: { key: String, messageId: String, at: Number },
    files: [{ _id: false, key: String, kind: String, name: String, messageId: String, at: Number }],
  });
  const change = async (person: string, update: object): Promise<void> => {
    await reach(() => model.updateOne({ _id: person }, update, { upsert: true }).exec());
  };
  return {
    load: async person => {
      const found = await reach(() => model.findOne({ _id: person }).lean<PersonalDocument>().exec());
      const { opinions = [], favourites = [], files = [], signature } = found ?? {};
      return { opinions, favourites, files, ...(signature === undefined ? {} : { signature }) };
    },
    setFavourites: (person, favourites) => change(person, { $set: { favourites } }),
    setOpinions: (person, opinions) => change(person, { $set: { opinions } }),
    setSignature: (person, signature) => change(person, { $set: { signature } }),
    addFile: async (person, file) => {
      await change(person, { $pull: { files: { key: file.key } } });
      await change(person, { $push: { files: { $each: [file], $slice: -KEPT_FILES } } });
    },
  };
}

export function createDelegationStore(connection: Connection): DelegationStore {
  const model = defineModel<DelegationDocument>(connection, 'delegations', {
    _id: text,
    principal: text,
    agent: text,
    items: Schema.Types.Mixed,
    from: instant,
    to: instant,
    mode: text,
    handOpen: { type: Boolean, required: true },
  });
  return {
    standing: async now =>
      (
        await reach(() =>
          model
            .find({ to: { $gt: now } })
            .sort({ to: 1 })
            .lean<DelegationDocument[]>()
            .exec(),
        )
      ).map(delegationOf),
    of: async (principal, limit) =>
      (
        await reach(() =>
          model.find({ principal }).sort({ from: -1 }).limit(limit).lean<DelegationDocument[]>().exec(),
        )
      ).map(delegationOf),
    ended: async (since, now) =>
      (
        await reach(() =>
          model
            .find({ to: { $gt: since, $lte: now } })
            .sort({ to: 1 })
            .lean<DelegationDocument[]>()
            .exec(),
        )
      ).map(delegationOf),
    save: async ({ id, ...rest }) => {
      await reach(() => model.replaceOne({ _id: id }, rest, { upsert: true }).exec());
    },
    end: async (id, at) => {
      await reach(() => model.updateOne({ _id: id }, { $min: { to: at } }).exec());
    },
  };
}

function delegationOf({ _id, ...rest }: DelegationDocument): Delegation {
  return { id: _id, ...rest };
}

export function createHandOverStore(connection: Connection): HandOverStore {
  const model = defineModel<HandOverDocument>(connection, 'hand_overs', {
    _id: text,
    successor: String,
    status: text,
    lines: [Schema.Types.Mixed],
    by: text,
    at: instant,
  });
  const read = ({ _id, ...rest }: HandOverDocument): HandOver => ({ person: _id, ...rest });
  return {
    load: async person => {
      const found = await reach(() => model.findOne({ _id: person }).lean<HandOverDocument>().exec());
      return found === null ? undefined : read(found);
    },
    save: async ({ person, ...rest }) => {
      await reach(() => model.replaceOne({ _id: person }, rest, { upsert: true }).exec());
    },
    latest: async limit =>
      (await reach(() => model.find({}).sort({ at: -1 }).limit(limit).lean<HandOverDocument[]>().exec())).map(
        read,
      ),
  };
}
