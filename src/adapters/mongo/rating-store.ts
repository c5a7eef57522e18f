import type { Connection } from 'mongoose';
import type { RatingStore } from '../../application/ports-ratings.ts';
import { reach } from './failures.ts';
import { defineModel } from './models.ts';

interface RatingDocument {
  readonly _id: string;
  readonly itemId: string;
  readonly stars: number;
  readonly at: number;
}

/** Ratings by item, `_id` the request's; the average is one aggregation over an index. */
export function createRatingStore(connection: Connection): RatingStore {
  const model = defineModel<RatingDocument>(connection, 'ratings', {
    _id: { type: String, required: true },
    itemId: { type: String, required: true },
    stars: { type: Number, required: true },
    at: { type: Number, required: true },
  });
  return {
    put: async ({ requestId, ...rating }) => {
      await reach(() => model.replaceOne({ _id: requestId }, rating, { upsert: true }).exec());
    },
    of: async itemIds => {
      const sums = await reach(() =>
        model
          .aggregate<{ readonly _id: string; readonly stars: number; readonly n: number }>([
            { $match: { itemId: { $in: itemIds } } },
            { $group: { _id: '$itemId', stars: { $sum: '$stars' }, n: { $sum: 1 } } },
          ])
          .exec(),
      );
      return new Map(sums.map(({ _id, stars, n }) => [_id, { score: stars / n, n }]));
    },
  };
}
