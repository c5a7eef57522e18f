import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiClient, IntegrationStore } from '../../../application/ports-integrations.ts';
import type { Clock } from '../../../application/ports.ts';

/** `ow_<client's id>_<secret>`, as the settings give it out. */
const TOKEN = /^Bearer ow_([0-9A-Za-z]{6,40})_([0-9A-Za-z]{20,100})$/;

/** The client whose token this is; undefined for anything else. The time it takes does not tell how much was right. */
export async function clientOf(
  store: Pick<IntegrationStore, 'clients'>,
  authorization: string | undefined,
): Promise<ApiClient | undefined> {
  const [, id, secret = ''] = TOKEN.exec(authorization ?? '') ?? [];
  if (id === undefined) return undefined;
  const client = (await store.clients()).find(each => each.id === id);
  const given = createHash('sha256').update(secret).digest();
  const kept = Buffer.from(client?.secretHash ?? '', 'hex');
  return kept.length === given.length && timingSafeEqual(kept, given) ? client : undefined;
}

export interface CallLimit {
  /** Seconds to wait; 0 when the call may go on. */
  wait(client: string): number;
}

/** At most `burst` calls at once and `perSecond` on the average, for each client by itself. */
export function createCallLimit(clock: Clock, perSecond: number, burst: number): CallLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    wait: client => {
      const now = clock.now();
      const { left, at } = buckets.get(client) ?? { left: burst, at: now };
      const filled = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond);
      buckets.set(client, { left: filled < 1 ? filled : filled - 1, at: now });
      return filled < 1 ? Math.ceil((1 - filled) / perSecond) : 0;
    },
  };
}
