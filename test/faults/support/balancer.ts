import { setTimeout as wait } from 'node:timers/promises';
import { type Answered, postEnvelope } from '../../support/world-callbacks.ts';
import type { Random } from './random.ts';

/** Between Lark and the instances: any of them that listens; one that refuses the connection is passed over for the next. */
export interface Balancer {
  /**
   * Hands a callback to an instance, at most once to one that took the connection. Fails when none
   * took it for as long as Lark waits, or when the connection broke before the answer was there.
   */
  post(envelope: unknown): Promise<Answered>;
}

/** Lark waits 3 s (lark.md 4). */
const LARK_WAITS_MS = 3_000;

export function createBalancer(addresses: () => readonly string[], random: Random): Balancer {
  return {
    post: async envelope => {
      const until = Date.now() + LARK_WAITS_MS;
      do {
        const list = [...addresses()];
        while (list.length > 0) {
          const [address] = list.splice(random.below(list.length), 1);
          const answered = await tryOne(address ?? '', envelope);
          if (answered !== 'refused') return answered;
        }
        await wait(50);
      } while (Date.now() < until);
      throw new Error('no instance takes the connection');
    },
  };
}

async function tryOne(address: string, envelope: unknown): Promise<Answered | 'refused'> {
  try {
    return await postEnvelope(address, envelope);
  } catch (error) {
    if (isRefused(error)) return 'refused';
    throw new Error('the connection broke', { cause: error });
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
