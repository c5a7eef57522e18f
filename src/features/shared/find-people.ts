import type { CardAction } from '../../../cards/kit/action.ts';
import { findName, type FindPeople } from '../../../cards/kit/find-people.ts';
import { MAX_OPTIONS } from '../../../cards/kit/form-control.ts';
import type { CardDeps } from './deps.ts';

export interface PeopleToPick {
  /** Open ids, nearest first, or those that the words fit. */
  readonly candidates: readonly string[];
  /** Set where the picker cannot hold everybody. */
  readonly find?: FindPeople;
}

interface Asked {
  /** Whose colleagues come first. */
  readonly person: string;
  /** The picker's name in the form. */
  readonly field: string;
  /** The form's values as they came with the tap, so that the words typed beside the picker are looked for. */
  readonly typed: Readonly<Record<string, unknown>> | undefined;
  /** Shows the same form again. */
  readonly action: CardAction;
  readonly except?: readonly string[];
  /** Only these can be picked. */
  readonly among?: readonly string[];
}

/** More names than the largest organisation has; the directory looks through its own list in memory. */
const EVERYBODY = 100_000;

/**
 * Who a picker offers: everybody where they fit into it; else the nearest, with a search by name or pinyin that reaches
 * anybody.
 */
export async function findPeople(deps: Pick<CardDeps, 'directory'>, asked: Asked): Promise<PeopleToPick> {
  const { person, field, typed, action, except = [], among } = asked;
  const value = typed?.[findName(field)];
  const words = typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  const limit = among === undefined ? MAX_OPTIONS + 1 + except.length : EVERYBODY;
  const all = await deps.directory.candidates(person, words ?? '', limit);
  const fit = all.map(({ id }) => id).filter(id => !except.includes(id) && (among?.includes(id) ?? true));
  // People of a given choice who are not in the listing can be picked all the same.
  const listed = words === undefined ? [...new Set([...fit, ...(among ?? [])])] : fit;
  const candidates = listed.slice(0, MAX_OPTIONS);
  if (words === undefined && listed.length <= MAX_OPTIONS) return { candidates };
  const find = { action, found: candidates.length, ...(words === undefined ? {} : { words }) };
  return { candidates, find };
}
