import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAction, type CardAction } from '../../cards/kit/action.ts';
import { textOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const [admin, auditor] = ['ou_lin', 'ou_zheng'] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };

describe('运行状况: what went wrong is mended from the card (issue 8, item 6)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  const tap = async (person: string, action: CardAction) => {
    const answer = await postEnvelope(
      bot.address,
      tapEnvelope(person, 'om_any', { value: encodeAction(action), form_value: {} }),
    );
    return { toast: answer.toast, text: answer.card === undefined ? '' : textOf(answer.card) };
  };

  test('a message that was given up is sent again and arrives once', async () => {
    office.lark.failTo('ou_chen', { status: 200, body: { code: 230013, msg: 'refused' } });
    await bot.apply('ou_li', 'QJSQ', leave);
    await bot.settle();
    await expect.poll(async () => (await office.deliveries()).dead, { timeout: 30_000 }).toBe(1);
    expect(office.chats.of('ou_chen')).toHaveLength(0);
    expect((await tap(admin, { a: 'health.open' })).text).toMatch(/1 条没能送达.*陈大勇/s);
    const delivery = (await office.stores.deliveries.unsent(9)).find(
      ({ effect }) => effect.kind === 'taskCard',
    );
    const again = { a: 'health.retry', delivery: delivery?.id ?? '' } as const;
    expect((await tap(auditor, again)).toast).toContain('只对管理员开放');
    expect((await tap(admin, again)).toast).toBe('已重新发送');
    await expect.poll(() => office.chats.of('ou_chen').length, { timeout: 30_000 }).toBe(1);
    await office.delivered();
    expect((await tap(admin, again)).toast).toBe('这条消息已经处理过了');
    expect(office.chats.of('ou_chen')).toHaveLength(1);
    expect((await tap(admin, { a: 'health.open' })).text).toContain('全部送达');
  });

  test('a right that Lark refused is named with Lark’s own link to it; other addresses are not shown', async () => {
    const help = 'https://open.feishu.cn/app/cli_x/auth?q=im:message:send_as_bot';
    const error = {
      permission_violations: [{ type: 'action_scope_required', subject: 'im:message:send_as_bot' }],
      helps: [{ url: 'https://elsewhere.example/grant' }, { url: help }],
    };
    office.lark.failTo('ou_xu', { status: 400, body: { code: 99991672, msg: 'refused', error } });
    await bot.apply('ou_he', 'QJSQ', leave);
    await bot.settle();
    await expect
      .poll(async () => (await tap(admin, { a: 'health.open' })).text, { timeout: 30_000 })
      .toContain('im:message:send_as_bot');
    const { text } = await tap(admin, { a: 'health.open' });
    expect(text).toContain(help);
    expect(text).not.toContain('elsewhere.example');
  });

  test('sizes and ages stand on it', async () => {
    const { text } = await tap(auditor, { a: 'health.open' });
    expect(text).toMatch(/申请约 \d+ 条/);
    expect(text).toMatch(/待发送 \d+ 条/);
    expect(text).toMatch(/在办最久：QJSQ-\d{8}-0001/);
  });
});
