import type { Instant } from '../../core/definition.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a TTL index may remove a document: so many days after an instant. */
export function expiry(at: Instant, days: number): Date {
  return new Date(at + days * DAY_MS);
}

/** The same from now on, by the machine's clock: the database removes by that one, whatever the service's clock says. */
export function expiryFromNow(days: number): Date {
  return expiry(Date.now(), days);
}
