import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import { answers, finds, holding, numbered, pipes, refuses, sorts } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const everyType = [
  { _id: 'minKey', a: new MinKey() },
  { _id: 'empty array', a: [] },
  { _id: 'null', a: null },
  { _id: 'number', a: 5 },
  { _id: 'text', a: 'x' },
  { _id: 'document', a: { b: 1 } },
  { _id: 'binary', a: new Binary(Buffer.from('x')) },
  { _id: 'objectId', a: new ObjectId('65a000000000000000000001') },
  { _id: 'bool', a: false },
  { _id: 'date', a: new Date(0) },
  { _id: 'timestamp', a: new Timestamp({ t: 1, i: 1 }) },
  { _id: 'regex', a: /x/ },
  { _id: 'maxKey', a: new MaxKey() },
];
const inOrder = everyType.map(row => row._id);
const shuffled = [...everyType].sort((left, right) => (left._id < right._id ? -1 : 1));
const lists = holding([3, 8], [5], [1, 9], 4, []);
const teams = numbered({ a: 2, b: 1 }, { a: 1, b: 1 }, { a: 2, b: 3 }, { a: 1, b: 2 });

conformance('sort and page', {
  'types sort in BSON order': sorts(shuffled, { a: 1 }, inOrder),
  'types sort in BSON order, turned round': sorts(shuffled, { a: -1 }, [...inOrder].reverse()),
  'numbers sort by value across their types': sorts(
    holding(new Double(2.5), Long.fromNumber(1), new Int32(3), Decimal128.fromString('2'), Number.NaN, -1),
    { a: 1 },
    [5, 6, 2, 4, 1, 3],
  ),
  'the absent sorts as null': sorts(
    [{ _id: 1, a: 0 }, { _id: 2 }, { _id: 3, a: new MinKey() }],
    { a: 1 },
    [3, 2, 1],
  ),
  'false sorts before true': sorts(holding(true, false), { a: 1 }, [2, 1]),
  'strings sort by their bytes': sorts(holding('b', 'a', 'B', '中', 'é', ''), { a: 1 }, [6, 3, 2, 1, 5, 4]),
  'upwards an array counts by its least element': sorts(lists, { a: 1 }, [5, 3, 1, 4, 2]),
  'downwards an array counts by its greatest element': sorts(lists, { a: -1 }, [3, 1, 2, 4, 5]),
  'an array of mixed types counts by its least or greatest type': sorts(
    holding(['x', 1], [null], 0),
    { a: 1 },
    [2, 3, 1],
  ),
  'documents sort field by field: type, then name, then value': sorts(
    holding({ b: 2 }, { a: 5 }, { b: 1, c: 0 }, { b: 1 }, {}, { a: 'x' }),
    { a: 1 },
    [5, 2, 4, 3, 1, 6],
  ),
  'binaries sort by length, then kind, then bytes': sorts(
    holding(new Binary(Buffer.from('bb')), new Binary(Buffer.from('c')), new Binary(Buffer.from('ba'))),
    { a: 1 },
    [2, 3, 1],
  ),
  'dates before 1970 sort before those after': sorts(
    holding(new Date(1), new Date(-1), new Date(0)),
    { a: 1 },
    [2, 3, 1],
  ),
  'two keys: the second breaks ties': sorts(teams, { a: 1, b: -1 }, [4, 2, 3, 1]),
  'two keys, both downwards': sorts(teams, { a: -1, b: -1 }, [3, 1, 4, 2]),
  'a dotted key': sorts(
    numbered({ a: { b: 2 } }, { a: { b: 1 } }, { a: 3 }),
    { 'a.b': 1, _id: 1 },
    [3, 2, 1],
  ),
  'a dotted key through an array of documents': sorts(
    numbered({ a: [{ b: 5 }, { b: 2 }] }, { a: [{ b: 3 }] }),
    { 'a.b': 1 },
    [1, 2],
  ),
  'an index in a key': sorts(holding([1, 9], [2, 3]), { 'a.1': 1 }, [2, 1]),
  'skip leaves out the first': answers(teams, { sort: { _id: 1 }, skip: 2, projection: { _id: 1 } }, [
    { _id: 3 },
    { _id: 4 },
  ]),
  'limit stops after so many': answers(teams, { sort: { _id: -1 }, limit: 2, projection: { _id: 1 } }, [
    { _id: 4 },
    { _id: 3 },
  ]),
  'skip comes before limit': answers(teams, { sort: { _id: 1 }, skip: 1, limit: 2, projection: { _id: 1 } }, [
    { _id: 2 },
    { _id: 3 },
  ]),
  'limit 0 is no limit': answers(teams, { sort: { _id: 1 }, limit: 0, projection: { _id: 1 } }, [
    { _id: 1 },
    { _id: 2 },
    { _id: 3 },
    { _id: 4 },
  ]),
  'skip past the end finds nothing': answers(teams, { skip: 10 }, []),
  '$sort, $skip and $limit in a pipeline': pipes(
    teams,
    [{ $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }],
    [{ _id: 3 }],
  ),
  '$natural 1 is the order of insertion': answers(
    [{ _id: 2 }, { _id: 1 }, { _id: 3 }],
    { sort: { $natural: 1 } },
    [{ _id: 2 }, { _id: 1 }, { _id: 3 }],
  ),
  'text and numbers as _id live side by side': finds([{ _id: '1' }, { _id: 1 }], { _id: { $in: ['1', 1] } }, [
    1,
    '1',
  ]),
  'a sort direction that is neither 1 nor -1 is refused (15975)': refuses(15975, teams, ({ db, rows }) =>
    db.command({ find: rows.collectionName, sort: { a: 2 } }),
  ),
  'a sort key that begins with $ is refused (16410)': refuses(16410, teams, ({ db, rows }) =>
    db.command({ find: rows.collectionName, sort: { $a: 1 } }),
  ),
  'a negative skip is refused (51024)': refuses(51024, teams, ({ db, rows }) =>
    db.command({ find: rows.collectionName, skip: -1 }),
  ),
  'a negative limit is refused (51024)': refuses(51024, teams, ({ db, rows }) =>
    db.command({ find: rows.collectionName, limit: -1 }),
  ),
  '$limit 0 in a pipeline is refused (15958)': refuses(15958, teams, ({ rows }) =>
    rows.aggregate([{ $limit: 0 }]).toArray(),
  ),
});
