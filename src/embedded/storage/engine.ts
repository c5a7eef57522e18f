import { TransactionFlags, open } from 'lmdb';
import type { Database, RootDatabase, Transaction } from 'lmdb';
import { LastFlush, PAGE_BYTES, bootId, undoUnflushed } from './last-flush.ts';

type Bytes = Database<Buffer, Buffer>;

/** Bounds of a walk over keys in order: `start` inclusive, `end` exclusive; a reverse walk goes from `end` down. */
export interface Range {
  start: Buffer;
  end: Buffer;
}

/** LMDB, as three ordered tables of bytes: the catalogue, the documents, and the index keys. */
export interface Engine {
  meta: Table;
  docs: Table;
  keys: Table;
  /** Runs `work` in one write transaction; a throw undoes all of it. Committed means that it survives `kill -9`. */
  transaction<T>(work: () => T): T;
  /** Resolves when all that was committed is on the disk. */
  sync(): Promise<void>;
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** May be undone; committed when the call returns. */
const COMMITTED: TransactionFlags = TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT;
const MAP_BYTES = 2 ** 38;

/** When what was committed goes to the disk. */
type Flushing =
  /** For tests. */
  | { when: 'never' }
  /** Where the system does not tell its runs apart: each commit waits for it. */
  | { when: 'each commit' }
  | { when: 'asked'; boot: string };

/** Opens or creates the data file. `temporary` never flushes: for tests. */
export function openEngine(file: string, temporary: boolean): Engine {
  const flushing = flushingOf(temporary);
  undoUnflushed(file, flushing.when === 'asked' ? flushing.boot : undefined);
  const root = open<Buffer, Buffer>({
    path: file,
    noSubdir: true,
    maxDbs: 8,
    maxReaders: 256,
    mapSize: MAP_BYTES,
    pageSize: PAGE_BYTES,
    keyEncoding: 'binary',
    encoding: 'binary',
    cache: false,
    overlappingSync: false,
    noSync: flushing.when !== 'each commit',
  });
  const table = (name: string): Bytes =>
    root.openDB<Buffer, Buffer>(name, { keyEncoding: 'binary', encoding: 'binary', cache: false });
  const tables = {
    meta: new Table(table('meta')),
    docs: new Table(table('docs')),
    keys: new Table(table('keys')),
  };
  const disk = flushing.when === 'asked' ? new Disk(root, new LastFlush(file, flushing.boot)) : undefined;
  return {
    ...tables,
    transaction: work => root.transactionSync(work, COMMITTED),
    sync: () => disk?.sync() ?? Promise.resolve(),
    backup: path => root.backup(path, true),
    close: async () => {
      disk?.release();
      await root.close();
      disk?.close();
    },
  };
}

function flushingOf(temporary: boolean): Flushing {
  if (temporary) return { when: 'never' };
  const boot = bootId();
  return boot === undefined ? { when: 'each commit' } : { when: 'asked', boot };
}

/** Flushes one after the other, and holds the last flushed state, so that LMDB writes over none of its pages. */
class Disk {
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #last: LastFlush;
  #held: Transaction;
  #running: Promise<void> = Promise.resolve();

  constructor(root: RootDatabase<Buffer, Buffer>, last: LastFlush) {
    this.#root = root;
    this.#last = last;
    this.#held = root.useReadTransaction();
  }

  sync(): Promise<void> {
    const run = this.#running.then(() => this.#sync());
    this.#running = run.catch(() => undefined);
    return run;
  }

  async #sync(): Promise<void> {
    const next = this.#root.useReadTransaction();
    try {
      await this.#last.flush();
    } catch (error) {
      next.done();
      throw error;
    }
    this.#held.done();
    this.#held = next;
  }

  release(): void {
    this.#held.done();
  }

  close(): void {
    this.#last.close();
  }
}

const SLAB_BYTES = 64 * 1024;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/**
 * A copy of what LMDB lends until its next read. Small ones share their memory, which costs much less than a piece of
 * their own for each.
 */
function kept(shared: Buffer): Buffer {
  const size = shared.length;
  if (size > SLAB_BYTES / 4) return Buffer.from(shared.subarray(0, size));
  if (used + size > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  slab.set(shared.subarray(0, size), used);
  used += size;
  return slab.subarray(used - size, used);
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 1024;

/** An ordered table. Walks read in chunks and seek again, so that no snapshot is held while a caller waits. */
export class Table {
  readonly #db: Bytes;

  constructor(db: Bytes) {
    this.#db = db;
  }

  get(key: Buffer): Buffer | undefined {
    const shared = this.#db.getBinaryFast(key);
    return shared === undefined ? undefined : kept(shared);
  }

  /** A value that is good until the next read. */
  lend(key: Buffer): Buffer | undefined {
    const shared = this.#db.getBinaryFast(key);
    return shared?.subarray(0, shared.length);
  }

  has(key: Buffer): boolean {
    return this.#db.doesExist(key);
  }

  put(key: Buffer, value: Buffer): void {
    this.#db.putSync(key, value);
  }

  remove(key: Buffer): void {
    this.#db.removeSync(key);
  }

  /** The keys in a range, in order; so many of them are read at first. */
  *walkKeys(range: Range, reverse = false, firstChunk = FIRST_CHUNK): Generator<Buffer> {
    let size = firstChunk;
    for (let bounds = range; ; size = Math.min(size * 4, LARGEST_CHUNK)) {
      const chunk: Buffer[] = [];
      for (const key of this.#db.getKeys(options(bounds, reverse, size))) chunk.push(key);
      yield* chunk;
      const last = chunk.at(-1);
      if (last === undefined || chunk.length < size) return;
      bounds = beyond(bounds, last, reverse);
    }
  }

  /** The entries in a range, in order. */
  *walk(range: Range, reverse = false): Generator<{ key: Buffer; value: Buffer }> {
    let size = FIRST_CHUNK;
    for (let bounds = range; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
      const chunk: { key: Buffer; value: Buffer }[] = [];
      for (const { key, value } of this.#db.getRange(options(bounds, reverse, size)))
        chunk.push({ key, value });
      yield* chunk;
      const last = chunk.at(-1);
      if (last === undefined || chunk.length < size) return;
      bounds = beyond(bounds, last.key, reverse);
    }
  }

  /** How many keys a range has; counts no further than `most`, which is at least 1. */
  count(range: Range, most?: number): number {
    // lmdb counts a whole range whatever limit it is given, but skips no further than it is told.
    if (most !== undefined)
      for (const _ of this.#db.getKeys({ ...range, offset: most - 1, limit: 1 })) return most;
    return this.#db.getKeysCount({ ...range });
  }
}

function beyond(range: Range, last: Buffer, reverse: boolean): Range {
  return reverse ? { start: range.start, end: last } : { start: after(last), end: range.end };
}

/** The smallest key above `key`. */
function after(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}

function options({ start, end }: Range, reverse: boolean, limit: number) {
  return reverse
    ? { start: end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse, limit }
    : { start, end, limit };
}
