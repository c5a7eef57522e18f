import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, Backups } from '../../application/ports-health.ts';
import type { Clock, Log } from '../../application/ports.ts';
import { AppError } from '../../shared/errors.ts';

export interface BackupFolderOptions {
  /** Any folder that can be written to: a mounted store too. */
  readonly folder: string;
  /** How many days a backup is kept; the newest always is. */
  readonly keepDays: number;
  /** Copies the whole store into this file, which is whole or not there. */
  readonly copy: (file: string) => Promise<void>;
  /** Encrypts a file into another, where a key is given. */
  readonly encrypt?: (source: string, target: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

const DAY = 86_400_000;
/** A backup is not made twice in a day, nor an hour too late each day. */
const DUE_AFTER = 23.5 * 3_600_000;
const NAME = /^onewindow-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.store(\.enc)?$/;

/** Backups of the embedded store as files of one folder, named by their time. */
export function createBackupFolder(options: BackupFolderOptions): Backups {
  const { folder, clock, log } = options;
  const list = async (): Promise<readonly Backup[]> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder))
      .filter(name => NAME.test(name))
      .sort()
      .reverse();
    return Promise.all(
      names.map(async name => ({ name, at: timeOf(name), bytes: (await stat(join(folder, name))).size })),
    );
  };
  const make = async (): Promise<Backup> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const at = Math.floor(clock.now() / 1000) * 1000;
    const name = nameOf(at, options.encrypt !== undefined);
    const [plain, target] = [join(folder, `${name}.making`), join(folder, name)];
    try {
      await options.copy(plain);
      if (options.encrypt === undefined) await rename(plain, target);
      else await options.encrypt(plain, target);
    } catch (error) {
      throw new AppError('file.failed', 'The backup could not be made', { cause: error });
    } finally {
      await rm(plain, { force: true });
    }
    const { size: bytes } = await stat(target);
    log.info({ backup: name, bytes }, 'backup made');
    return { name, at, bytes };
  };
  return {
    kind: 'here',
    list,
    make,
    daily: async () => {
      const [newest] = await list();
      if (newest !== undefined && clock.now() - newest.at < DUE_AFTER) return false;
      const made = await make();
      const old = (await list()).filter(
        ({ name, at }) => name !== made.name && at < clock.now() - options.keepDays * DAY,
      );
      await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
      return true;
    },
  };
}

function nameOf(at: number, encrypted: boolean): string {
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `onewindow-${time}.store${encrypted ? '.enc' : ''}`;
}

function timeOf(name: string): number {
  const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
