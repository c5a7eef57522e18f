import { StoreError } from '../errors.ts';
import type { Reply } from '../bson/encode.ts';
import { checkCollection } from '../storage/check.ts';
import { nsOf } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';

async function validate(call: Call): Promise<Answer> {
  const ns = nsOf(call);
  const collection = call.context.store.find(ns);
  if (collection === undefined)
    throw new StoreError('NamespaceNotFound', `Collection '${ns}' does not exist to validate.`);
  const { documents, keys, errors } = await checkCollection(call.context.store, collection);
  const valid = errors.length === 0;
  const indexDetails: Record<string, Reply> = {};
  for (const index of collection.indexes) indexDetails[index.name] = { valid };
  return {
    ns,
    nInvalidDocuments: 0,
    nrecords: documents,
    nIndexes: collection.indexes.length,
    keysPerIndex: Object.fromEntries(keys),
    indexDetails,
    valid,
    repaired: false,
    warnings: [],
    errors,
    extraIndexEntries: [],
    missingIndexEntries: [],
    corruptRecords: [],
  };
}

export const validateCommands: Commands = { validate };
