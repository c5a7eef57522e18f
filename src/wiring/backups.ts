import { join } from 'node:path';
import type { Env } from '../../config/env.ts';
import { createBackupFolder } from '../adapters/backup/backup-folder.ts';
import type { Backups } from '../application/ports-health.ts';
import type { Clock, Log } from '../application/ports.ts';
import { encryptFile } from '../embedded/backup/encrypt.ts';
import { AppError } from '../shared/errors.ts';
import type { OpenStore } from './store.ts';

/** Daily copies of the embedded store; a database of its own (MONGODB_URI) has its own means, such as mongodump. */
export function createBackups(env: Env, store: OpenStore, clock: Clock, log: Log): Backups {
  const { copyTo } = store;
  if (copyTo === undefined)
    return {
      kind: 'elsewhere',
      list: () => Promise.resolve([]),
      make: () => Promise.reject(new AppError('file.failed', 'The database has its own means of backup')),
      daily: () => Promise.resolve(false),
    };
  const { folder, keepDays, key } = env.backup;
  return createBackupFolder({
    folder: folder ?? join(env.dataDir, 'backups'),
    keepDays,
    copy: copyTo,
    ...(key === undefined ? {} : { encrypt: (source, target) => encryptFile(source, target, key) }),
    clock,
    log,
  });
}
