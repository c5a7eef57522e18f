import { StoreError } from '../errors.ts';
import type { Doc } from '../bson/value.ts';

/** Fields that any command may have. */
const GENERIC =
  '$db $readPreference $clusterTime $audit $client $configServerState lsid txnNumber autocommit startTransaction ' +
  'apiVersion apiStrict apiDeprecationErrors maxTimeMS comment readConcern writeConcern databaseVersion';

const FIELDS: Readonly<Record<string, string>> = {
  find:
    'find filter projection sort skip limit batchSize singleBatch hint max min returnKey showRecordId tailable ' +
    'oplogReplay noCursorTimeout awaitData allowPartialResults collation allowDiskUse let',
  insert: 'insert documents ordered bypassDocumentValidation',
  update: 'update updates ordered bypassDocumentValidation let',
  delete: 'delete deletes ordered let',
  findAndModify:
    'findAndModify query sort remove update new fields upsert bypassDocumentValidation collation arrayFilters hint let',
  aggregate: 'aggregate pipeline explain allowDiskUse cursor bypassDocumentValidation collation hint let',
  count: 'count query limit skip hint collation fields',
  distinct: 'distinct key query collation hint',
  getMore: 'getMore collection batchSize',
  createIndexes: 'createIndexes indexes commitQuorum ignoreUnknownIndexOptions',
  dropIndexes: 'dropIndexes index',
  drop: 'drop',
  explain: 'explain verbosity',
};

const KNOWN = new Map(
  Object.entries(FIELDS).map(([name, fields]) => [name, new Set(`${GENERIC} ${fields}`.split(' '))]),
);

/** Throws 40415 on a field that the command does not have, for it would change what is asked for. */
export function refuseUnknownFields(name: string, command: Doc): void {
  const known = KNOWN.get(name);
  if (known === undefined) return;
  for (const field of command.keys()) {
    if (!known.has(field)) throw new StoreError(40415, `BSON field '${name}.${field}' is an unknown field.`);
  }
}
