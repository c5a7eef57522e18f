import { AppError } from '../../shared/errors.ts';
import { againWhereItLost } from '../../shared/lost-race.ts';

/**
 * Runs a call to the database; what fails because it cannot be reached becomes `store.unavailable` (retryable). The call
 * may be made again (`againWhereItLost`).
 */
export async function reach<T>(call: () => PromiseLike<T>): Promise<T> {
  try {
    return await againWhereItLost(call);
  } catch (error) {
    if (isUnreachable(error))
      throw new AppError('store.unavailable', 'The database did not answer', {
        retryable: true,
        cause: error,
      });
    throw error;
  }
}

const UNREACHABLE = /^Mongo(ose)?\w*(Network|ServerSelection|Pool|NotConnected|TopologyClosed)\w*Error$/;

/** A socket that breaks in the middle of a command: the driver hands Node's own error on (`write EPIPE`). */
const BROKEN = /^(E(PIPE|CONN(RESET|REFUSED|ABORTED)|TIMEDOUT|HOSTUNREACH|NETUNREACH)|ERR_STREAM_\w+)$/;

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  // What the database refuses in a bulk write has a number, a connection that broke under it has none.
  if (error.name === 'MongoBulkWriteError') return typeof code !== 'number';
  return UNREACHABLE.test(error.name) || (typeof code === 'string' && BROKEN.test(code));
}

/** A unique index refused it. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
