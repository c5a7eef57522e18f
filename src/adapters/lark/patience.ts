import { LRUCache } from 'lru-cache';
import { AppError } from '../../shared/errors.ts';

/** What Lark asked us to leave alone for a while: an API, or one person or message of it (lark.md 4). */
export interface Patience {
  /** Notes that Lark wants no more of these calls for so long. */
  hold(key: string, ms: number): void;
  /**
   * Waits until all of these may be called again.
   * @throws AppError `lark.rateLimited` with `resetSeconds` when that is further off than `longestMs`.
   */
  wait(keys: readonly string[], longestMs: number): Promise<void>;
}

export function createPatience(): Patience {
  const held = new LRUCache<string, true>({ max: 1_000 });
  return {
    hold: (key, ms) => {
      if (ms > held.getRemainingTTL(key)) held.set(key, true, { ttl: ms });
    },
    wait: async (keys, longestMs) => {
      const ms = Math.max(...keys.map(key => held.getRemainingTTL(key)));
      if (ms <= 0) return;
      if (ms > longestMs)
        throw new AppError('lark.rateLimited', 'Lark asked to wait', {
          expected: true,
          retryable: true,
          details: { resetSeconds: Math.ceil(ms / 1000) },
        });
      await new Promise(resolve => setTimeout(resolve, ms));
    },
  };
}
