import type { Feature } from './router.ts';

/** Joins the features' maps into one; a key that two of them have is an error at start. */
export function claim<T extends object>(
  maps: readonly (readonly [owner: string, map: T | undefined])[],
  what: string,
): Partial<T> {
  const owners = new Map<string, string>();
  for (const [owner, map] of maps) {
    for (const key of Object.keys(map ?? {})) {
      const other = owners.get(key);
      if (other !== undefined)
        throw new Error(`The ${what} "${key}" is claimed by both ${other} and ${owner}`);
      owners.set(key, owner);
    }
  }
  return Object.assign({}, ...maps.map(([, map]) => map));
}

/** What one feature at most may offer. */
export function claimOne<K extends 'unknownWords' | 'otherMessage' | 'freshCard'>(
  features: readonly Feature[],
  what: K,
): Feature[K] | undefined {
  const offers = features.filter(feature => feature[what] !== undefined);
  if (offers.length > 1)
    throw new Error(`${what} is claimed by ${offers.map(({ name }) => name).join(' and ')}`);
  return offers[0]?.[what];
}
