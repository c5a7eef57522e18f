import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../config/project-root.ts';
import { labelsOf, textOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { startWorld, type World } from '../support/world.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const admin = 'ou_lin';

const names = (text: string) =>
  ['施工预案', '设备租赁', '用车申请', '工作证']
    .filter(name => text.includes(name))
    .sort((a, b) => text.indexOf(a) - text.indexOf(b));

describe('the order of the hall and the morning digest are set on cards (issue 8, points 2 and 4)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  const hall = async () => textOf((await bot.act('ou_li', { a: 'hall.open' })).card);

  test('moved items wait until they are confirmed; then the hall follows, and the change is in the record', async () => {
    const before = await hall();
    const first = await bot.act(admin, { a: 'settings.items' });
    expect(labelsOf(first.card)).toContain('大厅顺序');
    const opened = textOf((await bot.act(admin, { a: 'settings.order' })).card);
    const items = await office.stores.items.live();
    const categories = [...new Set(items.map(({ definition }) => definition.category.zh))];
    const second = categories[1] ?? '';
    expect(opened.indexOf(second)).toBeGreaterThan(opened.indexOf(categories[0] ?? ''));
    const moved = await bot.act(admin, { a: 'settings.orderMove', category: second, by: 'up' });
    expect(textOf(moved.card)).toContain('还没有生效');
    expect(textOf(moved.card).indexOf(second)).toBeLessThan(textOf(moved.card).indexOf(categories[0] ?? ''));
    expect(await hall()).toBe(before);

    const shown = await bot.act(admin, { a: 'settings.orderPreview' });
    expect(textOf(shown.card)).toMatch(/大厅里的顺序.*按发布先后/s);
    const done = await bot.tap(admin, { id: 'om_order', content: shown.card }, '确认');
    expect(done.toast).toContain('已');
    const after = await hall();
    expect(after).not.toBe(before);
    expect(after.indexOf(second)).toBeLessThan(after.indexOf(categories[0] ?? ''));
    expect(names(after).sort()).toEqual(names(before).sort());
    const audit = textOf((await bot.act(admin, { a: 'audit.open' })).card);
    expect(audit).toContain('大厅里的顺序');
  });

  test('two at once: who began from the older settings begins anew', async () => {
    await bot.act(admin, { a: 'settings.orderMove', item: 'SBZL', by: 'down' });
    const { version } = await office.stores.settings.current();
    const digest = await bot.act(
      admin,
      { a: 'settings.digestPreview', basedOn: version },
      { on: true, time: '08:30 +0800' },
    );
    expect(textOf(digest.card)).toMatch(/每日晨报.*不发 → 08:30/s);
    await bot.tap(admin, { id: 'om_digest', content: digest.card }, '确认');
    expect((await office.stores.settings.current()).digest).toEqual({ on: true, time: '08:30' });
    const opened = textOf((await bot.act(admin, { a: 'settings.order' })).card);
    expect(opened).not.toContain('还没有生效');
  });

  test('the digest’s card is reached from the reports, shows what is set, and switches it off', async () => {
    const { card } = await bot.act(admin, { a: 'settings.reports' });
    expect(textOf(card)).toContain('每日晨报');
    const form = await bot.act(admin, { a: 'settings.digest' });
    expect(JSON.stringify(form.card)).toContain('08:30');
    const { version } = await office.stores.settings.current();
    const off = await bot.act(admin, { a: 'settings.digestPreview', basedOn: version }, { on: false });
    expect(textOf(off.card)).toMatch(/每日晨报.*08:30.*不发/s);
    await bot.tap(admin, { id: 'om_off', content: off.card }, '确认');
    expect((await office.stores.settings.current()).digest).toEqual({ on: false });
    const undone = await bot.act(admin, { a: 'settings.undo', version: version + 1 });
    await bot.tap(admin, { id: 'om_undo', content: undone.card }, '确认');
    expect((await office.stores.settings.current()).digest).toEqual({ on: true, time: '08:30' });
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});

describe('the order of the hall as a file', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });

  test('goes out, and comes back compared and confirmed; what is no order is refused with the reason', async () => {
    const send = async (text: string) => {
      await world.people.upload(admin, 'file', 'hall-order.yaml', new TextEncoder().encode(text));
      await world.settle();
      return textOf((await world.lastCard(admin)).content);
    };
    await world.say(admin, '设置');
    await world.tap(admin, { a: 'settings.items' });
    await world.tap(admin, '大厅顺序');
    expect(await world.tap(admin, '导出')).toBe('已发送文件 hall-order.yaml');
    const text = new TextDecoder().decode((await world.people.files(admin)).at(-1)?.bytes);
    expect(text).toMatch(/^hall:\n {2}- category: /);
    expect(await send('hall:\n  - NOPE\n')).toContain('不是大厅顺序文件');
    expect(await send('hall:\n  - items: [NOPE]\n')).toContain('没有这些事项：NOPE');
    expect(await send('hall:\n  - items: [YCSQ, SBZL]\n')).toContain('确认更改');
    expect(await world.tap(admin, '确认')).toContain('已');
    await world.say('ou_li', '大厅');
    const hall = await world.allPages('ou_li');
    expect(hall.indexOf('用车')).toBeLessThan(hall.indexOf('设备租赁'));
    expect(world.errors).toEqual([]);
  });
});

describe('the order of the hall from a file beside the items', () => {
  test('stands from the start, and an administrator’s undo of it stands over the next', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    await cp(join(projectRoot, 'config', 'catalogue'), folder, { recursive: true });
    await writeFile(join(folder, 'hall-order.yaml'), 'hall:\n  - items: [YCSQ, SBZL]\n');
    const office = await openOffice({ catalogueDir: folder });
    try {
      const bot = await office.start();
      const hall = textOf((await bot.act('ou_li', { a: 'hall.open' })).card);
      expect(hall.indexOf('用车')).toBeLessThan(hall.indexOf('设备租赁'));
      const { version } = await office.stores.settings.current();
      const undone = await bot.act(admin, { a: 'settings.undo', version });
      await bot.tap(admin, { id: 'om_undo', content: undone.card }, '确认');
      expect((await office.stores.settings.current()).hallOrder).toBeUndefined();
      const next = await office.start();
      expect((await office.stores.settings.current()).hallOrder).toBeUndefined();
      expect([...bot.errors, ...next.errors]).toEqual([]);
    } finally {
      await office.close();
      await rm(folder, { recursive: true });
    }
  });
});
