import type { Delegation } from '../core/organisation.ts';
import type { DelegationStore } from './ports-personal.ts';
import type { Clock } from './ports.ts';

/**
 * Delegations are looked at for every decision and change seldom: those that stand are kept for a moment. A change made here
 * is seen at once, one made by another instance after `maxAgeMs` at the latest.
 */
export function createCachedDelegations(
  store: DelegationStore,
  clock: Clock,
  maxAgeMs = 1_000,
): { readonly store: DelegationStore; readonly standing: () => Promise<readonly Delegation[]> } {
  let kept: { readonly found: Promise<readonly Delegation[]>; readonly until: number } | undefined;
  const forget = (): void => {
    kept = undefined;
  };
  const changing = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } finally {
      forget();
    }
  };
  return {
    store: {
      ...store,
      save: delegation => changing(store.save(delegation)),
      end: (id, at) => changing(store.end(id, at)),
    },
    standing: () => {
      if (kept !== undefined && performance.now() < kept.until) return kept.found;
      const found = store.standing(clock.now());
      kept = { found, until: performance.now() + maxAgeMs };
      // A failure is not kept: the next one asks again.
      found.catch(forget);
      return found;
    },
  };
}
