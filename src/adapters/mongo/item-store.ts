import type { Connection, Model } from 'mongoose';
import type { ItemStore, ItemVersionRow, LiveItem } from '../../application/ports.ts';
import { chainFaults, linkHash } from '../../application/chain.ts';
import { AppError } from '../../shared/errors.ts';
import { type ItemVersionDocument, itemVersionModel } from './documents.ts';
import { isDuplicateKey, reach } from './failures.ts';

/**
 * Service items. The highest version of an item is the live one, so publishing is one insert whose `_id` only one
 * publisher can win. A version never changes: once read, it stays in memory.
 */
export function createItemStore(connection: Connection): ItemStore {
  const versions = itemVersionModel(connection);
  const known = new Map<string, LiveItem>();

  const version = async (itemId: string, number: number): Promise<LiveItem | undefined> => {
    const id = versionId(itemId, number);
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const found = await reach(() => versions.findOne({ _id: id }).lean<ItemVersionDocument>().exec());
    if (found === null) return undefined;
    const { definition, enabled } = rowOf(found);
    known.set(id, { definition, enabled });
    return { definition, enabled };
  };

  return {
    version: async (itemId, number) => (await version(itemId, number))?.definition,
    live: async () => {
      const newest = await newestVersions(versions);
      const items = await Promise.all(newest.map(({ itemId, version: n }) => version(itemId, n)));
      return items.flatMap(item => item ?? []);
    },
    history: async itemId => {
      const found = await reach(() =>
        versions.find({ itemId }).sort({ version: -1 }).lean<ItemVersionDocument[]>().exec(),
      );
      return found.map(rowOf);
    },
    links: async () => {
      const all = await reach(() =>
        versions
          .find({}, { itemId: 1, version: 1, chain: 1 })
          .lean<Pick<ItemVersionDocument, 'itemId' | 'version' | 'chain'>[]>()
          .exec(),
      );
      return all.map(({ itemId, version: n, chain = '' }) => ({ subject: itemId, version: n, chain }));
    },
    publish: (row, basedOn) => publish(versions, row, basedOn),
    verify: async () => {
      const all = await reach(() =>
        versions.find({}).sort({ itemId: 1, version: 1 }).lean<ItemVersionDocument[]>().exec(),
      );
      return [...byItem(all)].flatMap(([itemId, rows]) => chainFaults(itemId, rows.map(linkOf)));
    },
  };
}

function linkOf(document: ItemVersionDocument) {
  const { version, chain } = document;
  return { version, content: rowOf(document), ...(chain === undefined ? {} : { chain }) };
}

function versionId(itemId: string, version: number): string {
  return `${itemId}@${version}`;
}

function rowOf(document: ItemVersionDocument): ItemVersionRow {
  const { definition, enabled, publishedAt, publishedBy, summary } = document;
  return { definition, enabled, publishedAt, publishedBy, summary };
}

type VersionKey = Pick<ItemVersionDocument, 'itemId' | 'version'>;

/** The highest version of each item; items stand in the order in which they were first published. */
async function newestVersions(versions: Model<ItemVersionDocument>): Promise<readonly VersionKey[]> {
  const all = await reach(() =>
    versions
      .find({}, { itemId: 1, version: 1 })
      .sort({ version: 1, publishedAt: 1, _id: 1 })
      .lean<VersionKey[]>()
      .exec(),
  );
  return [...new Map(all.map(({ itemId, version }) => [itemId, { itemId, version }])).values()];
}

async function publish(
  versions: Model<ItemVersionDocument>,
  row: ItemVersionRow,
  basedOn: number,
): Promise<boolean> {
  const { id: itemId, version } = row.definition;
  if (version !== basedOn + 1)
    throw new AppError('internal', 'A published version must follow the one it is based on', {
      details: { itemId, version, basedOn },
    });
  const newest = await reach(() =>
    versions
      .findOne({ itemId }, { version: 1, chain: 1 })
      .sort({ version: -1 })
      .lean<Pick<ItemVersionDocument, 'version' | 'chain'>>()
      .exec(),
  );
  if ((newest?.version ?? 0) !== basedOn) return false;
  try {
    const chain = linkHash(newest?.chain ?? '', row);
    const document = { _id: versionId(itemId, version), itemId, version, ...row, chain };
    await reach(() => versions.insertMany([document], { lean: true }));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function byItem(all: readonly ItemVersionDocument[]): ReadonlyMap<string, readonly ItemVersionDocument[]> {
  const found = new Map<string, ItemVersionDocument[]>();
  for (const document of all) found.set(document.itemId, [...(found.get(document.itemId) ?? []), document]);
  return found;
}
