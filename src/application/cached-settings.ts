import type { Settings, SettingsStore } from './ports.ts';

/**
 * Settings are read for every decision and change a few times a year: the current ones are kept for a moment. A change made
 * here is seen at once, one made by another instance after `maxAgeMs` at the latest. Saving compares with the store itself.
 */
export function createCachedSettings(store: SettingsStore, maxAgeMs = 1_000): SettingsStore {
  let kept: { readonly current: Promise<Settings>; readonly until: number } | undefined;
  const forget = (): void => {
    kept = undefined;
  };
  return {
    current: () => {
      if (kept !== undefined && performance.now() < kept.until) return kept.current;
      const current = store.current();
      kept = { current, until: performance.now() + maxAgeMs };
      // A failure is not kept: the next one asks again.
      current.catch(forget);
      return current;
    },
    history: limit => store.history(limit),
    links: () => store.links(),
    verify: () => store.verify(),
    save: async change => {
      try {
        return await store.save(change);
      } finally {
        forget();
      }
    },
  };
}
