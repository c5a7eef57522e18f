import type { Instant } from '../core/definition.ts';
import { AppError, type ErrorCode, mayHaveArrived } from '../shared/errors.ts';
import type { Delivery, DeliveryStore } from './ports.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Lark drops a repeated `uuid` for an hour (lark.md 4); some minutes of it are kept for slow clocks. */
const REPEATABLE_FOR = 55 * MINUTE;
/** After a day of failures an effect is given up and shown to an administrator. */
const GIVE_UP_AFTER = 24 * 60 * MINUTE;
const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = 10 * MINUTE;

/** An administrator can put these right (a missing scope, the bot switched off): what waits then still goes out. */
const MENDABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['lark.config']);

/** Whether sending again could reach the person twice: an earlier try may have arrived, and Lark has forgotten its uuid. */
export function tooLateToRepeat(delivery: Delivery, now: Instant): boolean {
  return delivery.uncertain === true && now - (delivery.firstTriedAt ?? now) > REPEATABLE_FOR;
}

/** Whether the same call may succeed another time: Lark was busy, or an administrator can put it right. */
export function mayHelpLater(error: unknown): boolean {
  return error instanceof AppError && (error.retryable || MENDABLE.has(error.code));
}

/** What becomes of a delivery whose try failed: put off if that may help, else dead. */
export function afterFailure(
  delivery: Delivery,
  error: unknown,
  now: Instant,
): Parameters<DeliveryStore['settle']>[1] {
  const away = isStoreAway(error);
  const code: ErrorCode = away ? 'store.unavailable' : error instanceof AppError ? error.code : 'internal';
  if (!(away || mayHelpLater(error)) || now - delivery.createdAt > GIVE_UP_AFTER)
    return { status: 'dead', error: code };
  const uncertain = delivery.uncertain === true || mayHaveArrived(error);
  return { nextAt: now + pause(delivery.attempts), error: code, ...(uncertain ? { uncertain } : {}) };
}

/** The driver's errors when the database has gone away, or is started again, in the middle of a delivery. */
const STORE_AWAY =
  /^Mongo(ose)?(Network|NetworkTimeout|PoolCleared|ServerSelection|NotConnected|Topology\w*)Error$/;

function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // what the database itself refuses in a bulk write has a code, a connection that broke has none
  const hasCode = 'code' in error && typeof error.code === 'number';
  return STORE_AWAY.test(error.name) || (error.name === 'MongoBulkWriteError' && !hasCode);
}

/** 5 s after the first try, doubled each time, at most 10 minutes. */
function pause(attempts: number): number {
  return Math.min(FIRST_PAUSE * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE);
}
