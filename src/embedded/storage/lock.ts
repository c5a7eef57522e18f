import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who has a data folder. */
export interface Owner {
  pid: number;
  /** When that process started, in clock ticks since boot, where the system tells; guards against a reused pid. */
  ticks: string;
  since: string;
}

export class FolderInUse extends Error {
  readonly owner: Owner;

  constructor(path: string, owner: Owner) {
    super(`the data folder ${path} is in use by process ${owner.pid} since ${owner.since}`);
    this.name = 'FolderInUse';
    this.owner = owner;
  }
}

/** Takes the folder for this process; returns how to give it back. Throws `FolderInUse`. */
export function takeLock(folder: string): () => void {
  const file = join(folder, 'store.lock');
  const mine = `${file}.${process.pid}`;
  const owner: Owner = { pid: process.pid, ticks: ticksOf(process.pid), since: new Date().toISOString() };
  writeFileSync(mine, JSON.stringify(owner), { mode: 0o600 });
  try {
    for (let round = 0; round < 10; round += 1) {
      if (linked(mine, file)) return () => rmSync(file, { force: true });
      const holder = readOwner(file);
      if (holder !== undefined && isAlive(holder)) throw new FolderInUse(folder, holder);
      // only one of two takers can move the dead owner's file away
      moveAway(file, `${mine}.dead`);
    }
    throw new Error(`the lock of ${folder} changes hands all the time`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Who has the folder now, if anybody. */
export function ownerOf(folder: string): Owner | undefined {
  const owner = readOwner(join(folder, 'store.lock'));
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function moveAway(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved !== undefined && isAlive(moved)) linked(aside, file);
  rmSync(aside, { force: true });
}

function readOwner(file: string): Owner | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { pid, ticks, since } = parsed as Partial<Owner>;
    return typeof pid === 'number' ? { pid, ticks: String(ticks), since: String(since) } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return ticksOf(owner.pid) === owner.ticks;
}

function ticksOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
