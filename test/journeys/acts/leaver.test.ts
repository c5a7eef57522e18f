import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, chen, item, step, sun, worker } from '../../support/acts-world.ts';
import { envelope } from '../../support/lark/callbacks.ts';
import type { Bot } from '../../support/world-bot.ts';
import { postEnvelope } from '../../support/world-callbacks.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 陈大勇 leaves; 高卫民 is his manager. */
const manager = 'ou_gao';

describe('somebody leaves, and Lark tells it (semantics C9, peers complaints 8 and 9)', () => {
  let office: Office;
  let bot: Bot;
  let catalogueDir: string;
  let [running, decided] = ['', ''];
  beforeAll(async () => {
    catalogueDir = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    await writeFile(join(catalogueDir, 'one.yaml'), item('ONE', [step('a', [chen]), step('b', [sun])]));
    office = await openOffice({ catalogueDir });
    const user = office.lark.directory.users.get(chen);
    if (user !== undefined) office.lark.directory.users.set(chen, { ...user, leader_user_id: manager });
    bot = await office.start();
    decided = await bot.apply(worker, 'ONE', { what: '先办的' });
    await office.delivered();
    await bot.tap(chen, office.chats.withButton(chen, '同意'), '同意', { opinion: '我看过了' });
    running = await bot.apply(worker, 'ONE', { what: '等着的' });
    await office.delivered();
  });
  afterAll(async () => {
    await office.close();
    await rm(catalogueDir, { recursive: true, force: true });
  });

  const leaves = async () => {
    const user = office.lark.directory.users.get(chen);
    office.lark.directory.users.delete(chen);
    await postEnvelope(bot.address, envelope('contact.user.deleted_v3', { object: user }));
    await bot.settle();
    await office.delivered();
  };

  test('what waits for him goes to his manager by itself; who handed over and from whom stands in the history', async () => {
    await leaves();
    const { state, timeline } = await office.request(running);
    expect(state.tasks.filter(({ status }) => status === 'PENDING').map(({ actor }) => actor)).toEqual([
      manager,
    ]);
    expect(timeline.map(({ event }) => event.type)).toContain('HandedOver');
    expect(office.chats.count(manager, '陈大勇 已离职，其事务交接给您')).toBe(1);
    const card = office.chats.withButton(manager, '同意');
    expect((await bot.tap(manager, card, '同意')).toast).toBe('已同意');
  });

  test('what he decided stays his', async () => {
    const { state } = await office.request(decided);
    expect(state.tasks.find(({ actor }) => actor === chen)).toMatchObject({
      status: 'APPROVED',
      opinion: '我看过了',
    });
  });

  test('the flow that named him names his manager, in a new version; running requests keep theirs', async () => {
    const [newest] = await office.stores.items.history('ONE');
    expect(newest?.definition).toMatchObject({ version: 2, flow: [{ who: [{ people: [manager] }] }, {}] });
    expect((await office.request(running)).state.itemVersion).toBe(1);
    const next = await bot.apply(worker, 'ONE', { what: '后来的' });
    expect((await office.request(next)).state.tasks.map(({ actor }) => actor)).toEqual([manager]);
  });

  test('the administrators see what went where, and nothing is left to retry', async () => {
    expect(office.chats.count(admin, '离职交接')).toBe(1);
    const seen = office.chats.of(admin).find(({ text }) => text.includes('离职交接'))?.text ?? '';
    expect(seen).toContain(running);
    expect(seen).toContain('流程改由接手人办理');
    expect(seen).not.toContain('重试');
  });

  test('told again by Lark, nothing happens twice', async () => {
    const before = (await office.request(running)).version;
    await leaves();
    expect((await office.request(running)).version).toBe(before);
    expect((await office.stores.items.history('ONE'))[0]?.definition.version).toBe(2);
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
