import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { replay } from '../../src/core/evolve.ts';
import { labelsOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { startServiceProcess, type ServiceProcess } from '../support/world-child.ts';
import { type Office, openOffice } from '../support/world-office.ts';
import { type StoreProxy, startStoreProxy } from '../support/world-store-proxy.ts';

const leave = {
  kind: 'personal',
  period__from: '2026-12-01',
  period__to: '2026-12-02',
  reason: '搬家',
};
const A_LEASE = 61_000;

/**
 * house.md's crash table. The service runs in a process of its own and is killed (SIGKILL) where the database shows that
 * it has come to the step in question; then another instance is started on the same data.
 */
describe('the process dies', () => {
  let office: Office;
  let proxy: StoreProxy;
  let service: ServiceProcess;
  let again: Bot | undefined;
  let [worker, manager, number] = ['', '', ''];
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(async () => {
    await office.close();
  });
  /** Somebody's leave waits for his manager's decision. */
  const begin = async (applicant: string, decider: string) => {
    [worker, manager] = [applicant, decider];
    proxy = await startStoreProxy(office.uri);
    service = await startServiceProcess({ ...office.env, MONGODB_URI: proxy.uri }, office.lark);
    number = await service.apply(worker, 'QJSQ', leave);
    await office.delivered();
  };
  afterEach(async () => {
    await service.kill();
    await again?.stop();
    await proxy.close();
  });
  const approve = () => service.tap(manager, office.chats.withButton(manager, '同意'), '同意');
  /** The manager approves; the process dies at that point of it. What the manager's client got comes back. */
  const dieAt = async (when: 'before' | 'after', ...words: readonly string[]) => {
    const reached = proxy.stopAt(when, ...words);
    const answered = approve().catch(() => 'no answer');
    await reached;
    await service.kill();
    return answered;
  };
  /** Another instance, later than any lease of the dead one; waits until it has nothing left to do. */
  const startAgain = async () => {
    office.clock.move(A_LEASE);
    const bot = await office.start();
    again = bot;
    await office.delivered();
    await bot.settle();
    expect(bot.errors).toEqual([]);
    return bot;
  };
  const atTheEnd = async () => {
    const stored = await office.request(number);
    expect(stored.state.status).toBe('APPROVED');
    expect(replay(stored.timeline)).toEqual(stored.state);
    expect(stored.outbox).toEqual([]);
    expect(stored.timeline.filter(({ event }) => event.type === 'Approved')).toHaveLength(1);
    // The manager was asked once, the applicant told once: Lark keeps one message for each uuid.
    expect(office.chats.of(manager)).toHaveLength(1);
    expect(office.chats.count(worker, '已同意')).toBe(1);
    expect(labelsOf(office.chats.of(manager)[0]?.content)).not.toContain('同意');
    // So does the standard form (规范表式), however often it was drawn.
    const files = [...office.lark.messages.values()].filter(({ body }) => body['msg_type'] === 'file');
    expect(files.filter(({ body }) => body['receive_id'] === worker)).toHaveLength(1);
    expect(await office.deliveries()).toMatchObject({ pending: 0, unknown: 0, dead: 0 });
  };

  test('before the write: nothing has changed: the person sees an error, taps again, and that counts', async () => {
    await begin('ou_li', 'ou_chen');
    expect(await dieAt('before', 'update', 'requests', 'processed')).toBe('no answer');
    expect((await office.request(number)).state.status).toBe('RUNNING');
    const bot = await startAgain();
    expect(labelsOf(office.chats.of(manager)[0]?.content)).toContain('同意');
    const second = await bot.tap(manager, office.chats.withButton(manager, '同意'), '同意');
    expect(second.toast).toBe('已同意');
    await office.delivered();
    await bot.settle();
    await atTheEnd();
  }, 180_000);

  test('after the write, before the answer: it is done: the second tap is told so with the current card, and the sweep sends', async () => {
    await begin('ou_he', 'ou_xu');
    const before = office.chats.withButton(manager, '同意');
    expect(await dieAt('after', 'update', 'requests', 'processed')).toBe('no answer');
    expect((await office.request(number)).state.status).toBe('APPROVED');
    expect((await office.request(number)).outbox).not.toEqual([]);
    const bot = await startAgain();
    const second = await bot.tap(manager, before, '同意');
    expect(second.toast).toMatch(/已由.+处理|已经同意/);
    expect(labelsOf(second.card)).not.toContain('同意');
    await bot.settle();
    await atTheEnd();
  }, 180_000);

  test('after copying to deliveries, before the pull: the copy meets what is there, the pull is repeated, and each message goes out once', async () => {
    await begin('ou_hu', 'ou_sun');
    await dieAt('before', 'update', 'requests', '$pull');
    const { outbox } = await office.request(number);
    expect(outbox).not.toEqual([]);
    // A change of status is copied for webhooks only, and there are none.
    const copied = outbox.filter(({ effect }) => effect.kind !== 'statusChanged');
    expect((await office.deliveries()).pending).toBeGreaterThanOrEqual(copied.length);
    await startAgain();
    await atTheEnd();
  }, 180_000);

  test('after Lark accepted, before "sent": the lease runs out, the message is sent again with the same uuid, and Lark drops it', async () => {
    await begin('ou_zhou', 'ou_wu');
    await dieAt('before', 'update', 'deliveries', 'sent');
    const accepted = office.lark.callsTo('/im/v1/messages').length;
    expect((await office.deliveries()).pending).toBeGreaterThan(0);
    await startAgain();
    expect(office.lark.callsTo('/im/v1/messages').length).toBeGreaterThan(accepted);
    await atTheEnd();
  }, 180_000);
});
