import type { Engine } from './support/engine.ts';

/** A case in which an engine does not do what MongoDB's documentation says. People read docs/store-differences.md. */
export interface Difference {
  readonly engine: Engine;
  /** `subject: name` of each case that shows it, or a subject of which every case does. */
  readonly cases: readonly string[];
  /** What the engine does instead. */
  readonly reason: string;
  /** What MongoDB's documentation says. */
  readonly documented: string;
}

/**
 * The codes that the bridge before DocumentDB passes on. DocumentDB refuses with the others too, but they come
 * as 8 (UnknownError); inside `writeErrors` and from createIndexes as PostgreSQL's packed state.
 */
const carried = [
  1, 2, 9, 14, 20, 26, 27, 28, 40, 43, 48, 52, 56, 59, 66, 67, 68, 72, 73, 85, 86, 10_334, 11_000,
];
const packedStates = 2 ** 24;

/** Whether a refusal that is documented with one code may come with the other on this engine. */
export function sameRefusal(engine: Engine, documented: number, answered: number): boolean {
  if (answered === documented) return true;
  if (engine !== 'documentdb') return false;
  return answered > packedStates || (answered === 8 && !carried.includes(documented));
}

export const differences: readonly Difference[] = [
  {
    engine: 'embedded',
    cases: [
      'aggregation stages: $setWindowFields keeps a running sum',
      'aggregation stages: $setWindowFields ranks',
      'aggregation stages: $densify fills the gaps',
      'aggregation stages: $fill gives a value where null is',
      'query logic and evaluation: $jsonSchema finds the documents that fit',
    ],
    reason: 'refused as not supported (238): $setWindowFields, $densify, $fill, $jsonSchema',
    documented: 'windows, filling of gaps and JSON Schema in queries',
  },
  {
    engine: 'documentdb',
    cases: ['explain and index choice'],
    reason: "explain tells PostgreSQL's plan: no executionStats, no plans of writes, other stages",
    documented: 'explain tells stages, keysExamined and docsExamined',
  },
  {
    engine: 'documentdb',
    cases: [
      'commands: validate finds nothing wrong',
      'commands: validate of what is not there is refused (26 NamespaceNotFound)',
    ],
    reason: 'the bridge has no validate (59)',
    documented: 'validate checks a collection and its indexes',
  },
  {
    engine: 'documentdb',
    cases: [
      'BSON types come back as they went in: regular expression with options',
      'BSON types come back as they went in: fields in the order written, not of numbers first',
      'BSON types come back as they went in: fields stay in order through an update',
    ],
    reason:
      'the bridge reads commands into JavaScript objects: fields named by numbers come first, the option x is lost',
    documented: 'fields keep their order; a regular expression keeps its options i, m, s, x',
  },
  {
    engine: 'documentdb',
    cases: [
      'cursors, count and distinct: killCursors of an unknown cursor says so',
      'cursors, count and distinct: getMore for another collection is refused (13 Unauthorized)',
    ],
    reason: 'the bridge keeps cursors by number alone and calls every one killed',
    documented: 'killCursors lists cursorsNotFound; getMore names the collection of its cursor',
  },
  {
    engine: 'documentdb',
    cases: [
      'indexes: the error of a duplicate tells the index, the key and the value',
      'indexes: a second document with the same _id is refused (11000)',
    ],
    reason: 'a duplicate key is refused with 11000, but without E11000, keyPattern and keyValue',
    documented: 'E11000 duplicate key error collection: … index: … dup key: …, with keyPattern and keyValue',
  },
  {
    engine: 'documentdb',
    cases: ['findAndModify: a duplicate key is refused with its key (11000)'],
    reason: 'findAndModify refuses a duplicate key with 8',
    documented: '11000 DuplicateKey',
  },
  {
    engine: 'documentdb',
    cases: ['indexes: a unique index on data with duplicates is refused (11000)'],
    reason: 'the index is built in the background, and its failure is not told',
    documented: 'createIndexes fails with 11000',
  },
  {
    engine: 'documentdb',
    cases: ['indexes: two arrays in one compound index are refused (171)'],
    reason: 'a document with two indexed arrays is stored',
    documented: 'at most one field of a compound index may hold an array',
  },
  {
    engine: 'documentdb',
    cases: ['update fields: $set adds new fields in the order of their names'],
    reason: 'new fields are added in the order written',
    documented: 'since MongoDB 5.0 in the order of their names',
  },
  {
    engine: 'documentdb',
    cases: ['update arrays: $pull with a regular expression'],
    reason: 'takes out only the equal regular expression',
    documented: '$pull takes out what matches the condition',
  },
  {
    engine: 'documentdb',
    cases: ['upsert and replace: a replacement by the same matches but does not modify'],
    reason: 'a replacement always counts as modified',
    documented: 'modifiedCount counts documents that changed',
  },
  {
    engine: 'documentdb',
    cases: ['writes and their results: an updateMany that breaks a unique index keeps what it did before'],
    reason: 'an update of many is one transaction',
    documented: 'each document is written by itself; what was done before the failure stays',
  },
  {
    engine: 'documentdb',
    cases: ['aggregation over several collections: $merge by a unique field of its own'],
    reason: '$merge does not take a pipeline for whenMatched',
    documented: 'whenMatched may be a pipeline',
  },
  {
    engine: 'documentdb',
    cases: ['aggregation stages: $count of nothing gives nothing'],
    reason: 'gives one document with 0',
    documented: 'as $group: no document where none comes in',
  },
  {
    engine: 'documentdb',
    cases: ['expressions on dates: $dateTrunc to the day, in a time zone'],
    reason: 'a day too early where the zone is already in the next day',
    documented: "midnight of the date's day in that zone",
  },
  {
    engine: 'documentdb',
    cases: ['cursors, count and distinct: min and max bound a hinted index, or are refused as not supported'],
    reason: 'min and max are passed over',
    documented: 'they bound the index of the hint',
  },
  {
    engine: 'documentdb',
    cases: ['commands: dbStats tells counts'],
    reason: 'counts are estimates that follow later',
    documented: 'objects counts the documents',
  },
  {
    engine: 'documentdb',
    cases: [
      'aggregation stages: $project with nothing is refused (51272)',
      'sort and page: a sort key that begins with $ is refused (16410)',
      'sort and page: a negative limit is refused (51024)',
    ],
    reason: 'accepted',
    documented: 'refused',
  },
  {
    engine: 'documentdb',
    cases: [
      'aggregation stages: $bucket outside its bounds without default is refused (40066)',
      'commands: an unknown field of a command is refused (40415)',
      'update arrays: $pop on text is refused (14 TypeMismatch)',
      'update fields: $rename to itself is refused (2 BadValue)',
      'update by pipeline: an unknown stage is refused (40324)',
      'update by pipeline: arrayFilters with a pipeline are refused (9 FailedToParse)',
    ],
    reason: 'refused with another code of MongoDB: 2, 2, 2, 40, 72, 2',
    documented: 'the codes in the names of the cases',
  },
];
