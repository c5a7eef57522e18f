import { expect, test } from 'vitest';
import { createWatchdog } from '../../../src/application/watchdog.ts';
import { memoryStores } from '../../support/stores.ts';
import { quietLog } from '../../support/stores-core.ts';
import { buildChange, buildTask } from '../../support/stores-data.ts';

test('a running request that waits for nobody is told to every administrator, once', async () => {
  const stores = memoryStores();
  const settings = { version: 1, administrators: ['ou_a', 'ou_b'], roles: {} };
  await stores.settings.save({ settings, by: 'system', at: 1, summary: [] });
  await stores.requests.insert('fine', buildChange({ id: 'fine', tasks: [buildTask()] }));
  await stores.requests.insert('stuck', buildChange({ id: 'stuck', tasks: [] }));
  const told: string[] = [];
  const watch = createWatchdog({
    ...stores,
    messenger: {
      send: async target => {
        told.push(target.kind === 'person' ? target.openId : '');
        return { messageId: 'om' };
      },
    },
    card: async stored => ({ id: stored.state.id }),
    clock: { now: () => 2 },
    log: quietLog,
  });
  expect(await watch()).toBe(1);
  expect(await watch()).toBe(0);
  expect(told).toEqual(['ou_a', 'ou_b']);
});
