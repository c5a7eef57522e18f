import { createConnection, Error as MongooseError, type Connection, Schema, Types } from 'mongoose';
import { expect } from 'vitest';
import { failure } from './support/refusals.ts';
import { ordered } from './support/show.ts';
import { type Case, conformance } from './support/suite.ts';

const task = new Schema({ who: String, state: { type: String, default: 'open' } });
const request = new Schema(
  {
    number: { type: String, required: true, unique: true },
    state: { type: String, default: 'draft', enum: ['draft', 'running', 'approved'] },
    applicant: { type: Schema.Types.ObjectId, ref: 'Person' },
    tasks: [task],
    form: { type: Map, of: Schema.Types.Mixed },
    amount: Schema.Types.Decimal128,
    seen: Date,
  },
  { timestamps: true, optimisticConcurrency: true },
);
request.index({ state: 1, createdAt: -1 });
const person = new Schema({ name: String, tags: [String] });

const modelsOf = (connection: Connection) => ({
  Request: connection.model('Request', request),
  Person: connection.model('Person', person),
});
type Models = ReturnType<typeof modelsOf>;

/** Runs the act with models on a database of this case alone. */
const withModels =
  (act: (models: Models) => Promise<void>): Case =>
  async ({ uri, db, rows }) => {
    const connection = createConnection(uri, { dbName: `${db.databaseName}_${rows.collectionName}` });
    try {
      const models = modelsOf(connection);
      await models.Request.init();
      await act(models);
    } finally {
      await connection.dropDatabase();
      await connection.close();
    }
  };

conformance('Mongoose', {
  'a document is saved with defaults, _id, version and timestamps': withModels(async ({ Request }) => {
    await new Request({ number: 'R-1' }).save();
    const found = await Request.findOne({ number: 'R-1' }).lean();
    expect(found).toMatchObject({ number: 'R-1', state: 'draft', tasks: [], __v: 0 });
    expect(found?.createdAt).toBeInstanceOf(Date);
    expect(found?._id).toBeInstanceOf(Types.ObjectId);
  }),
  'the indexes of the schema are made': withModels(async ({ Request }) => {
    const indexes = await Request.collection.indexes();
    expect(ordered(indexes.map(index => index.name))).toEqual(['_id_', 'number_1', 'state_1_createdAt_-1']);
    expect(indexes.find(index => index.name === 'number_1')).toMatchObject({ unique: true });
  }),
  'syncIndexes and diffIndexes find nothing to do': withModels(async ({ Request }) => {
    expect(await Request.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    expect(await Request.syncIndexes()).toEqual([]);
  }),
  'a second document with the same number is refused (11000)': withModels(async ({ Request }) => {
    await Request.create({ number: 'R-1' });
    await failure(Request.create({ number: 'R-1' }), 11000);
  }),
  'a change is saved by its difference': withModels(async ({ Request }) => {
    const doc = await Request.create({ number: 'R-1', tasks: [{ who: 'ann' }, { who: 'bob' }] });
    await Request.updateOne({ _id: doc._id }, { $set: { seen: new Date(0) } });
    doc.state = 'running';
    await doc.save();
    const found = await Request.findById(doc._id).lean();
    expect(found).toMatchObject({ state: 'running', seen: new Date(0), __v: 1 });
  }),
  'of two who save the same version, one wins': withModels(async ({ Request }) => {
    const { _id } = await Request.create({ number: 'R-1' });
    const [first, second] = await Promise.all([Request.findById(_id), Request.findById(_id)]);
    first?.set('state', 'running');
    second?.set('state', 'approved');
    await first?.save();
    await expect(second?.save()).rejects.toBeInstanceOf(MongooseError.VersionError);
    expect((await Request.findById(_id))?.state).toBe('running');
  }),
  'arrays of subdocuments are pushed to and pulled from': withModels(async ({ Request }) => {
    const doc = await Request.create({ number: 'R-1', tasks: [{ who: 'ann' }] });
    doc.tasks.push({ who: 'bob' });
    await doc.save();
    const ann = doc.tasks[0];
    if (ann !== undefined) doc.tasks.pull(ann._id);
    await doc.save();
    const found = await Request.findById(doc._id).lean();
    expect(found?.tasks).toMatchObject([{ who: 'bob', state: 'open' }]);
  }),
  'a map of fields is kept, also one by one': withModels(async ({ Request }) => {
    const doc = await Request.create({ number: 'R-1', form: { reason: 'trip', days: 3 } });
    doc.form?.set('days', 4);
    await doc.save();
    const found = await Request.findOne({ 'form.days': { $gt: 3 } });
    expect(found?.form?.get('reason')).toBe('trip');
  }),
  'Decimal128 is kept exactly': withModels(async ({ Request }) => {
    await Request.create({ number: 'R-1', amount: '19.90' });
    const found = await Request.findOne({ amount: { $lt: Types.Decimal128.fromString('20') } }).lean();
    expect(found?.amount?.toString()).toBe('19.90');
  }),
  'findOneAndUpdate with a condition and an upsert': withModels(async ({ Request }) => {
    const made = await Request.findOneAndUpdate(
      { number: 'R-1' },
      { $set: { state: 'running' }, $push: { tasks: { who: 'ann' } } },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    );
    expect(made).toMatchObject({ number: 'R-1', state: 'running' });
    expect(made?.tasks[0]?.who).toBe('ann');
    expect(
      await Request.findOneAndUpdate({ number: 'R-1', state: 'draft' }, { state: 'approved' }),
    ).toBeNull();
  }),
  'an update by arrayFilters through Mongoose': withModels(async ({ Request }) => {
    const { _id } = await Request.create({ number: 'R-1', tasks: [{ who: 'ann' }, { who: 'bob' }] });
    const result = await Request.updateOne(
      { _id },
      { $set: { 'tasks.$[mine].state': 'done' } },
      { arrayFilters: [{ 'mine.who': 'bob' }] },
    );
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect((await Request.findById(_id))?.tasks.map(each => each.state)).toEqual(['open', 'done']);
  }),
  'populate reads the referred document': withModels(async ({ Request, Person }) => {
    const ann = await Person.create({ name: 'Ann', tags: ['hr'] });
    await Request.create({ number: 'R-1', applicant: ann._id });
    const found = await Request.findOne().populate<{ applicant: { name: string } }>('applicant').lean();
    expect(found?.applicant.name).toBe('Ann');
  }),
  'sort, skip, limit, select and lean': withModels(async ({ Request }) => {
    await Request.insertMany(['c', 'a', 'b', 'd'].map(number => ({ number })));
    const found = await Request.find().sort({ number: 1 }).skip(1).limit(2).select('number -_id').lean();
    expect(found).toEqual([{ number: 'b' }, { number: 'c' }]);
  }),
  'a cursor walks through all': withModels(async ({ Request }) => {
    await Request.insertMany(Array.from({ length: 30 }, (_, n) => ({ number: `R-${n}` })));
    let seen = 0;
    for await (const doc of Request.find().cursor({ batchSize: 7 }))
      seen += doc.number.startsWith('R-') ? 1 : 0;
    expect(seen).toBe(30);
  }),
  'exists, countDocuments and distinct': withModels(async ({ Person }) => {
    await Person.create([
      { name: 'Ann', tags: ['x', 'y'] },
      { name: 'Bob', tags: ['y'] },
    ]);
    expect(await Person.exists({ name: 'Ann' })).not.toBeNull();
    expect(await Person.exists({ name: 'Cy' })).toBeNull();
    expect(await Person.countDocuments({ tags: 'y' })).toBe(2);
    expect(ordered(await Person.distinct('tags'))).toEqual(['x', 'y']);
  }),
  'an aggregation through Mongoose': withModels(async ({ Request }) => {
    await Request.create([{ number: 'R-1' }, { number: 'R-2' }, { number: 'R-3', state: 'running' }]);
    const counts: unknown = await Request.aggregate([
      { $group: { _id: '$state', n: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ]);
    expect(counts).toEqual([
      { _id: 'draft', n: 2 },
      { _id: 'running', n: 1 },
    ]);
  }),
  'bulkSave writes several documents': withModels(async ({ Person }) => {
    const people = await Person.create([{ name: 'Ann' }, { name: 'Bob' }]);
    for (const each of people) each.tags.push('new');
    await Person.bulkSave(people);
    expect(await Person.countDocuments({ tags: 'new' })).toBe(2);
  }),
  'bulkWrite, deleteOne and deleteMany': withModels(async ({ Person }) => {
    await Person.bulkWrite([
      { insertOne: { document: { name: 'Ann' } } },
      { insertOne: { document: { name: 'Bob' } } },
      { updateOne: { filter: { name: 'Ann' }, update: { $addToSet: { tags: 'x' } } } },
    ]);
    expect(await Person.deleteOne({ tags: 'x' })).toMatchObject({ deletedCount: 1 });
    expect(await Person.deleteMany({})).toMatchObject({ deletedCount: 1 });
  }),
  'a text search by regular expression': withModels(async ({ Person }) => {
    await Person.create([{ name: '张三' }, { name: '李四' }, { name: 'Ann' }]);
    expect(await Person.countDocuments({ name: { $regex: '^张' } })).toBe(1);
    expect(await Person.countDocuments({ name: /^ann$/i })).toBe(1);
  }),
});
