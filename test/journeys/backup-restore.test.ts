import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../config/env.ts';
import { projectRoot } from '../../config/project-root.ts';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import { startBot } from '../support/world-bot.ts';
import { startServiceProcess } from '../support/world-child.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const KEY = 'a passphrase of the office';
const leave = { kind: 'personal', period__from: '2026-12-01', period__to: '2026-12-02', reason: '搬家' };
const log = { info: () => undefined, warn: () => undefined };

type Collections = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** Every document of every collection, and every index, of the store in this folder, which nobody serves. */
async function contentsOf(dataDir: string): Promise<Collections> {
  const store = await startEmbeddedStore({ dataDir, log });
  const client = await MongoClient.connect(store.uri);
  try {
    const found = new Map<string, ReadonlyMap<string, unknown>>();
    const { databases } = await client.db('admin').admin().listDatabases();
    for (const { name: database } of databases)
      for (const { name } of await client.db(database).listCollections().toArray()) {
        const collection = client.db(database).collection(name);
        const documents = await collection.find().toArray();
        const indexes = await collection.indexes();
        found.set(
          `${database}.${name}`,
          new Map([
            ...documents.map(({ _id, ...rest }) => [`document ${String(_id)}`, rest] as const),
            ...indexes.map(index => [`index ${String(index.name)}`, index] as const),
          ]),
        );
      }
    return found;
  } finally {
    await client.close();
    await store.stop();
  }
}

/** `npm run store:restore -- <file> --data <folder>`: how it ended, and what it said. */
function restore(file: string, dataDir: string, key?: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, BACKUP_KEY: key };
  const command = ['run', '--silent', 'store:restore', '--', file, '--data', dataDir];
  return new Promise(done => {
    execFile('npm', command, { cwd: projectRoot, env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

describe('backup, kill, restore, compare (issue 8, point 8)', () => {
  let office: Office;
  let home = '';
  let environment: Readonly<Record<string, string>>;
  let before: Collections;
  const filled = () => join(home, 'filled');
  const running: string[] = [];

  /** A day at the office through the bot's door, kept in the bot's own store. */
  beforeAll(async () => {
    office = await openOffice();
    home = mkdtempSync(join(tmpdir(), 'ow-backup-'));
    const { MONGODB_URI: _, ...env } = office.env;
    environment = { ...env, ADMIN_OPEN_IDS: 'ou_lin' };
    // Without housekeeping the day's backup waits for the service that will be killed.
    const every = { housekeeping: Infinity };
    const bot = await startBot(readEnv({ ...environment, DATA_DIR: filled() }), office.clock, office.lark, {
      every,
    });
    for (const person of ['ou_li', 'ou_wang', 'ou_he', 'ou_luo']) {
      await bot.say(person, '大厅');
      running.push(await bot.apply(person, 'QJSQ', leave));
    }
    await bot.settle();
    await bot.tap('ou_chen', office.chats.withButton('ou_chen', '同意'), '同意');
    await bot.tap('ou_xu', office.chats.withButton('ou_xu', '拒绝'), '拒绝', { opinion: '人手不够' });
    const form = await bot.act('ou_yang', { a: 'item.form', item: 'QJSQ' }, undefined, 'om_form');
    await bot.tap('ou_yang', { id: 'om_form', content: form.card }, '保存草稿', { reason: '还没想好' });
    const shown = await bot.act(
      'ou_lin',
      { a: 'settings.rolePreview', role: 'finance', basedOn: 1 },
      { members: ['ou_wu'] },
    );
    await bot.tap('ou_lin', { id: 'om_shown', content: shown.card }, '确认');
    await bot.act('ou_lin', { a: 'settings.itemSwitch', item: 'YCSQ', on: false });
    await bot.settle();
    await bot.stop();
    before = await contentsOf(filled());
  }, 300_000);
  afterAll(async () => {
    await office.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('the day left something in every kind of collection that people fill', () => {
    for (const name of [
      'requests',
      'deliveries',
      'sent_cards',
      'inbox',
      'drafts',
      'counters',
      'settings',
      'item_versions',
      'jobs',
    ]) {
      const documents = [...(before.get(`onewindow.${name}`)?.keys() ?? [])].filter(key =>
        key.startsWith('document'),
      );
      expect(documents.length, name).toBeGreaterThan(0);
    }
  });

  test.each([
    ['as it is', {}],
    ['encrypted', { BACKUP_KEY: KEY }],
  ])(
    '%s: the daily copy brings back every document of every collection',
    async (_, variables) => {
      const key = 'BACKUP_KEY' in variables ? variables.BACKUP_KEY : undefined;
      const [dataDir, backups, fresh] = ['data', 'backups', 'fresh'].map(name =>
        join(home, `${name}-${key ?? ''}`),
      );
      if (dataDir === undefined || backups === undefined || fresh === undefined)
        throw new Error('no folders');
      cpSync(filled(), dataDir, { recursive: true });
      const env = { ...environment, ...variables, BACKUP_DIR: backups };
      const service = await startServiceProcess({ ...env, DATA_DIR: dataDir }, office.lark);
      const made = () =>
        (existsSync(backups) ? readdirSync(backups) : []).filter(name => /\.store(\.enc)?$/.test(name));
      await expect.poll(made, { timeout: 60_000 }).toHaveLength(1);
      await service.kill();

      const file = join(backups, made()[0] ?? '');
      if (key !== undefined) {
        expect(readFileSync(file).includes('搬家')).toBe(false);
        expect(await restore(file, fresh)).toMatchObject({
          code: 1,
          said: expect.stringContaining('is encrypted: give its key as BACKUP_KEY'),
        });
        expect(await restore(file, fresh, 'another passphrase')).toMatchObject({
          code: 1,
          said: expect.stringContaining(
            'cannot be decrypted: the key is another one, or the file is damaged',
          ),
        });
      }
      expect(await restore(file, fresh, key)).toMatchObject({
        code: 0,
        said: expect.stringContaining('restored: '),
      });

      const [left, after] = [await contentsOf(dataDir), await contentsOf(fresh)];
      expect([...after.keys()].sort()).toEqual([...left.keys()].sort());
      for (const [collection, documents] of before)
        for (const [name, was] of documents) {
          // What the service itself had changed by the time of the copy is as it was then, or as it is left.
          const now = after.get(collection)?.get(name);
          expect(now, `${collection}: ${name}`).toBeDefined();
          if (isDeepStrictEqual(left.get(collection)?.get(name), was))
            expect(now, `${collection}: ${name}`).toEqual(was);
        }

      const again = await startServiceProcess({ ...env, DATA_DIR: fresh }, office.lark);
      const [number = ''] = running;
      const answers = office.chats.of('ou_li').length;
      await again.say('ou_li', `进度 ${number}`);
      await expect.poll(() => office.chats.of('ou_li').length, { timeout: 60_000 }).toBeGreaterThan(answers);
      expect(office.chats.of('ou_li').at(-1)?.text).toContain(number);
      // The counter came back too: no number is given twice.
      expect(running).not.toContain(await again.apply('ou_yang', 'QJSQ', leave));
      await again.terminate();
    },
    300_000,
  );
});
