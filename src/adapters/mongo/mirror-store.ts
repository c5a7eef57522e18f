import type { Connection } from 'mongoose';
import type { MirrorState, MirrorStore } from '../../application/ports-mirror.ts';
import { reach } from './failures.ts';
import { defineModel } from './models.ts';

interface MirrorDocument extends Partial<MirrorState> {
  readonly _id: 'mirror';
}

/** One document: the switch, the position, and the codes. */
export function createMirrorStore(connection: Connection): MirrorStore {
  const model = defineModel<MirrorDocument>(connection, 'mirror', {
    _id: { type: String, required: true },
    on: Boolean,
    position: { _id: false, changedAt: Number, id: String },
    codes: {},
    failed: { _id: false, at: Number, code: String },
  });
  const change = async (update: object): Promise<void> => {
    await reach(() => model.updateOne({ _id: 'mirror' }, update, { upsert: true }).exec());
  };
  return {
    load: async () => {
      const found = await reach(() => model.findOne({ _id: 'mirror' }).lean<MirrorDocument>().exec());
      const { on = false, codes = {}, position, failed } = found ?? {};
      return {
        on,
        codes,
        ...(position === undefined ? {} : { position }),
        ...(failed === undefined ? {} : { failed }),
      };
    },
    turn: on => change({ $set: { on }, $unset: { position: 1, failed: 1 } }),
    keepCode: (item, code) => change({ $set: { [`codes.${item}`]: code } }),
    advance: position => change({ $set: { position }, $unset: { failed: 1 } }),
    fail: (at, code) => change({ $set: { failed: { at, code } } }),
  };
}
