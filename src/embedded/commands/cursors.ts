import { randomBytes } from 'node:crypto';
import { StoreError } from '../errors.ts';
import { Batch } from '../bson/batch.ts';
import { Turns } from '../query/turns.ts';
import type { Connection } from './context.ts';

/**
 * Documents as they are found, each good until the next is asked for; `undefined` between them means: still at work,
 * others may have a turn.
 */
export type Results = Iterator<Buffer | undefined>;

interface Cursor {
  ns: string;
  results: Results;
  /** A document that was read and did not fit. */
  held: Buffer | undefined;
  usedAt: number;
}

/** A batch never holds more than this, so that an answer stays within one message. */
const BATCH_BYTES = 16 * 1024 * 1024;
const FIRST_BATCH = 101;
const IDLE_MS = 10 * 60_000;

/** The open cursors of all clients. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  get size(): number {
    return this.#open.size;
  }

  /** The first batch, and a cursor for the rest when there is one. */
  async open(ns: string, results: Results, batchSize: number | undefined, single: boolean) {
    const cursor: Cursor = { ns, results, held: undefined, usedAt: Date.now() };
    const { batch, ended } = await take(cursor, batchSize ?? FIRST_BATCH);
    if (ended || single) {
      close(cursor);
      return { firstBatch: batch, id: 0n, ns };
    }
    const id = randomBytes(8).readBigInt64LE() & 0x7fffffffffffffffn;
    this.#open.set(id, cursor);
    return { firstBatch: batch, id, ns };
  }

  /** The next batch. Throws CursorNotFound. */
  async more(id: bigint, ns: string, batchSize: number | undefined, _connection: Connection) {
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new StoreError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.ns !== ns) {
      throw new StoreError(
        'Unauthorized',
        `Requested getMore on namespace '${ns}', but cursor belongs to '${cursor.ns}'`,
      );
    }
    cursor.usedAt = Date.now();
    const { batch, ended } = await take(cursor, batchSize ?? Infinity);
    if (ended) this.kill(id);
    return { nextBatch: batch, id: ended ? 0n : id, ns };
  }

  /** Closes a cursor; false when there is none. */
  kill(id: bigint): boolean {
    const cursor = this.#open.get(id);
    if (cursor === undefined) return false;
    this.#open.delete(id);
    close(cursor);
    return true;
  }

  /** Closes what nobody has asked for in ten minutes. */
  sweep(now: number): void {
    for (const [id, cursor] of this.#open) if (now - cursor.usedAt > IDLE_MS) this.kill(id);
  }

  closeAll(): void {
    for (const id of Array.from(this.#open.keys())) this.kill(id);
  }
}

async function take(cursor: Cursor, limit: number): Promise<{ batch: Batch; ended: boolean }> {
  const batch = new Batch();
  const turns = new Turns();
  let bytes = 0;
  if (limit === 0) return { batch, ended: false };
  // one document more is read than is wanted: it tells whether there are others
  for (;;) {
    const next = cursor.held ?? nextOf(cursor);
    cursor.held = undefined;
    if (next === END) return { batch, ended: true };
    if (next === BUSY) {
      if (turns.isOver) await turns.pass();
      continue;
    }
    if (batch.count === limit || (bytes + next.length > BATCH_BYTES && batch.count > 0)) {
      cursor.held = Buffer.from(next);
      return { batch, ended: false };
    }
    bytes += next.length;
    batch.add(next);
  }
}

const END = Symbol('end');
const BUSY = Symbol('busy');

function nextOf(cursor: Cursor): Buffer | typeof END | typeof BUSY {
  const step = cursor.results.next();
  if (step.done === true) return END;
  return step.value ?? BUSY;
}

function close(cursor: Cursor): void {
  cursor.results.return?.();
}
