import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCatalogue } from '../../../config/catalogue.ts';
import type { CatalogueItem } from '../../../config/catalogue-schema.ts';
import { projectRoot } from '../../../config/project-root.ts';
import type { Log, Stores } from '../../../src/application/ports.ts';
import { seedCatalogue } from '../../../src/wiring/seed-catalogue.ts';
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
