import { StoreError } from '../errors.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Variables } from './parse-filter.ts';
import { contextOf, compileStages, isStage, parseStages } from './pipeline.ts';
import type { Store } from '../storage/store.ts';
import type { Documents } from './stages/types.ts';
import { refuseNewId } from './update.ts';
import type { Update } from './update.ts';

const ALLOWED = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** An update by a pipeline of the stages that MongoDB allows there. */
export function parsePipelineUpdate(store: Store, stages: readonly Value[], variables: Variables): Update {
  const parsed = parseStages([...stages]);
  for (const { name } of parsed) {
    if (!ALLOWED.has(name) && isStage(name))
      throw new StoreError('InvalidOptions', `${name} is not allowed to be used within an update`);
  }
  const compiled = compileStages(parsed, contextOf(store, '', variables));
  return {
    fields: () => undefined,
    apply(doc, context) {
      const id = doc.get('_id');
      let documents: Documents = only(doc);
      for (const stage of compiled) documents = stage(documents);
      const [next = new Map<string, Value>()] = documents;
      if (id !== undefined && !next.has('_id')) return new Map([['_id', id], ...next]);
      refuseNewId(id, next, context);
      return next;
    },
  };
}

function* only(doc: Doc): Documents {
  yield doc;
}
