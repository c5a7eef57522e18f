import type { RequestStore } from '../../application/ports.ts';
import { gather } from './gather.ts';

/** Messages that go out at about the same time read their requests by one call; people wait for none of them. */
export function loadingTogether(requests: Pick<RequestStore, 'loadAll'>): RequestStore['load'] {
  return gather(async (ids: readonly string[]) => {
    const found = await requests.loadAll([...new Set(ids)]);
    const byId = new Map(found.map(stored => [stored.state.id, stored]));
    return ids.map(id => byId.get(id));
  });
}
