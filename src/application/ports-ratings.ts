import type { Instant } from '../core/definition.ts';

/** A read model of ratings by item; the request itself holds the truth. */
export interface RatingStore {
  /** Once for each request: a repetition changes nothing. */
  put(rating: {
    readonly requestId: string;
    readonly itemId: string;
    readonly stars: number;
    readonly at: Instant;
  }): Promise<void>;
  /** The average, of 5, and of how many people, by item; items that nobody has rated are left out. */
  of(
    itemIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly score: number; readonly n: number }>>;
}
