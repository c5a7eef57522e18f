import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackupFolder } from '../../../src/adapters/backup/backup-folder.ts';
import { decryptFile, encryptFile, isEncrypted } from '../../../src/embedded/backup/encrypt.ts';
import { quietLog } from '../../support/stores-core.ts';

const DAY = 86_400_000;

describe('daily backups into a folder (features 2.26, issue 8)', () => {
  let folder = '';
  let now = Date.parse('2026-11-25T02:00:00Z');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ow-backups-'));
    now = Date.parse('2026-11-25T02:00:00Z');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const backups = (copy: (file: string) => Promise<void> = file => writeFile(file, 'the store')) =>
    createBackupFolder({ folder, keepDays: 3, copy, clock: { now: () => now }, log: quietLog });

  test('are made once a day, and kept as long as was said', async () => {
    const daily = backups();
    for (let day = 0; day < 6; day += 1) {
      expect(await daily.daily()).toBe(true);
      expect(await daily.daily()).toBe(false);
      now += DAY;
    }
    const kept = await daily.list();
    expect(kept[0]).toMatchObject({ name: 'onewindow-20261130T020000Z.store', bytes: 9 });
    expect(kept).toHaveLength(4);
  });

  test('that fail leave nothing that looks like one, and the older ones stay', async () => {
    await backups().make();
    now += 2 * DAY;
    const broken = backups(async file => {
      await writeFile(file, 'half');
      throw new Error('the disk is full');
    });
    await expect(broken.daily()).rejects.toMatchObject({ code: 'file.failed' });
    expect(await readdir(folder)).toEqual(['onewindow-20261125T020000Z.store']);
  });

  test('are encrypted where a key is given: only that key opens them, and only whole', async () => {
    const key = 'a long passphrase';
    const sealed = createBackupFolder({
      folder,
      keepDays: 3,
      copy: file => writeFile(file, 'the store'),
      encrypt: (source, target) => encryptFile(source, target, key),
      clock: { now: () => now },
      log: quietLog,
    });
    const { name } = await sealed.make();
    const [file, plain] = [join(folder, name), join(folder, 'plain')];
    expect(await readdir(folder)).toEqual([name]);
    expect(await isEncrypted(file)).toBe(true);
    expect((await readFile(file)).includes('the store')).toBe(false);
    await decryptFile(file, plain, key);
    expect(await readFile(plain, 'utf8')).toBe('the store');
    await expect(decryptFile(file, plain, 'another key!')).rejects.toThrow('cannot be decrypted');
    const bytes = await readFile(file);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(decryptFile(file, plain, key)).rejects.toThrow('cannot be decrypted');
  });
});
