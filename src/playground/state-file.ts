import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A value kept in one JSON file: written beside it and moved over it, so that a reader never meets half of it. */
export interface StateFile {
  /** Writes soon; many calls in a row become one write. */
  touch(): void;
  /** Writes what is left and stops. */
  close(): void;
}

/** Reads the file; undefined when there is none. One that is no JSON is put aside, so that the playground starts afresh. */
export function readStateFile(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return parsed;
  } catch {
    renameSync(file, `${file}.broken`);
    return undefined;
  }
}

/** Keeps `value()` in `file`, at most one write each `everyMs`; `failed` hears of a write that did not succeed. */
export function createStateFile(
  file: string,
  value: () => unknown,
  failed: (error: unknown) => void,
  everyMs = 300,
): StateFile {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let closed = false;

  const write = async (): Promise<void> => {
    if (closed) return;
    await writeFile(beside, JSON.stringify(value()), { mode: 0o600 });
    // `close` may have written the last state meanwhile: this older one must not replace it.
    if (!closed) await rename(beside, file);
  };
  return {
    touch() {
      if (closed || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        writing = writing.then(write).catch(failed);
      }, everyMs);
    },
    close() {
      if (closed) return;
      closed = true;
      if (timer !== undefined) clearTimeout(timer);
      const last = `${file}.last`;
      writeFileSync(last, JSON.stringify(value()), { mode: 0o600 });
      renameSync(last, file);
    },
  };
}
