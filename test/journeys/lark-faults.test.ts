import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const MINUTE = 60_000;
const refusal = (code: number, status = 200, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  body: { code, msg: 'refused' },
});

/** What Lark does wrong, or the net between (lark.md 4). Each person has each message once. */
describe('Lark answers', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  /** Puts off what failed until later, and waits. */
  const afterAWhile = async () => {
    await bot.settle();
    office.clock.move(MINUTE);
    await office.delivered();
    await bot.settle();
  };

  test.each([
    [
      '429 and how long to wait',
      'ou_li',
      'ou_chen',
      [refusal(99991400, 429, { 'x-ogw-ratelimit-reset': '1' })],
    ],
    ['that the token is no longer valid', 'ou_he', 'ou_xu', [refusal(99991663, 400)]],
    ['200 and a code that may pass', 'ou_hu', 'ou_sun', [refusal(230049), refusal(230049)]],
    ['500 without a word', 'ou_zhou', 'ou_wu', [{ status: 500, body: 'oops' }]],
    [
      'nothing: the socket is dropped before the message was taken',
      'ou_jiang',
      'ou_lin',
      ['dropBefore'] as const,
    ],
    ['nothing: the socket is dropped after it was taken', 'ou_zhao', 'ou_fang', ['dropAfter'] as const],
    [
      'nothing, again and again, though it took the message',
      'ou_gao',
      'ou_shen',
      Array.from({ length: 5 }, () => 'dropAfter' as const),
    ],
  ])('%s: the approver has one card', async (_, applicant, approver, faults) => {
    office.lark.failTo(approver, ...faults);
    await bot.apply(applicant, 'QJSQ', leave);
    await afterAWhile();
    expect(office.chats.of(approver)).toHaveLength(1);
    expect(await office.deliveries()).toMatchObject({ pending: 0, unknown: 0, dead: 0 });
  });

  test('that a person cannot be reached: it is listed as not delivered, and nothing else suffers', async () => {
    office.lark.failTo('ou_chen', refusal(230013));
    const number = await bot.apply('ou_wang', 'QJSQ', leave);
    await afterAWhile();
    expect(await office.deliveries()).toMatchObject({ dead: 1, unknown: 0 });
    const [listed] = await office.stores.deliveries.unsent(10);
    expect(listed).toMatchObject({ status: 'dead', error: 'lark.person', effect: { to: 'ou_chen' } });
    expect((await office.request(number)).state.status).toBe('RUNNING');
  });

  test('nothing for an hour: the outcome is unknown, so it is listed and not sent again', async () => {
    office.lark.failTo('ou_xu', ...Array.from({ length: 3 }, () => 'dropAfter' as const));
    await bot.apply('ou_yang', 'QJSQ', leave);
    await expect.poll(() => office.lark.sendsTo('ou_xu').length, { timeout: 30_000 }).toBeGreaterThan(0);
    await bot.settle();
    const sent = office.chats.of('ou_xu').length;
    office.clock.move(61 * MINUTE);
    await office.delivered();
    expect(await office.deliveries()).toMatchObject({ unknown: 1 });
    expect(office.chats.of('ou_xu')).toHaveLength(sent);
    expect(await office.stores.deliveries.unsent(10)).toEqual(
      expect.arrayContaining([expect.objectContaining({ status: 'unknown' })]),
    );
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
