import { type HandOver, KEPT_FILES, type Personal } from '../../src/application/ports-personal.ts';
import type { Stores } from '../../src/application/ports.ts';
import type { Delegation } from '../../src/core/organisation.ts';

export function memoryPersonal(): Stores['personal'] {
  const people = new Map<string, Personal>();
  const load = (person: string): Personal =>
    people.get(person) ?? { opinions: [], favourites: [], files: [] };
  return {
    load: async person => load(person),
    setFavourites: async (person, favourites) => void people.set(person, { ...load(person), favourites }),
    setOpinions: async (person, opinions) => void people.set(person, { ...load(person), opinions }),
    setSignature: async (person, signature) => void people.set(person, { ...load(person), signature }),
    addFile: async (person, file) => {
      const others = load(person).files.filter(({ key }) => key !== file.key);
      people.set(person, { ...load(person), files: [...others, file].slice(-KEPT_FILES) });
    },
  };
}

export function memoryDelegations(): Stores['delegations'] {
  const all = new Map<string, Delegation>();
  return {
    standing: async now => [...all.values()].filter(({ to }) => to > now).sort((a, b) => a.to - b.to),
    of: async (principal, limit) =>
      [...all.values()]
        .filter(each => each.principal === principal)
        .sort((a, b) => b.from - a.from)
        .slice(0, limit),
    ended: async (since, now) =>
      [...all.values()].filter(({ to }) => to > since && to <= now).sort((a, b) => a.to - b.to),
    save: async delegation => void all.set(delegation.id, delegation),
    end: async (id, at) => {
      const found = all.get(id);
      if (found !== undefined) all.set(id, { ...found, to: Math.min(found.to, at) });
    },
  };
}

export function memoryHandOvers(): Stores['handOvers'] {
  const all = new Map<string, HandOver>();
  return {
    load: async person => all.get(person),
    save: async handOver => void all.set(handOver.person, handOver),
    latest: async limit => [...all.values()].sort((a, b) => b.at - a.at).slice(0, limit),
  };
}
