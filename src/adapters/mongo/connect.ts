import mongoose, { type Connection } from 'mongoose';
import { wakeWritersOfClosedSockets } from '../../shared/closed-sockets.ts';
import { databaseName } from '../../shared/database-name.ts';
import { AppError } from '../../shared/errors.ts';

export interface ConnectOptions {
  readonly dbName?: string;
  readonly waitMs?: number;
  readonly maxPoolSize?: number;
  /** The client then emits what it sends; a test reads there which queries run. */
  readonly monitorCommands?: boolean;
}

/**
 * Opens the bot's connection. Its database is the one named in the address, else `onewindow`. Fails with
 * `store.unavailable` when no server answers in time. Indexes are made by `ensureIndexes`, never on the side.
 */
export async function connectMongo(uri: string, options: ConnectOptions = {}): Promise<Connection> {
  wakeWritersOfClosedSockets();
  const connection = mongoose.createConnection(uri, {
    dbName: options.dbName ?? databaseName(uri),
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    ignoreUndefined: true,
    maxPoolSize: options.maxPoolSize ?? 20,
    serverSelectionTimeoutMS: options.waitMs ?? 5000,
    monitorCommands: options.monitorCommands ?? false,
  });
  try {
    return await connection.asPromise();
  } catch (cause) {
    await connection.close().catch(() => undefined);
    throw new AppError('store.unavailable', 'The database cannot be reached', { retryable: true, cause });
  }
}

/** Whether the database answers now, for readiness. */
export async function pingMongo(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1 });
    return connection.db !== undefined;
  } catch {
    return false;
  }
}
