import type { Collection } from '../storage/collection.ts';
import type { Answer, Call, Commands } from './context.ts';
import { nsOf, intArg } from './arguments.ts';

/** Sizes of one collection, in units of `scale` bytes. */
export function collectionSizes(collection: Collection | undefined, ns: string, scale: number): Answer {
  const bytes = collection?.bytes ?? 0;
  const count = collection?.documents ?? 0;
  return {
    ns,
    size: Math.round(bytes / scale),
    count,
    ...(count > 0 ? { avgObjSize: Math.round(bytes / count) } : {}),
    storageSize: Math.round(bytes / scale),
    nindexes: collection?.indexes.length ?? 0,
    totalIndexSize: 0,
    indexSizes: Object.fromEntries((collection?.indexes ?? []).map(index => [index.name, 0])),
    capped: false,
    scaleFactor: scale,
  };
}

function collStats(call: Call): Answer {
  const ns = nsOf(call);
  return collectionSizes(call.context.store.find(ns), ns, intArg(call, 'scale', 1) ?? 1);
}

function dbStats(call: Call): Answer {
  const scale = intArg(call, 'scale', 1) ?? 1;
  const collections = [...call.context.store.catalogue.collections.values()].filter(
    one => one.db === call.db,
  );
  const sum = (value: (one: Collection) => number): number =>
    collections.reduce((total, one) => total + value(one), 0);
  const objects = sum(one => one.documents);
  const dataSize = sum(one => one.bytes);
  return {
    db: call.db,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : dataSize / objects,
    dataSize: dataSize / scale,
    storageSize: dataSize / scale,
    indexes: sum(one => one.indexes.length),
    indexSize: 0,
    totalSize: dataSize / scale,
    scaleFactor: scale,
  };
}

export const statsCommands: Commands = { collStats, collstats: collStats, dbStats, dbstats: dbStats };
