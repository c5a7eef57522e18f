import type { Booked, Taken } from '../core/form/bookings.ts';

/** What requests take (占用, services.md E3), looked for by rule and time. */
export interface Bookings {
  /** What requests have by this rule of an item (`YCSQ/vehicle`) that touches this time, local as texts. */
  taken(rule: string, from: string, to: string, limit: number): Promise<readonly Taken[]>;
  /** Those of these claims (`claimOf`) that a request has made, also one that gave back what it had. */
  claimed(claims: readonly string[]): Promise<readonly string[]>;
}

/** A change says with it what its request takes as it stands then; absent where its item takes nothing. */
export interface BookedChange {
  readonly booked?: readonly Booked[];
  /** Claims that it makes beside those that it has made. One that another request made first: nothing is saved. */
  readonly claims?: readonly string[];
}
