import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formOf, labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

const worker = 'ou_li';
const meal = { people: '10', standard: '30', place: '松江工地' };
const SLOW = 120_000;

const SECRET = 'x'.repeat(43);
const applied = z.object({ number: z.string(), dueAt: z.string() });

/** By the clock on the wall of the office. */
const wall = (at: string | number) =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16);

describe('what counts by the clock of the office (services E8, E9, E10)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    // A Friday; the Monday after it is the next day with meals.
    office = await openOffice({ at: '2026-11-20T14:50+08:00' });
    bot = await office.start();
    await office.stores.integrations.addClient({
      id: 'clientdesk000',
      name: '窗口',
      secretHash: createHash('sha256').update(SECRET).digest('hex'),
      rights: ['create', 'read'],
      items: [],
      createdBy: 'ou_lin',
      createdAt: 1,
    });
  }, SLOW);
  afterAll(async () => {
    await office.close();
  });

  const apply = async (item: string, form: object) => {
    const response = await fetch(`${bot.address}/api/v1/requests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ow_clientdesk000_${SECRET}`,
        'idempotency-key': `${item}-${office.clock.now()}`,
      },
      body: JSON.stringify({ item, applicant: worker, form }),
    });
    return applied.parse(await response.json());
  };
  const cards = { kind: 'cancel', people: [{ name: '张三', unit: '大修一车间', post: '线路工' }] };

  test('E8: handed in before 15:00 cards are made the same day; after it by noon of the next working day', async () => {
    expect(wall((await apply('GZZB', cards)).dueAt)).toMatch(/^2026-11-20T1[678]:/);
    office.clock.move(20 * 60_000);
    // A Friday: the weekend lies between.
    expect(wall((await apply('GZZB', cards)).dueAt)).toBe('2026-11-23T12:00');
    office.clock.move(20 * 60_000);
  });

  test(
    'in time it is taken; later the day stands refused beside its field, and what was typed is kept',
    async () => {
      expect(await bot.apply(worker, 'TTDC', { ...meal, day: '2026-11-23' })).toMatch(/^TTDC-20261120-/);
      office.clock.move(31 * 60_000);
      const form = { id: 'om_form' };
      const opened = await bot.act(worker, { a: 'item.form', item: 'TTDC' }, undefined, form.id);
      const late = await bot.tap(worker, { ...form, content: opened.card }, '提交', {
        ...meal,
        day: '2026-11-23',
      });
      expect(textOf(late.card)).toContain('须在 2026-11-20 16:00 前提交');
      expect(formOf(late.card).values).toMatchObject({ day: '2026-11-23', place: '松江工地' });
      const mended = await bot.tap(worker, { ...form, content: late.card }, '提交', { day: '2026-11-24' });
      const done = await bot.tap(worker, { ...form, content: mended.card }, '提交');
      expect(done.toast).toMatch(/TTDC-20261120-0002/);
      expect(bot.errors).toEqual([]);
    },
    SLOW,
  );

  const told = (person: string) =>
    office.chats.of(person).filter(({ text }) => text.includes('2026年11月27日 到期')).length;

  test(
    'E9: access that runs out is told to its holder and to security, three working days before and on the last day',
    async () => {
      const { number } = await apply('RYMJ', {
        people: [{ name: '王五', unit: '外协单位' }],
        areas: ['office'],
        period: { from: '2026-11-23', to: '2026-11-27' },
        reason: '施工',
      });
      const asked = (person: string, button: string) =>
        office.chats
          .of(person)
          .findLast(({ text, content }) => text.includes(number) && labelsOf(content).includes(button));
      for (const [person, button] of [
        ['ou_chen', '同意'],
        ['ou_zhao', '办结'],
      ] as const) {
        await expect.poll(() => asked(person, button)).toBeDefined();
        const card = asked(person, button);
        if (card !== undefined) await bot.tap(person, card, button);
      }
      await expect.poll(async () => (await office.request(number)).state.status).toBe('APPROVED');
      expect([told(worker), told('ou_zhao')]).toEqual([0, 0]);
      // The evening of Tuesday, then of Friday.
      for (const [days, times] of [
        [4, 1],
        [3, 2],
      ] as const) {
        office.clock.move(days * 24 * 3_600_000 + (times === 1 ? 3 * 3_600_000 : 0));
        await expect.poll(() => [told(worker), told('ou_zhao')]).toEqual([times, times]);
      }
    },
    SLOW,
  );
});
