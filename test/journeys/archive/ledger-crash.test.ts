import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bot } from '../../support/world-bot.ts';
import { startServiceProcess, type ServiceProcess } from '../../support/world-child.ts';
import { type Office, openOffice } from '../../support/world-office.ts';
import { type StoreProxy, startStoreProxy } from '../../support/world-store-proxy.ts';

const [worker, admin] = ['ou_li', 'ou_lin'] as const;
const LEAVE = { kind: 'personal', period__from: '2026-12-01', period__to: '2026-12-02', reason: '搬家' };
const A_LEASE = 61_000;
const wait = { timeout: 60_000, interval: 200 } as const;

describe('a ledger that is stopped in the middle (issue 7, item 7)', { timeout: 180_000 }, () => {
  let office: Office;
  let proxy: StoreProxy | undefined;
  let service: ServiceProcess | undefined;
  let bot: Bot;
  const sent = (person: string, words: string) => office.chats.count(person, words);
  const ledgers = () => [...office.lark.files.values()].filter(({ name }) => name.includes('台账'));

  beforeAll(async () => {
    office = await openOffice();
  }, 60_000);
  afterAll(async () => {
    await service?.kill();
    await proxy?.close();
    await office.close();
  });

  test('is made by the next process from the beginning, and comes once', async () => {
    proxy = await startStoreProxy(office.uri);
    service = await startServiceProcess({ ...office.env, MONGODB_URI: proxy.uri }, office.lark);
    const number = await service.apply(worker, 'QJSQ', LEAVE);
    const reached = proxy.stopAt('before', 'find', 'state.documentNumber');
    await service.say(admin, '台账 QJSQ 今年');
    await reached;
    await service.kill();
    expect(ledgers()).toEqual([]);

    office.clock.move(A_LEASE);
    bot = await office.start();
    await expect.poll(() => ledgers().length, wait).toBe(1);
    await bot.settle();
    expect(ledgers()).toHaveLength(1);
    const [sheet] = await readXlsxFile(Buffer.from(ledgers()[0]?.bytes ?? []));
    expect(sheet?.data.slice(1).map(row => row[0])).toEqual([number]);
  });

  test('that cannot be sent is tried three times, and then the person is told so', async () => {
    const refused = { status: 500, headers: {}, body: 'oops' };
    office.lark.fail('/im/v1/files', ...Array.from({ length: 30 }, () => refused));
    await bot.say(admin, '台账 QJSQ 今年');
    for (let tries = 0; tries < 3; tries += 1) {
      await bot.settle();
      office.clock.move(A_LEASE);
    }
    await expect.poll(() => sent(admin, '没有成功，请再试一次'), wait).toBe(1);
    expect(ledgers()).toHaveLength(1);
    expect(bot.errors).toEqual([]);
  });
});
