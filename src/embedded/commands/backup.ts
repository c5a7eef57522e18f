import { isAbsolute } from 'node:path';
import { StoreError } from '../errors.ts';
import { backUp } from '../backup/copy.ts';
import { textArg, missing } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';

/** This store's own command: `{ storeBackup: 1, to: <absolute path> }`, on the database `admin`. */
async function storeBackup(call: Call): Promise<Answer> {
  const to = textArg(call, 'to');
  if (to === undefined) throw missing(call, 'to');
  if (call.db !== 'admin')
    throw new StoreError('Unauthorized', 'storeBackup may only be run against the admin database.');
  if (!isAbsolute(to)) throw new StoreError('BadValue', 'the path of a backup must be absolute');
  return { bytes: BigInt(await backUp(call.context.store, to)) };
}

export const backupCommands: Commands = { storeBackup };
