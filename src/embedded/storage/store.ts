import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import { Catalogue } from './catalogue.ts';
import type { Collection } from './collection.ts';
import { openEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { takeLock } from './lock.ts';
import { Writer } from './write.ts';

/** The file in the data folder that holds everything. */
export const DATA_FILE = 'store.mdb';

export interface StoreOptions {
  /** The data folder; created when it is missing. */
  path: string;
  /** Never flushes to disk: for tests. */
  temporary?: boolean;
}

/** What a command needs of the store. */
export interface Store {
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly writer: Writer;
  readonly path: string;
  /** Grows with every committed transaction, so that a reader knows that something may have changed. */
  readonly commits: number;
  /**
   * Runs `work` in the next shared write transaction, after all that was asked for before it. A `StoreError` that it
   * throws rejects only this call; it must be thrown before the document at hand was written.
   */
  write<T>(work: () => T): Promise<T>;
  /** Resolves when every acknowledged write is on the disk. */
  flush(): Promise<void>;
  find(ns: string): Collection | undefined;
  close(): Promise<void>;
}

interface Waiting {
  run: () => () => void;
  reject: (error: unknown) => void;
}

/** Opens the store in a folder. Throws when another process has it, and says which. */
export function openStore({ path, temporary = false }: StoreOptions): Store {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const release = takeLock(path);
  const engine = openEngine(join(path, DATA_FILE), temporary);
  const catalogue = new Catalogue(engine);
  const group = new GroupCommit(engine, catalogue);
  let flushing: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const flush = (): Promise<void> => {
    // a flush that has begun may miss the newest write: the next one waits for it and covers all who ask meanwhile
    flushing ??= Promise.resolve().then(() => {
      flushing = undefined;
      return engine.sync();
    });
    return flushing;
  };
  return {
    engine,
    catalogue,
    writer: group.writer,
    path,
    get commits() {
      return group.commits;
    },
    write: work => group.write(work),
    flush,
    find: ns => catalogue.collections.get(ns),
    close: () => {
      closing ??= (async () => {
        await group.drain();
        await engine.sync();
        await engine.close();
        release();
      })();
      return closing;
    },
  };
}

/** Gathers the writes of one turn of the event loop into one transaction. */
class GroupCommit {
  readonly #engine: Engine;
  readonly #catalogue: Catalogue;
  readonly writer: Writer;
  readonly #counted = new Set<Collection>();
  readonly #changed = new Set<Collection>();
  commits = 0;
  #waiting: Waiting[] = [];
  #closed = false;
  #scheduled = false;

  constructor(engine: Engine, catalogue: Catalogue) {
    this.#engine = engine;
    this.#catalogue = catalogue;
    this.writer = new Writer(engine, (collection, isCatalogue) => {
      this.#counted.add(collection);
      if (isCatalogue) this.#changed.add(collection);
    });
  }

  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('InterruptedAtShutdown', 'the store is closing'));
    return new Promise((resolve, reject) => {
      const run = (): (() => void) => {
        const result = work();
        return () => resolve(result);
      };
      this.#waiting.push({ run, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#commit());
    });
  }

  /** Commits what waits and takes no more. */
  async drain(): Promise<void> {
    await this.write(() => undefined);
    this.#closed = true;
  }

  #commit(): void {
    this.#scheduled = false;
    const batch = this.#waiting;
    this.#waiting = [];
    const settle: (() => void)[] = [];
    try {
      this.#engine.transaction(() => {
        for (const waiting of batch) settle.push(attempt(waiting));
        for (const collection of this.#changed) this.#saveIfAlive(collection, true);
        for (const collection of this.#counted) this.#saveIfAlive(collection, false);
      });
    } catch (error) {
      this.#catalogue.reload();
      for (const { reject } of batch) reject(error);
      return;
    } finally {
      this.#counted.clear();
      this.#changed.clear();
    }
    this.commits += 1;
    for (const done of settle) done();
  }

  #saveIfAlive(collection: Collection, catalogue: boolean): void {
    if (this.#catalogue.collections.get(collection.ns) !== collection) return;
    if (catalogue) this.#catalogue.save(collection);
    else this.#catalogue.saveCounts(collection);
  }
}

function attempt({ run, reject }: Waiting): () => void {
  try {
    return run();
  } catch (error) {
    // anything else may have left half a write behind: the whole transaction is undone
    if (!(error instanceof StoreError)) throw error;
    return () => reject(error);
  }
}
