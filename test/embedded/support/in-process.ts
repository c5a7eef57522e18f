import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runCommand } from '../../../src/embedded/commands/run.ts';
import { decode } from '../../../src/embedded/bson/decode.ts';
import { encode } from '../../../src/embedded/bson/encode.ts';
import type { Reply } from '../../../src/embedded/bson/encode.ts';
import type { Doc, Value } from '../../../src/embedded/bson/value.ts';
import { show } from '../../../src/embedded/bson/show.ts';
import { openStore } from '../../../src/embedded/storage/store.ts';

/** A store in this process, spoken to without a socket. */
export interface InProcess {
  /** Runs a command on the database `t`; the answer as the client would decode it. */
  run(command: { [field: string]: Reply }): Promise<Doc>;
  /** How many transactions it has committed. */
  readonly commits: number;
  close(): Promise<void>;
}

export function openInProcess(): InProcess {
  const path = mkdtempSync(join(tmpdir(), 'embedded-'));
  const store = openStore({ path, temporary: true });
  const context = createContext(store);
  return {
    get commits() {
      return store.commits;
    },
    run: async command => {
      const request = {
        requestId: 1,
        legacy: false,
        answered: true,
        db: 't',
        sequences: new Map<string, Buffer[]>(),
      };
      const connection = { id: 1, answers: 0, alive: true };
      return decode(
        encode(await runCommand(context, connection, { ...request, command: decode(encode(command)) })),
      );
    },
    close: async () => {
      await context.stop();
      await store.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The documents of an answer's first batch. */
export function batchOf(answer: Doc): Value[] {
  const cursor = answer.get('cursor');
  const batch = cursor instanceof Map ? cursor.get('firstBatch') : undefined;
  if (!Array.isArray(batch)) throw new Error(`no batch: ${show(answer.get('errmsg'))}`);
  return batch;
}
