import {
  chmodSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  closeSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StoreError } from '../errors.ts';
import type { Progress } from './progress.ts';
import { checkSeal, seal } from './seal.ts';
import { bootId, recordOf, undoUnflushed } from '../storage/last-flush.ts';
import { DATA_FILE, openStore } from '../storage/store.ts';
import type { Store } from '../storage/store.ts';
import { checkCollection } from '../storage/check.ts';
import { FolderInUse, ownerOf } from '../storage/lock.ts';

/**
 * Copies a store that goes on serving into one file, as it was at one moment and without its free pages. The file
 * appears under its name only when it is whole.
 */
export async function backUp(store: Store, file: string): Promise<number> {
  if (existsSync(file) && statSync(file).isDirectory())
    throw new StoreError('BadValue', `${file} is a folder: the backup needs the name of a file`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  await store.engine.backup(part);
  chmodSync(part, 0o600);
  await seal(part);
  flushFile(part);
  renameSync(part, file);
  return statSync(file).size;
}

/** Copies a backup without its seal. Throws when the seal is not right. */
async function unsealed(file: string, target: string): Promise<void> {
  const bytes = await checkSeal(file);
  copyFileSync(file, target);
  truncateSync(target, bytes);
  chmodSync(target, 0o600);
}

/** Reads a backup through: opens a copy of it and checks every collection. Returns what is wrong. */
async function checkBackup(
  file: string,
  progress: Progress,
): Promise<{ documents: number; errors: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'store-check-'));
  try {
    await unsealed(file, join(folder, DATA_FILE));
    const store = openStore({ path: folder, temporary: true });
    let documents = 0;
    const errors: string[] = [];
    const collections = [...store.catalogue.collections.values()];
    const whole = collections.reduce((sum, collection) => sum + collection.documents, 0);
    for (const collection of collections) {
      const result = await checkCollection(store, collection, seen => progress.at(documents + seen, whole));
      documents += result.documents;
      errors.push(...result.errors.map(error => `${collection.ns}: ${error}`));
    }
    await store.close();
    return { documents, errors };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts a backup in the place of the store in a folder that nobody has open. What was there stays beside it, under the
 * name that is returned. Throws when the folder is in use or the backup is not sound; then nothing has changed.
 */
export async function restore(
  file: string,
  folder: string,
  progress: Progress,
): Promise<{ documents: number; kept: string | undefined }> {
  const owner = ownerOf(folder);
  if (owner !== undefined) throw new FolderInUse(folder, owner);
  const { documents, errors } = await checkBackup(file, progress);
  if (errors.length > 0) throw new Error(`the backup is not sound: ${errors[0]}`);
  const target = join(folder, DATA_FILE);
  const part = `${target}.part`;
  await unsealed(file, part);
  flushFile(part);
  const kept = existsSync(target)
    ? `${target}.before-${new Date().toISOString().replace(/[:.]/g, '-')}`
    : undefined;
  if (kept !== undefined) {
    // what is kept is to be whole without the record that stands beside it
    undoUnflushed(target, bootId());
    rmSync(recordOf(target), { force: true });
    renameSync(target, kept);
  }
  rmSync(`${target}-lock`, { force: true });
  renameSync(part, target);
  flushFile(dirname(target));
  return { documents, kept };
}

function flushFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
