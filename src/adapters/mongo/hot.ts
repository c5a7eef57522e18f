import type { Collection, Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { AppError } from '../../shared/errors.ts';

/**
 * The driver's own collection on the bot's connection, for what every tap reads and writes. Mongoose would cast and clone
 * the whole state at each of these calls, which cost more than the call itself (docs/performance.md); what they write is
 * made by typed code and never comes from a person unread. Everything else goes through the models.
 */
export function hotCollection<T extends Document>(connection: Connection, name: string): Collection<T> {
  if (connection.db === undefined)
    throw new AppError('store.unavailable', 'The connection is not open', { retryable: true });
  return connection.db.collection<T>(name);
}
