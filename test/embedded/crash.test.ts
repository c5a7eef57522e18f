import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import type { EmbeddedStore } from '../../src/embedded/supervisor.ts';
import { compileStore } from './support/compiled-store.ts';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 5);
/** After so many kills the writers rest, and everything is looked through. */
const ROUNDS_BETWEEN_CHECKS = 50;
const WRITERS = 8;
/** So many of its last steps a row keeps. */
const STEPS = 40;

interface Row {
  _id: string;
  writer: number;
  /** Two fields that each update sets alike, and an array of the last of them: half an update would show. */
  left: number;
  right: number;
  steps: number[];
  unique: string;
  tags: string[];
}

/** What one writer knows: what was acknowledged, and how far it may have come. */
class Writer {
  readonly acknowledged: string[] = [];
  readonly #rows: Collection<Row>;
  readonly #number: number;
  counter = 0;
  attempted = 0;
  made = 0;
  #resting = false;
  #running: Promise<void> = Promise.resolve();

  constructor(rows: Collection<Row>, number: number) {
    this.#rows = rows;
    this.#number = number;
  }

  get own(): string {
    return `own-${this.#number}`;
  }

  row(id: string): Row {
    const tags = [`t${this.#number}`, `m${this.made % 7}`];
    return { _id: id, writer: this.#number, left: 0, right: 0, steps: [], unique: `u-${id}`, tags };
  }

  start(): void {
    this.#resting = false;
    this.#running = this.#run();
  }

  /** Resolves when the write under way has ended. */
  async rest(): Promise<void> {
    this.#resting = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#resting) {
      try {
        await this.#insert();
        await this.#count();
      } catch {
        await wait(20);
        await this.#catchUp();
      }
    }
  }

  async #insert(): Promise<void> {
    this.made += 1;
    const row = this.row(`${this.#number}-${this.made}`);
    await this.#rows.insertOne(row);
    this.acknowledged.push(row._id);
  }

  async #count(): Promise<void> {
    const next = this.counter + 1;
    this.attempted = next;
    const { matchedCount } = await this.#rows.updateOne(
      { _id: this.own, left: this.counter },
      { $set: { left: next, right: next }, $push: { steps: { $each: [next], $slice: -STEPS } } },
    );
    if (matchedCount !== 1) throw new Error('somebody else counted');
    this.counter = next;
  }

  /** After an unknown outcome: what the store says must be what was acknowledged, or the one attempt after it. */
  async #catchUp(): Promise<void> {
    // The driver may hand on what the socket said (EPIPE), so any failure to ask counts as one; what was answered is held against it.
    const asked = await this.#rows.findOne({ _id: this.own }).then(
      row => ({ row }),
      () => undefined,
    );
    if (asked === undefined) return;
    if (asked.row === null) throw new Error('the counter is gone');
    expect([this.counter, this.attempted]).toContain(asked.row.left);
    this.counter = asked.row.left;
  }
}

let folder: string;
let compiled: ReturnType<typeof compileStore>;
let store: EmbeddedStore;
let client: MongoClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'));
  compiled = compileStore();
  store = await startEmbeddedStore({
    dataDir: folder,
    log: { info: () => undefined, warn: () => undefined },
    entry: compiled.entry,
    longestDelayMs: 20,
  });
  client = await MongoClient.connect(store.uri);
}, 120_000);
afterAll(async () => {
  await client.close();
  await store.stop();
  compiled.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function killed(): Promise<void> {
  const { restarts } = store.status();
  process.kill(store.pid, 'SIGKILL');
  while (store.status().restarts === restarts || store.status().state !== 'running') await wait(5);
}

/** Everything that was acknowledged is there, nothing is there by half, and the indexes agree with the documents. */
async function expectWhole(rows: Collection<Row>, writers: readonly Writer[]): Promise<void> {
  for (const writer of writers) {
    const there = await rows.countDocuments({ _id: { $in: writer.acknowledged } });
    expect(there).toBe(writer.acknowledged.length);
    const own = await rows.findOne({ _id: writer.own });
    const left = own?.left ?? -1;
    expect([writer.counter, writer.attempted]).toContain(left);
    expect(own?.right).toBe(left);
    const kept = Math.min(left, STEPS);
    expect(own?.steps).toEqual(Array.from({ length: kept }, (_, at) => left - kept + at + 1));
  }
  const check = await client.db('x').command({ validate: 'rows' });
  expect(check['errors']).toEqual([]);
  expect(check['valid']).toBe(true);
}

describe('a store that is killed at random moments', () => {
  it('keeps every acknowledged write, holds no half of one, and its indexes agree with its documents', async () => {
    const rows = client.db('x').collection<Row>('rows');
    await rows.createIndexes([
      { key: { unique: 1 }, unique: true },
      { key: { tags: 1, left: -1 } },
      { key: { writer: 1 } },
    ]);
    const writers = Array.from({ length: WRITERS }, (_, number) => new Writer(rows, number));
    for (const writer of writers) await rows.insertOne(writer.row(writer.own));
    for (let done = 0; done < ROUNDS; ) {
      for (const writer of writers) writer.start();
      const next = Math.min(ROUNDS, done + ROUNDS_BETWEEN_CHECKS);
      for (; done < next; done += 1) {
        await wait(Math.random() * 300);
        await killed();
      }
      for (const writer of writers) await writer.rest();
      await expectWhole(rows, writers);
    }
    expect(store.status().restarts).toBe(ROUNDS);
    expect(writers.every(writer => writer.counter > 0)).toBe(true);
  }, 3_600_000);
});
