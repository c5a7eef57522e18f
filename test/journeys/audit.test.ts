import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { decodeAction, encodeAction, type CardAction } from '../../cards/kit/action.ts';
import { headsOf } from '../../src/application/chain.ts';
import { createRecorded } from '../../src/application/record-act.ts';
import { textOf } from '../support/card-reader.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import type { Bot } from '../support/world-bot.ts';
import { openOffice, type Office } from '../support/world-office.ts';

const [admin, worker] = ['ou_lin', 'ou_li'] as const;

describe('更改记录: every change of settings and items, chained by hash (issue 8, item 7)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start({ every: { housekeeping: 300 } });
  });
  afterAll(async () => {
    await office.close();
  });
  const open = async (person: string) => {
    const value = encodeAction({ a: 'audit.open' });
    return postEnvelope(bot.address, tapEnvelope(person, 'om_any', { value }));
  };

  test('shows who changed what and when, and that nothing is missing', async () => {
    const now = await office.stores.settings.current();
    await office.stores.settings.save({
      settings: { ...now, version: now.version + 1, auditors: [] },
      by: admin,
      at: office.clock.now(),
      summary: [{ zh: '审计员：郑丽华 → 无', en: 'Auditors: Zheng → none' }],
    });
    const text = textOf((await open(admin)).card);
    expect(text).toContain('记录完整');
    expect(text).toMatch(/管理员与角色.*林静怡.*审计员：郑丽华 → 无/s);
    expect(text).toContain('请假');
    expect((await open(worker)).card).toBeUndefined();
  });

  /** Taps as `person`; the card and the toast that come back. */
  const tap = async (person: string, action: CardAction, form: Readonly<Record<string, unknown>> = {}) => {
    const value = encodeAction(action);
    return postEnvelope(bot.address, tapEnvelope(person, 'om_any', { value, form_value: form }));
  };

  test('tokens, webhooks, the mirror and calendars stand in it with before and after, and no secret does', async () => {
    const given = await tap(admin, { a: 'integrations.clientAdd' }, { name: '台账系统', rights: ['read'] });
    const secret = /ow_[\w-]+/.exec(textOf(given.card))?.[0] ?? 'none';
    const added = await tap(
      admin,
      { a: 'integrations.webhookAdd' },
      { name: '门户', url: 'https://portal.example.com/hook?key=s3cret' },
    );
    const [client] = await office.stores.integrations.clients();
    await tap(admin, { a: 'integrations.clientRemove', client: client?.id ?? '' });
    await tap(admin, { a: 'mirror.turn', on: true });
    await tap(admin, { a: 'mirror.turn', on: true });
    const card = (await open(admin)).card;
    const text = textOf(card);
    expect(text).toMatch(/接口令牌：台账系统.*无 →/s);
    expect(text).toMatch(/接口令牌：台账系统.*→ 无/s);
    expect(text).toMatch(/回调：门户.*https:\/\/portal\.example\.com\/hook/s);
    expect(text).toMatch(/审批应用镜像.*关 → .*开|审批应用镜像.*→/s);
    expect(await office.stores.audit.find({ kind: 'mirror' }, undefined, 9)).toHaveLength(1);
    const [webhook] = await office.stores.integrations.webhooks();
    for (const hidden of [
      secret.slice(-20),
      's3cret',
      webhook?.secret ?? 'none',
      client?.secretHash ?? 'none',
    ])
      expect(JSON.stringify([card, await office.stores.audit.find({}, undefined, 99)])).not.toContain(hidden);
    expect(textOf(added.card)).toContain('门户');
  });

  test('is found by who, what, days and words; page after page', async () => {
    const find = async (form: Readonly<Record<string, unknown>>) =>
      textOf((await tap(admin, { a: 'audit.find' }, form)).card);
    expect(await find({ what: 'webhook' })).toContain('门户');
    expect(await find({ what: 'webhook' })).not.toContain('接口令牌：');
    expect(await find({ words: '台账系统' })).toContain('接口令牌：台账系统');
    expect(await find({ words: '审计员' })).toContain('审计员：郑丽华 → 无');
    expect(await find({ person: worker })).toContain('没有记录');
    expect(await find({ to: '2020-01-01' })).toContain('没有记录');
    expect((await tap(admin, { a: 'audit.find' }, { words: '台' })).toast).toContain('至少输入两个字');
    // Ten rows a page, then those behind the last of them, until all were shown once.
    const all = await changes();
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength((await office.stores.items.live()).length);
  });

  /** The pages from the newest on, as the places of their last rows. */
  const changes = async (): Promise<readonly string[]> => {
    const titles: string[] = [];
    let next: CardAction | undefined = { a: 'audit.open', what: 'items' };
    while (next !== undefined) {
      const { card } = await tap(admin, next);
      titles.push(...(textOf(card).match(/^\S.* 第 1 版$/gm) ?? []));
      next = nextPage(card);
    }
    return titles;
  };

  test('导出 holds what was looked for, safe against formulas, and stands in the record itself', async () => {
    const answer = await tap(admin, { a: 'audit.export', what: 'webhook' });
    expect(answer.toast).toContain('audit.csv');
    expect(textOf((await open(admin)).card)).toMatch(/导出.*1 条/s);
  });

  test('an act in whose middle the process died stands in it all the same, as not certain; one that changed nothing does not', async () => {
    const entry = (key: string) => ({
      key,
      at: office.clock.now(),
      by: admin,
      kind: 'client' as const,
      subject: { zh: `令牌 ${key}`, en: `Token ${key}` },
      summary: [{ zh: '权限：无 → 读取', en: 'Rights: none → read' }],
    });
    const recorded = createRecorded({
      ...office.stores,
      clock: office.clock,
      uncertain: { zh: '是否生效请核对', en: 'please check' },
    });
    const died = recorded(entry('died'), () => Promise.reject(new Error('killed')));
    await expect(died).rejects.toThrow('killed');
    await recorded(entry('idle'), async () => false, Boolean);
    await recorded(entry('done'), async () => true, Boolean);
    const lines = async () =>
      (await office.stores.audit.find({ kind: 'client' }, undefined, 50)).map(({ key, summary }) => [
        key,
        summary.length,
      ]);
    expect(await lines()).not.toContainEqual(['died', 2]);
    office.clock.move(3 * 60_000);
    await expect.poll(lines).toContainEqual(['died', 2]);
    expect(textOf((await open(admin)).card)).toMatch(/令牌 died.*是否生效请核对/s);
    expect(await lines()).toContainEqual(['done', 1]);
    expect((await lines()).map(([key]) => key)).not.toContain('idle');
  });

  test('the daily anchor shows that the newest versions were cut off', async () => {
    const anchored = await office.stores.settings.links();
    await office.stores.audit.add({
      key: 'anchor/test',
      at: office.clock.now(),
      by: 'system',
      kind: 'anchor',
      subject: { zh: '存证', en: 'Anchor' },
      summary: [],
      heads: headsOf(anchored),
    });
    const text = textOf((await open(admin)).card);
    expect(text).toMatch(/操作记录到第 \d+ 条，校验值 [0-9a-f]{16}/);
    expect(text).toContain('记录完整');
    const connection = await connectMongo(office.uri);
    const { version } = await office.stores.settings.current();
    const settings = connection.collection<{ _id: number }>('settings');
    const cut = await settings.findOne({ _id: version });
    await settings.deleteOne({ _id: version });
    expect(textOf((await open(admin)).card)).toContain(`第 ${version} 版缺失`);
    if (cut !== null) await settings.insertOne(cut);
    await connection.close();
    expect(textOf((await open(admin)).card)).toContain('记录完整');
  });

  test('a version changed behind the bot’s back shows', async () => {
    const connection = await connectMongo(office.uri);
    const { version } = await office.stores.settings.current();
    await connection
      .collection<{ _id: number }>('settings')
      .updateOne({ _id: version }, { $set: { by: 'somebody' } });
    await connection.close();
    expect(textOf((await open(admin)).card)).toContain(`管理员与角色 第 ${version} 版被改动过`);
  });

  test('存证: one each day, however often and wherever it is looked after', async () => {
    await office.start({ every: { housekeeping: 300 } });
    const days = async () =>
      (await office.stores.audit.find({ kind: 'anchor' }, undefined, 50)).filter(
        ({ key }) => key !== 'anchor/test',
      );
    await expect.poll(async () => (await days()).length).toBeGreaterThan(0);
    const { length } = await days();
    expect((await days())[0]).toMatchObject({ by: 'system', heads: expect.any(Array) });
    office.clock.move(24 * 3_600_000);
    await expect.poll(days).toHaveLength(length + 1);
  });
});

/** Where 下一页 of a card leads; undefined on the last one. */
function nextPage(card: unknown): CardAction | undefined {
  const values = [...JSON.stringify(card).matchAll(/"value":(\{[^{}]*\})/g)].map(([, json]) => json ?? '{}');
  const actions = values.map(json => decodeAction(JSON.parse(json)));
  return actions.find(action => action?.a === 'audit.open' && action.at !== undefined);
}
