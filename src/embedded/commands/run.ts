import { Double } from 'bson';
import { StoreError } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import { maintain } from '../storage/maintenance.ts';
import type { Request } from '../wire/message.ts';
import { aggregateCommands } from './aggregate.ts';
import { backupCommands } from './backup.ts';
import { collectionCommands } from './collections.ts';
import type { Answer, Commands, Connection, Context } from './context.ts';
import { countCommands } from './count.ts';
import { Cursors } from './cursors.ts';
import { explainCommands } from './explain.ts';
import { findAndModifyCommands } from './find-and-modify.ts';
import { findCommands } from './find.ts';
import { handshakeCommands } from './handshake.ts';
import { indexCommands } from './indexes.ts';
import { insertCommands } from './insert.ts';
import { refuseUnknownFields } from './known-fields.ts';
import { statsCommands } from './stats.ts';
import { updateCommands } from './update.ts';
import { validateCommands } from './validate.ts';

const COMMANDS: ReadonlyMap<string, Commands[string]> = new Map(
  Object.entries({
    ...handshakeCommands,
    ...insertCommands,
    ...findCommands,
    ...updateCommands,
    ...findAndModifyCommands,
    ...countCommands,
    ...aggregateCommands,
    ...collectionCommands,
    ...indexCommands,
    ...statsCommands,
    ...explainCommands,
    ...validateCommands,
    ...backupCommands,
  }),
);

export function createContext(store: Store): Context {
  const cursors = new Cursors();
  const stop = maintain(store, now => cursors.sweep(now));
  return {
    store,
    cursors,
    startedAt: Date.now(),
    stop: async () => {
      await stop();
      cursors.closeAll();
    },
  };
}

/** Runs a command; whatever goes wrong is an answer too. */
export async function runCommand(
  context: Context,
  connection: Connection,
  request: Request,
): Promise<Answer> {
  const [name = ''] = request.command.keys();
  try {
    const command = COMMANDS.get(name);
    if (command === undefined) throw new StoreError('CommandNotFound', `no such command: '${name}'`);
    refuseTransactions(request);
    refuseUnknownFields(name, request.command);
    const { db, command: body, sequences } = request;
    const answer = await command({ context, connection, name, db, command: body, sequences });
    return { ...answer, ok: OK };
  } catch (error) {
    return failure(error);
  }
}

const OK = new Double(1);
const NOT_OK = new Double(0);

function refuseTransactions({ command }: Request): void {
  if (
    !command.has('txnNumber') &&
    command.get('startTransaction') === undefined &&
    command.get('autocommit') === undefined
  )
    return;
  throw new StoreError(
    'IllegalOperation',
    'Transaction numbers are only allowed on a replica set member or mongos',
  );
}

function failure(error: unknown): Answer {
  if (error instanceof StoreError) {
    return { ok: NOT_OK, errmsg: error.message, code: error.code, codeName: error.codeName };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { ok: NOT_OK, errmsg: why, code: 1, codeName: 'InternalError' };
}
