import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';
import type { Engine } from './store-engines.ts';
import { PEOPLE, requestDocument } from './store-document.ts';
import type { RequestDocument } from './store-document.ts';

/** How many operations are under way at once. */
const AT_ONCE = 32;

/** A collection of requests on an engine, with the indexes that requests have. */
export interface Bench {
  readonly engine: Engine;
  readonly collection: Collection<RequestDocument>;
  close(): Promise<void>;
}

/** What a number of operations took. */
export interface Cost {
  count: number;
  seconds: number;
  /** Processor seconds of the engine. */
  processor: number | undefined;
}

/** Opens an empty collection; `name` keeps two runs on one server apart. */
export async function openBench(engine: Engine, name: string): Promise<Bench> {
  const client = await MongoClient.connect(engine.uri, { maxPoolSize: AT_ONCE });
  const collection = client.db('bench_store').collection<RequestDocument>(name);
  await collection.drop().catch(() => false);
  await collection.createIndexes([
    { key: { 'tasks.actor': 1, dueAt: 1 } },
    { key: { status: 1, dueAt: 1 } },
    { key: { number: 1 }, unique: true },
  ]);
  return {
    engine,
    collection,
    close: async () => {
      await collection.drop();
      await client.close();
    },
  };
}

/** Runs `work` and adds what it took to `cost`. */
export async function timed(
  bench: Bench,
  cost: Cost,
  count: number,
  work: () => Promise<unknown>,
): Promise<void> {
  const processor = bench.engine.processor();
  const since = performance.now();
  await work();
  cost.seconds += (performance.now() - since) / 1000;
  const after = bench.engine.processor();
  cost.count += count;
  cost.processor =
    processor === undefined || after === undefined ? undefined : (cost.processor ?? 0) + after - processor;
}

/** The documents from `from` to `to`, inserted as one command. */
export function documents(from: number, to: number): RequestDocument[] {
  return Array.from({ length: to - from }, (_, index) => requestDocument(from + index));
}

/** Calls `run` with each number from `from` to `to`, so many at once as a busy service would. */
export async function atOnce(from: number, to: number, run: (at: number) => Promise<unknown>): Promise<void> {
  let next = from;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < to; at = next++) await run(at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One decision: only if nobody was quicker. */
export function approve({ collection }: Bench, id: number): Promise<unknown> {
  const now = new Date();
  return collection.updateOne(
    { _id: id, status: 'running' },
    {
      $inc: { version: 1 },
      $set: { updatedAt: now },
      $push: { timeline: { at: now, what: 'approved', who: 'ou_x' } },
    },
  );
}

/** What waits for a person, most urgent first. The documents come as bytes: reading them is the client's work. */
export async function waiting({ collection }: Bench, at: number): Promise<void> {
  const found = await collection
    .find({ 'tasks.actor': `ou_${at % PEOPLE}` }, { raw: true })
    .sort({ dueAt: 1 })
    .limit(20)
    .toArray();
  if (found.length !== 20) throw new Error(`${found.length} requests wait for ou_${at % PEOPLE}, not 20`);
}
