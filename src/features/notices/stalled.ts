import { stalledCard } from '../../../cards/stalled.ts';
import type { CardJson, StoredRequest } from '../../application/ports.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime, headOf } from '../shared/head.ts';
import { viewOf } from '../shared/request-view.ts';

/** What an administrator is told of a request that waits for nobody. */
export async function stalledCardOf(deps: FeatureDeps, stored: StoredRequest): Promise<CardJson> {
  const view = await viewOf(deps, stored);
  return stalledCard({ request: headOf(view), time: cardTime(deps) }, deps.texts);
}
