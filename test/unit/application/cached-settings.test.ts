import { expect, test } from 'vitest';
import { createCachedSettings } from '../../../src/application/cached-settings.ts';
import type { SettingsChange, SettingsStore } from '../../../src/application/ports.ts';
import { memoryStores } from '../../support/stores.ts';

const change = (version: number): SettingsChange => ({
  settings: { version, administrators: [`ou_${version}`], roles: {} },
  by: 'ou_1',
  at: 1,
  summary: [],
});

function counting(store: SettingsStore) {
  const reads = { count: 0, fail: false };
  const current = async () => {
    reads.count += 1;
    if (reads.fail) throw new Error('away');
    return store.current();
  };
  return { reads, store: { ...store, current } };
}

test('settings are read once for many decisions, and anew after a change made here', async () => {
  const { reads, store } = counting(memoryStores().settings);
  const cached = createCachedSettings(store, 60_000);
  await Promise.all([cached.current(), cached.current()]);
  await cached.current();
  expect(reads.count).toBe(1);
  expect(await cached.save(change(1))).toBe(true);
  expect((await cached.current()).administrators).toEqual(['ou_1']);
  expect(reads.count).toBe(2);
});

test('a change made by another instance is seen when what is kept has grown old', async () => {
  const { settings } = memoryStores();
  const cached = createCachedSettings(settings, 0);
  expect((await cached.current()).version).toBe(0);
  await settings.save(change(1));
  expect((await cached.current()).version).toBe(1);
});

test('two administrators who began with the same version: one is told, whatever is kept', async () => {
  const { settings } = memoryStores();
  const cached = createCachedSettings(settings, 60_000);
  await cached.current();
  await settings.save(change(1));
  expect(await cached.save(change(1))).toBe(false);
  expect((await cached.current()).version).toBe(1);
});

test('a failure to read is not kept', async () => {
  const { reads, store } = counting(memoryStores().settings);
  const cached = createCachedSettings(store, 60_000);
  reads.fail = true;
  await expect(cached.current()).rejects.toThrow('away');
  reads.fail = false;
  expect((await cached.current()).version).toBe(0);
});
