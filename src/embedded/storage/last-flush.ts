import { createHash } from 'node:crypto';
import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  write,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const flushData = promisify(fdatasync);
const writeAt = promisify(write);

export const PAGE_BYTES = 4096;
/** LMDB's file begins with two pages, one of which says where the newest state's trees begin: its heads. */
const HEAD_BYTES = 2 * PAGE_BYTES;
const SLOT_BYTES = PAGE_BYTES + HEAD_BYTES;
const MAGIC = 'lastflsh';

/** The heads of a state of which every page was on the disk. */
interface Flushed {
  sequence: bigint;
  /** The data file's number in its file system: the record belongs to no other. */
  file: bigint;
  /** The system's run in which it was written. */
  boot: string;
  heads: Buffer;
}

/** What tells one run of the system from the next; `undefined` where the system does not say. */
export function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The file beside a data file that says which state was last flushed. */
export function recordOf(dataFile: string): string {
  return `${dataFile}-flushed`;
}

/**
 * Flushes the data file, and keeps beside it which state was last flushed whole. Commits go to the system's memory
 * only, so that none waits for the disk; when the system itself crashes, any of the pages written since may be missing,
 * and `undoUnflushed` goes back to the state that is recorded here. LMDB must not write over that state's pages
 * meanwhile: whoever calls `flush` holds a read transaction on it until the next.
 */
export class LastFlush {
  readonly #dataFile: string;
  readonly #data: number;
  readonly #record: number;
  readonly #boot: string;
  #sequence = 0n;

  /** For a data file that is open and in which nobody writes yet; its state is flushed and recorded. */
  constructor(dataFile: string, boot: string) {
    this.#dataFile = dataFile;
    this.#boot = boot;
    this.#data = openSync(dataFile, 'r+');
    fdatasyncSync(this.#data);
    this.#record = openSync(recordOf(dataFile), 'w', 0o600);
    writeSync(this.#record, this.#slot(this.#heads()), 0, SLOT_BYTES, 0);
    fdatasyncSync(this.#record);
    flushFolder(dirname(dataFile));
  }

  /** Resolves when all that was committed when it was called is on the disk. Not to be called again before that. */
  async flush(): Promise<void> {
    const slot = this.#slot(this.#heads());
    await flushData(this.#data);
    // two places in turn: the one before stays whole while this one is written
    await writeAt(this.#record, slot, 0, SLOT_BYTES, Number(this.#sequence % 2n) * SLOT_BYTES);
    await flushData(this.#record);
  }

  /** After the last flush, when nothing was written since: there is nothing to go back from. */
  close(): void {
    closeSync(this.#data);
    closeSync(this.#record);
    rmSync(recordOf(this.#dataFile), { force: true });
  }

  #heads(): Buffer {
    const heads = Buffer.alloc(HEAD_BYTES);
    readSync(this.#data, heads, 0, HEAD_BYTES, 0);
    return heads;
  }

  #slot(heads: Buffer): Buffer {
    this.#sequence += 1n;
    const slot = Buffer.alloc(SLOT_BYTES);
    slot.write(MAGIC, 0, 'latin1');
    slot.writeBigUInt64BE(this.#sequence, 8);
    slot.writeBigUInt64BE(fileNumber(this.#dataFile), 16);
    slot.write(this.#boot, 64, 'latin1');
    heads.copy(slot, PAGE_BYTES);
    digestOf(slot).copy(slot, 24);
    return slot;
  }
}

/** Files that were made in a folder are there after a crash only when the folder was flushed. */
function flushFolder(folder: string): void {
  const file = openSync(folder, 'r');
  fsyncSync(file);
  closeSync(file);
}

function fileNumber(dataFile: string): bigint {
  return BigInt.asUintN(64, statSync(dataFile, { bigint: true }).ino);
}

/** Of all but the digest's own place. */
function digestOf(slot: Buffer): Buffer {
  return createHash('sha256').update(slot.subarray(0, 24)).update(slot.subarray(56)).digest();
}

/**
 * Before the data file is opened: when the system crashed since it was last written, takes back what was not flushed.
 * After an end of the process alone nothing is taken back, for the system has kept every page. True when it went back.
 */
export function undoUnflushed(dataFile: string, boot: string | undefined): boolean {
  const flushed = newest(dataFile);
  if (flushed === undefined || flushed.boot === boot) return false;
  const data = openSync(dataFile, 'r+');
  try {
    writeSync(data, flushed.heads, 0, HEAD_BYTES, 0);
    fdatasyncSync(data);
  } finally {
    closeSync(data);
  }
  rmSync(recordOf(dataFile), { force: true });
  return true;
}

/** The newest whole record of the data file that is there; none after a proper end. */
function newest(dataFile: string): Flushed | undefined {
  const bytes = contentOf(recordOf(dataFile));
  if (bytes === undefined) return undefined;
  const file = fileNumber(dataFile);
  return [0, SLOT_BYTES]
    .map(at => parseSlot(bytes.subarray(at, at + SLOT_BYTES)))
    .filter(slot => slot !== undefined)
    .filter(slot => slot.file === file)
    .sort((a, b) => Number(b.sequence - a.sequence))[0];
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function parseSlot(slot: Buffer): Flushed | undefined {
  if (slot.length < SLOT_BYTES || slot.toString('latin1', 0, 8) !== MAGIC) return undefined;
  if (!digestOf(slot).equals(slot.subarray(24, 56))) return undefined;
  return {
    sequence: slot.readBigUInt64BE(8),
    file: slot.readBigUInt64BE(16),
    boot: slot.toString('latin1', 64, slot.indexOf(0, 64)),
    heads: slot.subarray(PAGE_BYTES),
  };
}
