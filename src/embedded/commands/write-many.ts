import { decodeFields } from '../bson/decode.ts';
import { compileFilter } from '../query/filter.ts';
import { topLevelFields } from '../query/filter-fields.ts';
import { fetch } from '../query/access.ts';
import type { Found } from '../query/access.ts';
import { runQuery } from '../query/find.ts';
import type { Query } from '../query/find.ts';
import { inTurns } from '../query/turns.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';

/** Documents that one transaction changes at most: others wait for its end. */
const CHUNK = 500;

/**
 * Calls `act` for every document of a query, some hundreds to a transaction; a document that no longer matches by
 * then is left alone. Each document is changed as a whole or not at all.
 */
export async function forEachMatch(
  store: Store,
  collection: Collection,
  query: Query,
  act: (found: Found) => void,
): Promise<void> {
  const records: number[] = [];
  for await (const { record } of inTurns(runQuery(store, collection, query))) records.push(record);
  const matches = compileFilter(query.filter);
  const fields = topLevelFields(query.filter);
  for (let at = 0; at < records.length; at += CHUNK) {
    const chunk = records.slice(at, at + CHUNK);
    await store.write(() => {
      for (const record of chunk) {
        const found = fetch(store, collection, record);
        if (found !== undefined && matches(decodeFields(found.raw, fields))) act(found);
      }
    });
  }
}
