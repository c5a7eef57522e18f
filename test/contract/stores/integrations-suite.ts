import { describe, expect, test } from 'vitest';
import type { ApiClient, Webhook } from '../../../src/application/ports-integrations.ts';
import { buildChange, buildEntry } from '../../support/stores-data.ts';
import type { OpenStores } from './open-stores.ts';

const client = (n: number): ApiClient => ({
  id: `client${n}`,
  name: '财务系统',
  secretHash: 'ab'.repeat(32),
  rights: ['read', 'create'],
  items: n % 2 === 0 ? [] : ['SBZL'],
  createdBy: 'ou_an',
  createdAt: 100 - n,
});
const webhook = (n: number): Webhook => ({
  id: `hook${n}`,
  name: '档案系统',
  url: 'https://archive.example/in',
  secret: 's'.repeat(43),
  items: [],
  createdBy: 'ou_an',
  createdAt: 100 - n,
});

/** What stores of clients, webhooks and changes do for the public API. */
export function integrationContract(open: OpenStores): void {
  describe('other systems', () => {
    test('come back as they were added, the oldest first, and go', async () => {
      const { integrations } = open();
      await integrations.addClient(client(2));
      await integrations.addClient(client(1));
      await integrations.addWebhook(webhook(1));
      expect(new Set(await integrations.clients())).toEqual(new Set([client(2), client(1)]));
      expect(await integrations.webhooks()).toEqual([webhook(1)]);
      expect(await integrations.removeClient('client1')).toBe(true);
      expect(await integrations.removeClient('client1')).toBe(false);
      expect(await integrations.clients()).toEqual([client(2)]);
      expect(await integrations.removeWebhook('hook1')).toBe(true);
      expect(await integrations.webhooks()).toEqual([]);
    });

    test('follow requests by their last change, none twice and none left out where times are equal', async () => {
      const { requests, feed } = open();
      for (const [id, at] of [
        ['r3', 1000],
        ['r1', 1000],
        ['r2', 3000],
        ['r4', 2000],
      ] as const)
        await requests.insert(`draft-${id}`, buildChange({ id }, { entries: [buildEntry(1, at)] }));
      const seen: string[] = [];
      for (let after: { changedAt: number; id: string } | undefined; ; ) {
        const page = await feed.changes({ items: [], ...(after === undefined ? {} : { after }) }, 2);
        if (page.length === 0) break;
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1);
      }
      expect(seen).toEqual(['r1', 'r3', 'r4', 'r2']);
      expect(await feed.changes({ items: ['OTHER'] }, 5)).toEqual([]);
    });
  });
}
