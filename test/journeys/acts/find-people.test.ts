import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chen, item, step, worker, wu } from '../../support/acts-world.ts';
import { textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 欧阳芷若 sits in another workshop, behind a hundred others. */
const far = 'ou_ouyang';

const offers = (content: unknown, id: string) => JSON.stringify(content).includes(`{"value":"${id}"}`);

describe('a picker reaches anybody in a large organisation (issue 3, pickers)', () => {
  let office: Office;
  let bot: Bot;
  let catalogueDir: string;
  beforeAll(async () => {
    catalogueDir = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    const choose = `{ kind: step, id: b, name: { zh: 环节b, en: Step b }, who: [{ kind: previousChooses }] }`;
    await writeFile(join(catalogueDir, 'one.yaml'), item('ONE', [step('a', [chen]), choose]));
    office = await openOffice({ catalogueDir });
    for (let n = 0; n < 100; n += 1)
      office.lark.directory.users.set(`ou_many${n}`, {
        open_id: `ou_many${n}`,
        name: `丁${String(n).padStart(3, '0')}`,
        department_ids: ['od_office'],
      });
    office.lark.directory.users.set(far, { open_id: far, name: '欧阳芷若', department_ids: ['od_office'] });
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
    await rm(catalogueDir, { recursive: true, force: true });
  });

  const card = (person: string, label: string) => office.chats.withButton(person, label);
  test('转交: found by the first letters of the pinyin; what was typed is kept', async () => {
    await bot.apply(worker, 'ONE', { what: '试一试' });
    await office.delivered();
    await bot.tap(chen, card(chen, '转交'), '转交');
    const form = card(chen, '找人');
    expect(offers(form.content, far)).toBe(false);
    await bot.tap(chen, form, '找人', { find_to: 'oyzr', reason: '出差一周' });
    const found = card(chen, '找人');
    expect(offers(found.content, far)).toBe(true);
    expect(textOf(found.content)).toContain('与“oyzr”相符的 1 人');
    expect(JSON.stringify(found.content)).toContain('出差一周');
    const done = await bot.tap(chen, found, '转交', { to: far });
    expect(done.toast).toBe('已转交给欧阳芷若');
  });

  test('加签: people found one after the other stay chosen', async () => {
    await bot.apply(worker, 'ONE', { what: '再试' });
    await office.delivered();
    await bot.tap(chen, card(chen, '加签'), '加签');
    await bot.tap(chen, card(chen, '找人'), '找人', { people: [wu], find_people: '欧阳' });
    const found = card(chen, '找人');
    expect(offers(found.content, far)).toBe(true);
    const toast = await bot.tap(chen, found, '加签', { people: [wu, far], position: 'parallel' });
    expect(toast.toast).toBe('已加签：吴慧敏、欧阳芷若');
  });

  test('the next step’s people are found on the approval card, and the opinion stays', async () => {
    await bot.apply(worker, 'ONE', { what: '三试' });
    await office.delivered();
    await bot.tap(chen, card(chen, '同意'), '找人', { find_next_b: '芷若', opinion: '请细看' });
    const found = card(chen, '找人');
    expect(JSON.stringify(found.content)).toContain('请细看');
    const done = await bot.tap(chen, found, '同意', { next_b: far, opinion: '请细看' });
    expect(done.toast).toBe('已同意');
  });

  test('nobody fits: it says so, and nothing is lost', async () => {
    await bot.apply(worker, 'ONE', { what: '四试' });
    await office.delivered();
    await bot.tap(chen, card(chen, '委派'), '委派');
    await bot.tap(chen, card(chen, '找人'), '找人', { find_to: '查无此人', opinion: '怎么看' });
    const again = card(chen, '找人');
    expect(textOf(again.content)).toContain('没有找到“查无此人”');
    expect(JSON.stringify(again.content)).toContain('怎么看');
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
