import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import {
  ALL_EVENTS,
  MENU_KEYS,
  NEEDED_CALLBACKS,
  NEEDED_SCOPES,
  USEFUL_SCOPES,
} from '../../src/adapters/lark/setup-lists.ts';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { KEYS } from '../support/lark/callbacks.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const admin = 'ou_lin';
const TITLE = '接入检查';
const MINUTES = 60_000;
const link = (page: string) => `https://open.feishu.cn/app/${KEYS.appId}/${page}`;

describe('the first run against a tenant (issue 8, point 9)', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(async () => {
    await office.close();
  });
  const cards = () => office.chats.of(admin).filter(each => each.text.includes(TITLE));

  test('all well: nobody is told anything, and the settings say so', async () => {
    const bot = await office.start();
    await bot.say('ou_li', '大厅');
    await bot.settle();
    office.clock.move(10 * MINUTES);
    expect(await bot.app.checkSetup()).toBe(false);
    expect(cards()).toEqual([]);
    const { card } = await bot.act(admin, { a: 'setup.open' });
    expect(textOf(card)).toMatch(/机器人能力 正常.*权限 正常.*事件订阅 正常.*回调订阅 正常.*事件送达 正常/s);
    // No API tells of the menu: said plainly, until a tap in the menu comes.
    expect(textOf(card)).toContain('没有接口能读到菜单');
    expect(textOf(card)).toContain(MENU_KEYS.join('、'));
    expect(bot.errors).toEqual([]);
  });

  test('a scope, an event and the callback are missing: one card with their pages, once, and again when that changes', async () => {
    office.lark.app.scopes.delete('im:message.urgent');
    office.lark.app.events.delete('application.bot.menu_v6');
    office.lark.app.callbacks.clear();
    const bot = await office.start();
    await bot.say('ou_li', '大厅');
    await bot.settle();
    expect(await bot.app.checkSetup()).toBe(true);
    expect(cards()).toHaveLength(1);
    const [first] = cards();
    expect(first?.text).toContain('缺少权限：im:message.urgent');
    expect(first?.text).toContain('没有订阅：application.bot.menu_v6');
    expect(first?.text).toContain('没有订阅：card.action.trigger');
    const told = JSON.stringify(first?.content);
    expect(told).toContain(`${link('auth')}?q=im%3Amessage.urgent`);
    for (const page of ['event', 'event?tab=callback', 'bot']) expect(told).toContain(`"${link(page)}"`);
    expect(labelsOf(first?.content)).toContain('重新检查');

    expect(await bot.app.checkSetup()).toBe(false);
    await bot.stop();
    const again = await office.start();
    expect(await again.app.checkSetup()).toBe(false);
    expect(cards()).toHaveLength(1);

    office.lark.app.scopes.add('im:message.urgent');
    if (first === undefined) throw new Error('no card');
    const { card } = await again.tap(admin, first, '重新检查');
    expect(textOf(card)).toContain('权限 正常');
    expect(textOf(card)).not.toContain('im:message.urgent');
    expect(await again.app.checkSetup()).toBe(true);
    office.lark.app.events.add('application.bot.menu_v6');
    office.lark.app.callbacks.add('card.action.trigger');
    // Mended: said once, too.
    expect(await again.app.checkSetup()).toBe(true);
    expect(await again.app.checkSetup()).toBe(false);
    expect(cards()).toHaveLength(3);
  });

  test('what Lark does not tell is to be compared by hand, and no reason to tell anybody', async () => {
    office.lark.app.scopes.delete('application:application:self_manage');
    office.lark.app.callbacks.clear();
    const bot = await office.start();
    await bot.say('ou_li', '大厅');
    await bot.settle();
    expect(await bot.app.checkSetup()).toBe(false);
    const { card } = await bot.act(admin, { a: 'setup.open' });
    expect(textOf(card)).toContain('飞书没有告知（需要权限 application:application:self_manage）');
    // The tap itself came by the callback.
    const { card: second } = await bot.act(admin, { a: 'setup.open' });
    expect(textOf(second)).toContain('回调订阅 正常');
  });

  test('a wrong secret: nothing can be sent, so the log says what to do, and a tap shows it', async () => {
    const refusal = { status: 200, body: { code: 10014, msg: 'app secret invalid' } };
    office.lark.fail('/tenant_access_token/internal', ...Array.from({ length: 500 }, () => refusal));
    const bot = await office.start();
    expect(await bot.app.checkSetup()).toBe(false);
    expect(bot.errors.join('\n')).toContain('Lark refuses the app id or the secret');
    expect(bot.errors.join('\n')).toContain(link('baseinfo'));
    expect(bot.errors.join('\n')).not.toContain(KEYS.appSecret);
    const { card } = await bot.act(admin, { a: 'setup.open' });
    expect(textOf(card)).toContain('飞书拒绝了 App ID 或 App Secret');
    expect(JSON.stringify(card)).toContain(link('baseinfo'));
  });

  test('events that do not arrive: told when there should have been some; the first one mends it', async () => {
    const bot = await office.start();
    expect(await bot.app.checkSetup()).toBe(false);
    office.clock.move(10 * MINUTES);
    expect(await bot.app.checkSetup()).toBe(true);
    expect(cards()[0]?.text).toContain('还没有收到过飞书的任何事件');
    await bot.say('ou_li', '大厅');
    await bot.settle();
    expect(await bot.app.checkSetup()).toBe(true);
    expect(cards()).toHaveLength(2);
    expect(cards()[1]?.text).toContain('事件送达 正常');
    // Another instance, later: what came once is known.
    await bot.stop();
    const again = await office.start();
    office.clock.move(10 * MINUTES);
    expect(await again.app.checkSetup()).toBe(false);
  });

  test('it looks by itself at the start', async () => {
    office.lark.app.scopes.delete('im:resource');
    await office.start({ firstRun: true });
    await expect.poll(() => cards().length, { timeout: 15_000 }).toBe(1);
  });

  test('only for those who see how the service does', async () => {
    const bot = await office.start();
    const refused = await bot.act('ou_li', { a: 'setup.open' });
    expect(refused.toast).toContain('只对管理员开放');
    expect(refused.card).toBeUndefined();
  });
});

test('the README has the lists to paste as the bot checks them', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const pasted: unknown = JSON.parse(/```json\n([^`]*"scopes"[^`]*)```/.exec(readme)?.[1] ?? '{}');
  expect(pasted).toEqual({ scopes: { tenant: [...NEEDED_SCOPES, ...USEFUL_SCOPES], user: [] } });
  for (const name of [...ALL_EVENTS, ...NEEDED_CALLBACKS, ...MENU_KEYS])
    expect(readme).toContain(`\`${name}\``);
});
