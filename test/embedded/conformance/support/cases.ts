import {
  type Collection,
  type Document,
  type FindOptions,
  type UpdateOptions,
  type UpdateResult,
} from 'mongodb';
import { expect, vi } from 'vitest';
import { currentEngine } from './engine.ts';
import { failure } from './refusals.ts';
import { same, show } from './show.ts';
import type { Case, Place, Row } from './suite.ts';

/** The documents with these fields, numbered from 1 by `_id`. */
export const numbered = (...fields: readonly Document[]): Row[] =>
  fields.map((each, index) => ({ _id: index + 1, ...each }));

/** One document a value, `{_id: 1…, a: value}`. */
export const holding = (...values: readonly unknown[]): Row[] => numbered(...values.map(a => ({ a })));

async function fill(rows: Collection<Row>, docs: readonly Document[]): Promise<void> {
  if (docs.length > 0) await rows.insertMany(docs.map(asRow), { ordered: true });
}

const asRow = (doc: Document): Row => ({ ...doc, _id: doc['_id'] });

/**
 * `find`, `$match` and `count` agree on the documents with these ids, and so does `find` when its field has an index.
 * (Not on DocumentDB, where an index on a filled collection takes seconds.)
 */
export function finds(docs: readonly Document[], filter: Document, ids: readonly unknown[]): Case {
  return async ({ rows }) => {
    await fill(rows, docs);
    const found = await rows.find(filter, { sort: { _id: 1 } }).toArray();
    same(
      found.map(row => row._id),
      ids,
    );
    const matched = await rows.aggregate([{ $match: filter }, { $sort: { _id: 1 } }]).toArray();
    same(
      matched.map(row => row['_id']),
      ids,
    );
    expect(await rows.countDocuments(filter)).toBe(ids.length);
    if (currentEngine() === 'documentdb') return;
    await rows.createIndex({ [fieldOf(filter)]: 1 });
    const byIndex = await rows.find(filter).toArray();
    same(byIndex.map(row => show(row._id)).toSorted(byText), ids.map(show).toSorted(byText));
  };
}

const byText = (left: string, right: string): number => (left < right ? -1 : 1);

/**
 * The first field that the filter names, for an index that might serve it; up to a number in its path, since an
 * index on a path with a number refuses the documents in which that number is both an index and a name.
 */
function fieldOf(filter: Document): string {
  const [name = 'a'] = Object.keys(filter).filter(key => !key.startsWith('$'));
  return name === '_id' ? 'a' : name.replace(/\.\d.*$/, '');
}

/** `find` with these options answers these documents in this order. */
export function answers(docs: readonly Document[], options: FindOptions, found: readonly Document[]): Case {
  return async ({ rows }) => {
    await fill(rows, docs);
    same(await rows.find({}, options).toArray(), found);
  };
}

/** `find` sorted so answers the documents with these ids in this order. */
export function sorts(
  docs: readonly Document[],
  sort: Record<string, 1 | -1>,
  ids: readonly unknown[],
): Case {
  return async ({ rows }) => {
    await fill(rows, docs);
    const found = await rows.find({}, { sort }).toArray();
    same(
      found.map(row => row._id),
      ids,
    );
    const piped = await rows.aggregate([{ $sort: sort }]).toArray();
    same(
      piped.map(row => row['_id']),
      ids,
    );
    if (currentEngine() === 'documentdb') return;
    await rows.createIndex(sort);
    const byIndex = await rows.find({}, { sort, hint: sort }).toArray();
    same(
      byIndex.map(row => row._id),
      ids,
    );
  };
}

/** The pipeline over the documents answers this. */
export function pipes(docs: readonly Document[], pipeline: Document[], result: readonly Document[]): Case {
  return async ({ rows }) => {
    await fill(rows, docs);
    same(await rows.aggregate(pipeline).toArray(), result);
  };
}

/** The expression over one document (with `_id: 1`) has this value. */
export function gives(expression: unknown, value: unknown, doc: Document = {}): Case {
  return pipes([{ _id: 1, ...doc }], [{ $project: { _id: 0, value: expression } }], [{ value }]);
}

/** The expression over one document leaves the field out: its value is missing. */
export function givesNothing(expression: unknown, doc: Document = {}): Case {
  return pipes([{ _id: 1, ...doc }], [{ $project: { _id: 0, value: expression } }], [{}]);
}

/** Waits until the check holds. */
export const soon = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 30_000 });

/** The act on these documents is refused with this code. */
export function refuses(
  code: number,
  docs: readonly Document[],
  act: (place: Place) => Promise<unknown>,
): Case {
  return async place => {
    await fill(place.rows, docs);
    await failure(act(place), code);
  };
}

/** A query with this filter is refused with this code. */
export const refusesQuery = (code: number, filter: Document): Case =>
  refuses(code, [{ _id: 1, a: 1 }], ({ rows }) => rows.find(filter).toArray());

/** An aggregation of this pipeline is refused with this code. */
export const refusesPipeline = (code: number, docs: readonly Document[], pipeline: Document[]): Case =>
  refuses(code, docs, ({ rows }) => rows.aggregate(pipeline).toArray());

export interface UpdateCase {
  readonly before: readonly Document[];
  readonly filter?: Document;
  readonly update: Document | Document[];
  readonly options?: UpdateOptions;
  readonly many?: boolean;
  readonly after: readonly Document[];
  readonly result?: Partial<UpdateResult>;
}

/** The update leaves the collection so (field order counts) and reports these counts. */
export function updates(given: UpdateCase): Case {
  return async ({ rows }) => {
    await fill(rows, given.before);
    const result = await update(rows, given);
    same(await rows.find({}, { sort: { _id: 1 } }).toArray(), given.after);
    if (given.result !== undefined) expect(result).toMatchObject(given.result);
  };
}

async function update(rows: Collection<Row>, given: UpdateCase): Promise<UpdateResult> {
  const filter = given.filter ?? {};
  if (given.many === true) return await rows.updateMany(filter, given.update, given.options);
  return await rows.updateOne(filter, given.update, given.options);
}

/** One document (`_id: 1`) with these fields has those after the update. */
export function changes(
  before: Document,
  change: Document | Document[],
  after: Document,
  options?: UpdateOptions,
): Case {
  return updates({
    before: [{ _id: 1, ...before }],
    filter: { _id: 1 },
    update: change,
    after: [{ _id: 1, ...after }],
    ...(options === undefined ? {} : { options }),
  });
}

/** The update of one document (`_id: 1`) is refused with this code and changes nothing. */
export function refusesUpdate(
  code: number,
  before: Document,
  change: Document | Document[],
  options?: UpdateOptions,
  filter: Document = { _id: 1 },
): Case {
  return async ({ rows }) => {
    await fill(rows, [{ _id: 1, ...before }]);
    await failure(rows.updateOne(filter, change, options), code);
    same(await rows.find().toArray(), [{ _id: 1, ...before }]);
  };
}
