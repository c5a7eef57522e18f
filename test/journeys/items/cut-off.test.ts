import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

const worker = 'ou_li';
const meal = { people: '10', standard: '30', place: '松江工地' };
const SLOW = 120_000;

describe('团体订餐 until 16:00 of the working day before (services E10)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    // A Friday; the Monday after it is the next day with meals.
    office = await openOffice({ at: '2026-11-20T15:30+08:00' });
    bot = await office.start();
  }, SLOW);
  afterAll(async () => {
    await office.close();
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
});
