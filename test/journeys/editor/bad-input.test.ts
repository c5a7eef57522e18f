import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../../support/card-reader.ts';
import { envelope } from '../../support/lark/callbacks.ts';
import { postEnvelope } from '../../support/world-callbacks.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

const admin = 'ou_lin';
/** A message of its own, whose card changes with each tap. */
const ON = { id: 'om_editor' };

describe('what cannot work is refused, or shown with the way out (issue 8, bad input)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  const open = (item: string, part: string) => bot.act(admin, { a: 'edit.open', item, part });
  const save = (item: string, part: string, form: object) =>
    bot.act(admin, { a: 'edit.save', item, part }, form);
  const publish = async (item: string) => {
    const shown = await bot.act(admin, { a: 'edit.review', item });
    const done = await bot.tap(admin, { ...ON, content: shown.card }, '确认');
    return done.toast ?? '';
  };

  test('a flow in which nobody ever does anything', async () => {
    await bot.act(
      admin,
      { a: 'edit.newSave' },
      { code: 'KONG', nameZh: '空流程', categoryZh: '综合', departmentZh: '办公室' },
    );
    await save('KONG', 'newField', { labelZh: '事由', type: 'text', required: true });
    await save('KONG', 'newNode/end', { kind: 'exclusive', nodeNameZh: '分支' });
    const { card } = await bot.act(admin, { a: 'edit.review', item: 'KONG' });
    expect(textOf(card)).toContain('流程里还没有任何环节');
    expect(labelsOf(card)).not.toContain('确认');
    const overview = await open('KONG', '');
    expect(textOf(overview.card)).toContain('流程里还没有任何环节');
    expect(labelsOf(overview.card)).toContain('去修改');
    await bot.act(admin, { a: 'edit.discard', item: 'KONG' });
  });

  test('a flow that never ends, since two items start each other', async () => {
    await save('GZZB', 'newNode/end', { kind: 'subrequests', nodeNameZh: '再来一遍' });
    await save('GZZB', 'node/node1', { nodeNameZh: '再来一遍', starts: ['RZYJ'] });
    const { card } = await bot.act(admin, { a: 'edit.review', item: 'GZZB' });
    expect(textOf(card)).toContain('事项互相发起，成了圈');
    expect(labelsOf(card)).not.toContain('确认');
    await bot.act(admin, { a: 'edit.discard', item: 'GZZB' });
  });

  test('a role emptied, or taken away, while a flow needs it', async () => {
    const { version } = await office.stores.settings.current();
    const emptied = await bot.act(
      admin,
      { a: 'settings.rolePreview', role: 'finance', basedOn: version },
      { members: [] },
    );
    const removed = await bot.act(admin, { a: 'settings.roleRemove', role: 'finance' });
    for (const { card } of [emptied, removed]) {
      expect(textOf(card)).toContain('流程');
      expect(labelsOf(card)).not.toContain('确认');
    }
    expect((await office.stores.settings.current()).version).toBe(version);
  });

  test('a roll-back to a version whose people left: shown who, and where to name others', async () => {
    await open('SBZL', 'newWho/finance');
    await save('SBZL', 'newWho/finance', { whoKind: 'people' });
    await save('SBZL', 'selector/finance/1', { people: ['ou_zhou'] });
    expect(await publish('SBZL')).toBe('已发布，第 2 版');
    const back = await bot.act(admin, { a: 'settings.rollback', item: 'SBZL', version: 1 });
    expect((await bot.tap(admin, { ...ON, content: back.card }, '确认')).toast).toBe('已发布，第 3 版');

    const user = office.lark.directory.users.get('ou_zhou');
    office.lark.directory.users.delete('ou_zhou');
    await postEnvelope(bot.address, envelope('contact.user.deleted_v3', { object: user }));
    await bot.settle();
    const { card } = await bot.act(admin, { a: 'settings.rollback', item: 'SBZL', version: 2 });
    expect(textOf(card)).toMatch(/周晓燕.*已离职或不在通讯录，请先换人/s);
    expect(textOf(card)).toContain('编辑内容 → 流程');
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
