import { checkDocument } from '../bson/check.ts';
import { decode } from '../bson/decode.ts';
import { fetch, scan } from '../query/access.ts';
import { inTurns, ticking } from '../query/turns.ts';
import type { Collection, Index } from './collection.ts';
import { entryOf, keysOf, recordOf, wholeIndex } from './entries.ts';
import type { Store } from './store.ts';

/** What a check of a collection found. */
export interface CheckResult {
  documents: number;
  /** Entries of each index by its name. */
  keys: Map<string, number>;
  errors: string[];
}

const MOST_ERRORS = 100;

/**
 * Reads a whole collection: every document is well-formed BSON and has its entries in every index, every entry leads
 * to a document that has that key, and the counts are right. Writes that go on meanwhile may show as errors. `seen` hears how
 * many documents were looked at.
 */
export async function checkCollection(
  store: Store,
  collection: Collection,
  seen: (documents: number) => void = () => undefined,
): Promise<CheckResult> {
  const errors: string[] = [];
  const complain = (error: string): void => {
    if (errors.length < MOST_ERRORS) errors.push(error);
  };
  const expected = new Map(collection.indexes.map(index => [index.name, 0]));
  let documents = 0;
  for await (const { record, raw } of inTurns(ticking(scan(store, collection)))) {
    documents += 1;
    seen(documents);
    try {
      checkDocument(raw);
      for (const index of collection.indexes) {
        const count = checkEntries(store, index, record, raw, complain);
        expected.set(index.name, (expected.get(index.name) ?? 0) + count);
      }
    } catch (error) {
      complain(`record ${record}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (documents !== collection.documents)
    complain(`${documents} documents are there, ${collection.documents} are counted`);
  const keys = new Map<string, number>();
  for (const index of collection.indexes) {
    const count = await checkIndex(store, collection, index, complain);
    keys.set(index.name, count);
    const wanted = expected.get(index.name) ?? 0;
    if (index.ready && count !== wanted)
      complain(`index ${index.name} has ${count} entries, the documents have ${wanted}`);
  }
  return { documents, keys, errors };
}

/** How many entries a document has in an index; complains of those that are missing. */
function checkEntries(
  store: Store,
  index: Index,
  record: number,
  raw: Buffer,
  complain: (error: string) => void,
): number {
  if (!index.ready) return 0;
  const { keys } = keysOf(index, decode(raw));
  for (const key of keys) {
    const entry = entryOf(index, key, record);
    const held = store.engine.keys.get(entry.key);
    if (held === undefined || !held.equals(entry.value))
      complain(`index ${index.name} lacks an entry of record ${record}`);
  }
  return keys.length;
}

async function checkIndex(
  store: Store,
  collection: Collection,
  index: Index,
  complain: (error: string) => void,
): Promise<number> {
  let count = 0;
  for await (const { key, value } of inTurns(ticking(store.engine.keys.walk(wholeIndex(index))))) {
    count += 1;
    const record = recordOf(index, key, value);
    if (fetch(store, collection, record) === undefined)
      complain(`index ${index.name} leads to record ${record}, which is not there`);
  }
  return count;
}
