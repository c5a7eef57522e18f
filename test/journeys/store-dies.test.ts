import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { createMongoStores } from '../../src/adapters/mongo/stores.ts';
import { startServiceProcess, type ServiceProcess } from '../support/world-child.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const PEOPLE = ['ou_li', 'ou_he', 'ou_hu', 'ou_zhou'];

/** The bot on its own store, whose process is killed under it, as when the machine runs out of memory. */
describe('the embedded store dies while people apply', () => {
  let office: Office;
  let service: ServiceProcess;
  let dataDir = '';
  beforeAll(async () => {
    office = await openOffice();
    dataDir = mkdtempSync(join(tmpdir(), 'ow-store-dies-'));
    const { MONGODB_URI: _, ...env } = office.env;
    service = await startServiceProcess({ ...env, DATA_DIR: dataDir }, office.lark);
  });
  afterAll(async () => {
    await service.terminate();
    await office.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Kills the store's process; where it is being started just then, when it has the folder. */
  const killStore = (): Promise<void> =>
    vi.waitFor(() => {
      const owner: unknown = JSON.parse(readFileSync(join(dataDir, 'store', 'store.lock'), 'utf8'));
      const pid = typeof owner === 'object' && owner !== null && 'pid' in owner ? Number(owner.pid) : 0;
      if (pid === 0 || !process.kill(pid, 'SIGKILL')) throw new Error('nobody has the folder');
    }, 180_000);
  /** Somebody who applies again when the bot could not do it. */
  const apply = async (person: string): Promise<string> => {
    for (;;) {
      const form = { kind: 'personal', period__from: '2026-12-01', period__to: '2026-12-02', reason: '搬家' };
      const number = await service.apply(person, 'QJSQ', form).catch(() => undefined);
      if (number !== undefined) return number;
    }
  };

  test('the bot goes on without a restart; every request that was acknowledged is there, and its approver is asked', {
    timeout: 300_000,
  }, async () => {
    const acknowledged: string[] = [];
    for (const person of PEOPLE) {
      const applying = apply(person);
      await wait(Math.random() * 300);
      await killStore();
      acknowledged.push(await applying);
    }
    const socket = encodeURIComponent(join(dataDir, 'store', 'store.sock'));
    const connection = await connectMongo(`mongodb://${socket}/onewindow?directConnection=true`);
    const { requests, deliveries } = createMongoStores(connection);
    for (const number of acknowledged)
      expect((await requests.loadByNumber(number))?.state.status).toBe('RUNNING');
    await vi.waitFor(
      async () => {
        expect(await requests.withOutbox(1)).toEqual([]);
        expect((await deliveries.counts()).pending).toBe(0);
      },
      // a delivery whose end was not written down is taken up when its lease runs out
      { timeout: 120_000, interval: 100 },
    );
    expect(await deliveries.counts()).toMatchObject({ unknown: 0, dead: 0 });
    await connection.close();
  });
});
