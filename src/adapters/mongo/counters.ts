import type { Connection, Model } from 'mongoose';
import type { Counters } from '../../application/ports.ts';
import { AppError } from '../../shared/errors.ts';
import { counterModel, type GivenNumberDocument, givenNumberModel } from './documents.ts';
import { isDuplicateKey, reach } from './failures.ts';

/** Numbers of series (semantics C18): taken by one atomic increment, or given to an owner for good and without gaps. */
export function createCounters(connection: Connection): Counters {
  const counters = counterModel(connection);
  const given = givenNumberModel(connection);
  const next = async (series: string): Promise<number> => {
    const counter = await reach(() =>
      counters
        .findOneAndUpdate({ _id: series }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean<{ readonly value: number }>()
        .exec(),
    );
    if (counter === null) throw new AppError('internal', 'An upsert gave no document');
    return counter.value;
  };
  return {
    next: async series => {
      try {
        return await next(series);
      } catch (error) {
        // Two first numbers of a series at once: one upsert loses and finds the document at its second try.
        if (isDuplicateKey(error)) return next(series);
        throw error;
      }
    },
    numberOf: (series, owner) => numberOf(given, series, owner),
  };
}

const ROUNDS = 50;

/** One insert both takes the number and remembers whose it is, so a crash leaves neither a gap nor a second number. */
async function numberOf(model: Model<GivenNumberDocument>, series: string, owner: string): Promise<number> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await reach(() => model.findOne({ series, owner }).lean<GivenNumberDocument>().exec());
    if (own !== null) return own.value;
    const last = await reach(() =>
      model.findOne({ series }).sort({ value: -1 }).lean<GivenNumberDocument>().exec(),
    );
    const value = (last?.value ?? 0) + 1;
    try {
      await reach(() =>
        model.insertMany([{ _id: `${series}#${value}`, series, value, owner }], { lean: true }),
      );
      return value;
    } catch (error) {
      // Somebody took this number, or this owner was served meanwhile: look again.
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new AppError('conflict', 'A number could not be taken', { retryable: true, details: { series } });
}
