import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const [worker, manager] = ['ou_li', 'ou_chen'];
const MESSAGES = '/im/v1/messages/';
const DAY = 86_400_000;

/** What users of other systems complain about at Lark's door (peers.md, 13 and 14): it does not happen here. */
describe('complaints about cards of other systems', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });

  const asked = async () => {
    const number = await bot.apply(worker, 'QJSQ', leave);
    await office.delivered();
    return { number, card: office.chats.withButton(manager, '同意') };
  };
  const patchesOf = (id: string) =>
    office.lark.callsTo(`${MESSAGES}${id}`).filter(call => call.method === 'PATCH').length;

  test('peers complaint 13: the answer to a tap holds the new card; the card does not flip back', async () => {
    const { card } = await asked();
    const before = patchesOf(card.id);
    const answered = await bot.tap(manager, card, '同意');
    expect(answered.status).toBe(200);
    expect(labelsOf(answered.card)).not.toContain('同意');
    await bot.settle();
    await office.delivered();
    // The tapped message was not patched besides: that would have put the old card back in its place.
    expect(patchesOf(card.id)).toBe(before);
    expect(office.chats.of(manager).find(({ id }) => id === card.id)?.text).toContain('已同意');
  });

  test('peers complaint 13: tapped again after an error was seen, it is one decision and no reproach', async () => {
    const { number, card } = await asked();
    await bot.tap(manager, card, '同意');
    const again = await bot.tap(manager, card, '同意');
    expect(again.status).toBe(200);
    expect(again.toast).toContain('陈大勇');
    const decided = (await office.request(number)).timeline.filter(({ event }) => event.type === 'Approved');
    expect(decided.map(({ by }) => by)).toEqual([manager]);
  });

  test('peers complaint 13: cards that could not be patched lose no approval, and their buttons go on working', async () => {
    const { number, card } = await asked();
    office.lark.fail(MESSAGES, ...Array.from({ length: 4 }, () => 'dropBefore' as const));
    await bot.say(worker, `催办 ${number}`);
    await bot.settle();
    expect((await bot.tap(manager, card, '同意')).toast).toBe('已同意');
    expect(bot.errors).toEqual([]);
    expect((await fetch(`${bot.address}/healthz`)).status).toBe(200);
  });

  test('peers complaint 14: what waits for forty days is still there, and can be decided', async () => {
    const { number, card } = await asked();
    office.clock.move(40 * DAY);
    await bot.app.fireDueRules();
    await bot.settle();
    expect((await office.request(number)).state.status).toBe('RUNNING');
    const answered = await bot.tap(manager, card, '同意');
    expect(answered.toast).toBe('已同意');
  });

  test('peers complaint 14: times are those of the service’s zone, and words are taken in any case', async () => {
    const { number } = await asked();
    const { state } = await office.request(number);
    const hour = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit',
    }).format(state.submittedAt);
    await bot.say(worker, `/STATUS ${number.toLowerCase()}`);
    await bot.settle();
    expect(office.chats.of(worker).at(-1)?.text).toContain(hour);
  });
});
