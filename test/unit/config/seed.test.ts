import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCatalogue } from '../../../config/catalogue.ts';
import type { CatalogueItem } from '../../../config/catalogue-schema.ts';
import { writeHallOrder } from '../../../config/hall-order.ts';
import { projectRoot } from '../../../config/project-root.ts';
import type { Log, Stores } from '../../../src/application/ports.ts';
import { seedCatalogue } from '../../../src/wiring/seed-catalogue.ts';
import { seedHallOrder } from '../../../src/wiring/seed-hall-order.ts';
import { seedSettings } from '../../../src/wiring/seed-settings.ts';
import { memoryStores } from '../../support/stores.ts';

const clock = { now: () => 1_000 };
let files: readonly CatalogueItem[] = [];
let stores: Stores;
let warned: string[] = [];
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_, message) => void warned.push(message),
  error: () => undefined,
};

beforeAll(async () => {
  files = await readCatalogue(join(projectRoot, 'config', 'catalogue'));
});
beforeEach(() => {
  stores = memoryStores();
  warned = [];
});
const seed = (catalogue: readonly CatalogueItem[]) =>
  seedCatalogue({ catalogue, items: stores.items, clock, log });
const versions = async () =>
  (await stores.items.live()).map(({ definition }) => [definition.id, definition.version]);

const ordered = async (by: string, ...hallOrder: readonly string[]) => {
  const current = await stores.settings.current();
  const settings = { ...current, version: current.version + 1, hallOrder };
  await stores.settings.save({ settings, by, at: 2_000, summary: [] });
};

describe('the order of the hall from its file (issue 8, point 2)', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    await seed(files);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const start = async (...order: readonly string[]) => {
    await writeFile(join(folder, 'hall-order.yaml'), writeHallOrder([{ category: '常用', items: order }]));
    await seedHallOrder({ ...stores, folder, clock, log });
    return (await stores.settings.current()).hallOrder;
  };

  test('without a file the order is left alone; with one it is taken once, and again when it changes', async () => {
    await seedHallOrder({ ...stores, folder, clock, log });
    expect((await stores.settings.current()).hallOrder).toBeUndefined();
    expect(await start('YCSQ', 'SBZL')).toEqual(['YCSQ', 'SBZL']);
    await start('YCSQ', 'SBZL');
    expect((await stores.settings.current()).version).toBe(1);
    expect(await start('SBZL')).toEqual(['SBZL']);
    expect(warned).toEqual([]);
  });

  test('what an administrator ordered stands: a changed file is left aside, and that is logged', async () => {
    await start('YCSQ');
    await ordered('ou_lin', 'SBZL', 'YCSQ');
    expect(await start('YCSQ')).toEqual(['SBZL', 'YCSQ']);
    expect(warned).toEqual([]);
    expect(await start('QJSQ')).toEqual(['SBZL', 'YCSQ']);
    expect(warned).toEqual(['hall-order.yaml left aside: an administrator has ordered the hall since']);
  });

  test('an undo stands too, and the file is not taken again', async () => {
    await start('YCSQ');
    const { hallOrder: _, ...before } = await stores.settings.current();
    const settings = { ...before, version: before.version + 1 };
    await stores.settings.save({ settings, by: 'ou_lin', at: 2_000, summary: [] });
    expect(await start('YCSQ')).toBeUndefined();
    expect(warned).toEqual([]);
    expect(await start('SBZL')).toBeUndefined();
    expect(warned).toEqual(['hall-order.yaml left aside: an administrator has ordered the hall since']);
  });

  test('a file that is none, or names what is not there, stops the start and says so', async () => {
    await expect(start('SBZL', 'NONE')).rejects.toThrow('names items that are not there: NONE');
    await writeFile(join(folder, 'hall-order.yaml'), 'hall: 5');
    await expect(seedHallOrder({ ...stores, folder, clock, log })).rejects.toThrow('is no order of the hall');
    await writeFile(join(folder, 'hall-order.yaml'), '['.repeat(9_999));
    await expect(seedHallOrder({ ...stores, folder, clock, log })).rejects.toThrow('is no order of the hall');
  });
});

describe('what a start brings into the store', () => {
  test('each file becomes version 1 once, however often it is started', async () => {
    await seed(files);
    await seed(files);
    expect(await versions()).toEqual(files.map(({ id }) => [id, 1]));
    expect(files.length).toBeGreaterThan(7);
  });

  test('a changed file becomes a new version', async () => {
    await seed(files);
    await seed(files.map(item => (item.id === 'SBZL' ? { ...item, withdraw: 'never' } : item)));
    expect(await versions()).toContainEqual(['SBZL', 2]);
    expect((await stores.items.version('SBZL', 1))?.withdraw).toBe('whileRunning');
  });

  test('what an administrator published stands: the file is left aside, and that is logged', async () => {
    await seed(files);
    const live = (await stores.items.live()).find(({ definition }) => definition.id === 'SBZL')?.definition;
    if (live === undefined) throw new Error('not published');
    const definition = { ...live, version: 2, revokeDays: 7 };
    const row = { definition, enabled: true, publishedAt: 2_000, publishedBy: 'ou_lin', summary: [] };
    await stores.items.publish(row, 1);
    await seed(files.map(item => (item.id === 'SBZL' ? { ...item, withdraw: 'never' } : item)));
    expect(await versions()).toContainEqual(['SBZL', 2]);
    expect(warned).toEqual(['Catalogue file left aside: an administrator has published since']);
  });

  test('a changed file goes on reaching an item that was only switched off, and leaves it off', async () => {
    await seed(files);
    const live = (await stores.items.live()).find(({ definition }) => definition.id === 'SBZL')?.definition;
    if (live === undefined) throw new Error('not published');
    const definition = { ...live, version: 2 };
    const row = { definition, enabled: false, publishedAt: 2_000, publishedBy: 'ou_lin', summary: [] };
    await stores.items.publish(row, 1);
    await seed(files.map(item => (item.id === 'SBZL' ? { ...item, withdraw: 'never' } : item)));
    expect(await stores.items.live()).toContainEqual(
      expect.objectContaining({
        enabled: false,
        definition: expect.objectContaining({ id: 'SBZL', version: 3, withdraw: 'never' }),
      }),
    );
    expect(warned).toEqual([]);
  });

  test('roles of the catalogue are there; those that administrators filled stay as they are', async () => {
    const settings = { settings: stores.settings, clock, catalogue: files, administrators: ['ou_lin'] };
    const first = await seedSettings({ ...settings, roles: {} });
    expect(Object.keys(first.roles)).toEqual(
      expect.arrayContaining(['finance', 'section-chief', 'review-board']),
    );
    expect(first.administrators).toEqual(['ou_lin']);
    const again = await seedSettings({
      ...settings,
      administrators: ['ou_other'],
      roles: { finance: { name: { zh: '别的', en: 'Other' }, members: ['ou_x'] } },
    });
    expect(again).toEqual(first);
  });
});
