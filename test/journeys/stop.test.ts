import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServiceProcess } from '../support/world-child.ts';
import { labelsOf } from '../support/card-reader.ts';
import { startStoreProxy } from '../support/world-store-proxy.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const PEOPLE = ['ou_li', 'ou_wang', 'ou_zhang', 'ou_he', 'ou_luo', 'ou_yang', 'ou_hu', 'ou_zhou', 'ou_jiang'];
const EACH = 8;
const STOP_MS = 20_000;

describe('the service is told to stop', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(async () => {
    await office.close();
  });

  test('under load: it ends well and in time, and what it acknowledged is done after the next start', async () => {
    const service = await startServiceProcess(office.env, office.lark);
    const acknowledged = new Map<string, number>();
    const load = PEOPLE.flatMap(person =>
      Array.from({ length: EACH }, async () => {
        const answered = await service.say(person, '大厅').catch(() => undefined);
        if (answered?.status === 200) acknowledged.set(person, (acknowledged.get(person) ?? 0) + 1);
      }),
    );
    await Promise.race(load);
    const { code, tookMs } = await service.terminate();
    await Promise.all(load);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(STOP_MS);

    office.clock.move(61_000);
    const bot = await office.start();
    const missing = () =>
      [...acknowledged].filter(([person, count]) => office.chats.of(person).length < count).length;
    await expect.poll(missing, { timeout: 30_000 }).toBe(0);
    await bot.settle();
    for (const person of PEOPLE) expect(office.chats.of(person).length).toBeLessThanOrEqual(EACH);
    expect(bot.errors).toEqual([]);
    await bot.stop();
  }, 180_000);
});

/** Starting on another engine takes longer, and each of these waits for a slow database on top. */
const SLOW = { timeout: 60_000 };

describe('the database is slow', SLOW, () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(async () => {
    await office.close();
  });

  const slowly = async () => {
    const proxy = await startStoreProxy(office.uri);
    const bot = await office.start({ uri: proxy.uri, tapBudgetMs: 2_500 });
    const number = await bot.apply('ou_li', 'QJSQ', leave);
    await office.delivered();
    const card = office.chats.withButton('ou_chen', '同意');
    // Only the saving of the decision: longer than a tap may take (2.5 s).
    proxy.slowDown(3_500, 'update', 'requests', 'processed');
    return { proxy, bot, number, card };
  };
  const shown = (id: string) => office.chats.of('ou_chen').find(each => each.id === id)?.content;

  test('the approver reads 处理中, and his card changes once the decision is saved', async () => {
    const { proxy, bot, number, card } = await slowly();
    const answered = await bot.tap('ou_chen', card, '同意');
    expect(answered.toast).toBe('处理中');
    expect(answered.card).toBeUndefined();
    await expect.poll(() => labelsOf(shown(card.id)), { timeout: 30_000 }).not.toContain('同意');
    expect((await office.request(number)).state.status).toBe('APPROVED');
    await bot.stop();
    await proxy.close();
    expect(bot.errors).toEqual([]);
  });

  test('and it is told to stop just then: the decision is saved and shown before it ends', async () => {
    const { proxy, bot, number, card } = await slowly();
    expect((await bot.tap('ou_chen', card, '同意')).toast).toBe('处理中');
    await bot.stop();
    expect((await office.request(number)).state.status).toBe('APPROVED');
    expect(labelsOf(shown(card.id))).not.toContain('同意');
    await proxy.close();
    expect(bot.errors).toEqual([]);
  });

  test('a late refusal leaves nobody with 处理中 alone: the request is shown as it is', async () => {
    const { proxy, bot, number, card } = await slowly();
    const { state } = await office.request(number);
    await bot.act('ou_li', { a: 'request.withdraw', request: state.id });
    await expect
      .poll(async () => (await office.request(number)).state.status, { timeout: 30_000 })
      .toBe('CANCELED');
    proxy.slowDown(3_500, 'find', 'requests');
    expect((await bot.tap('ou_chen', card, '同意')).toast).toBe('处理中');
    await expect.poll(() => labelsOf(shown(card.id)), { timeout: 30_000 }).not.toContain('同意');
    await bot.stop();
    await proxy.close();
  });
});

describe('an event fails', () => {
  test('its answer comes after a restart', async () => {
    const office = await openOffice();
    const bot = await office.start();
    office.lark.failTo('ou_li', ...Array.from({ length: 3 }, () => ({ status: 503, body: '' })));
    await bot.say('ou_li', '大厅');
    await expect.poll(() => office.lark.sendsTo('ou_li').length, { timeout: 30_000 }).toBe(3);
    await bot.stop();
    expect(office.chats.of('ou_li')).toEqual([]);
    office.clock.move(61_000);
    const again = await office.start();
    await expect.poll(() => office.chats.of('ou_li').length, { timeout: 30_000 }).toBe(1);
    await again.settle();
    expect(office.chats.of('ou_li')[0]?.text).toContain('施工预案');
    await office.close();
  }, 180_000);
});

describe('Lark does not answer while an instance is told to stop', () => {
  test('the next one goes on with what was under way, in moments', async () => {
    const office = await openOffice();
    const service = await startServiceProcess(office.env, office.lark);
    office.lark.failTo('ou_li', 'hang');
    await service.say('ou_li', '大厅');
    await expect.poll(() => office.lark.sendsTo('ou_li').length, { timeout: 30_000 }).toBe(1);
    const { code, tookMs } = await service.terminate();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(STOP_MS);
    expect(office.chats.of('ou_li')).toEqual([]);
    // The clock is not moved: were it a crash, its lease would keep this for a minute.
    const next = await office.start();
    await expect.poll(() => office.chats.of('ou_li').length, { timeout: 30_000 }).toBe(1);
    expect(next.errors).toEqual([]);
    await office.close();
  }, 180_000);
});
