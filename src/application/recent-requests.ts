import { LRUCache } from 'lru-cache';
import type { StoredRequest } from './ports.ts';

/**
 * Requests as this process last saved them, so that the next command on one can be decided without reading it first. What
 * is remembered may be old: a change decided on it is saved only if the version still is the stored one, and a refusal is
 * never given on it. The outbox is not remembered: it was handed on.
 */
export interface RecentRequests {
  recall(id: string): StoredRequest | undefined;
  remember(stored: StoredRequest): void;
  forget(id: string): void;
}

export function createRecentRequests(max = 500): RecentRequests {
  const known = new LRUCache<string, StoredRequest>({ max });
  return {
    recall: id => known.get(id),
    remember: stored => void known.set(stored.state.id, { ...stored, outbox: [] }),
    forget: id => void known.delete(id),
  };
}
