import type { Connection } from 'mongoose';
import type { Settings, SettingsChange, SettingsStore } from '../../application/ports.ts';
import { chainFaults, linkHash } from '../../application/chain.ts';
import { type SettingsDocument, settingsModel } from './documents.ts';
import { isDuplicateKey, reach } from './failures.ts';

const EMPTY: Settings = { version: 0, administrators: [], roles: {} };

/** The service's settings: one document a version, the highest is current; saving is one insert that only one can win. */
export function createSettingsStore(connection: Connection): SettingsStore {
  const model = settingsModel(connection);
  const newest = async (limit: number): Promise<readonly SettingsDocument[]> =>
    reach(() => model.find({}).sort({ _id: -1 }).limit(limit).lean<SettingsDocument[]>().exec());
  const current = async (): Promise<Settings> => (await newest(1))[0]?.settings ?? EMPTY;
  return {
    current,
    verify: async () => {
      const all = await reach(() => model.find({}).sort({ _id: 1 }).lean<SettingsDocument[]>().exec());
      return chainFaults(
        'settings',
        all.map(document => ({ version: document._id, content: changeOf(document), ...chainOf(document) })),
      );
    },
    links: async () => {
      const all = await reach(() =>
        model
          .find({}, { chain: 1 })
          .sort({ _id: 1 })
          .lean<Pick<SettingsDocument, '_id' | 'chain'>[]>()
          .exec(),
      );
      return all.map(({ _id, chain = '' }) => ({ subject: 'settings', version: _id, chain }));
    },
    history: async limit => (await newest(limit)).map(changeOf),
    save: async change => {
      const { version } = change.settings;
      const [before] = await newest(1);
      if ((before?.settings ?? EMPTY).version !== version - 1) return false;
      const chain = linkHash(before?.chain ?? '', change);
      try {
        await reach(() => model.insertMany([{ _id: version, ...change, chain }], { lean: true }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

function changeOf({ settings, by, at, summary }: SettingsDocument): SettingsChange {
  return { settings, by, at, summary };
}

function chainOf({ chain }: SettingsDocument): { readonly chain?: string } {
  return chain === undefined ? {} : { chain };
}
