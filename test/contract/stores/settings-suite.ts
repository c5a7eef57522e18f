import { filesOf } from '../../../src/core/form/values.ts';
import { describe, expect, test } from 'vitest';
import type { Draft, ItemVersionRow, SettingsChange } from '../../../src/application/ports.ts';
import { buildItem } from '../../support/stores-data.ts';
import type { OpenStores } from './open-stores.ts';

const row = (id: string, version: number, publishedAt = version): ItemVersionRow => ({
  definition: buildItem({ id, version }),
  enabled: true,
  publishedAt,
  publishedBy: 'ou_an',
  summary: [{ zh: '改', en: 'change' }],
});

const change = (version: number): SettingsChange => ({
  settings: { version, administrators: [`ou_${version}`], roles: {} },
  by: 'ou_an',
  at: version,
  summary: [],
});

const draft = (id: string, updatedAt: number): Draft => ({
  id,
  person: 'ou_an',
  itemId: 'A',
  itemVersion: 1,
  form: { reason: '因为', people: ['ou_bai'] },
  chosen: {},
  updatedAt,
});
const file = (n: number) => ({
  key: `k${n}`,
  messageId: `m${n}`,
  name: '',
  size: n,
  kind: 'image' as const,
});

/** What every store of items, settings, drafts and numbers does. */
export function settingsContract(open: OpenStores): void {
  describe('items', () => {
    test('live in their newest version, in the order of their first publication', async () => {
      const { items } = open();
      expect(await items.publish(row('B', 1), 0)).toBe(true);
      expect(await items.publish(row('A', 1, 2), 0)).toBe(true);
      expect(await items.publish(row('B', 2), 1)).toBe(true);
      const live = await items.live();
      expect(live.map(({ definition, enabled }) => [definition.id, definition.version, enabled])).toEqual([
        ['B', 2, true],
        ['A', 1, true],
      ]);
      expect(await items.version('B', 1)).toEqual(row('B', 1).definition);
      expect(await items.version('B', 3)).toBeUndefined();
      expect(await items.history('B')).toEqual([row('B', 2), row('B', 1)]);
    });

    test('are published by one of several administrators who began with the same version', async () => {
      const { items } = open();
      await items.publish(row('A', 1), 0);
      const racing = await Promise.all([1, 2, 3].map(() => items.publish(row('A', 2), 1)));
      expect(racing.filter(Boolean)).toHaveLength(1);
      expect(await items.publish(row('A', 2), 1)).toBe(false);
    });

    test('are switched off and on by a version, like any other change', async () => {
      const { items } = open();
      await items.publish(row('A', 1), 0);
      expect(await items.publish({ ...row('A', 2), enabled: false }, 1)).toBe(true);
      expect((await items.live()).map(({ enabled }) => enabled)).toEqual([false]);
      expect(await items.publish({ ...row('A', 2), enabled: true }, 1)).toBe(false);
      await items.publish(row('A', 3), 2);
      expect((await items.live()).map(({ enabled }) => enabled)).toEqual([true]);
      expect((await items.history('A')).map(({ enabled }) => enabled)).toEqual([true, false, true]);
    });
  });

  describe('settings', () => {
    test('begin empty, then keep every version', async () => {
      const { settings } = open();
      expect(await settings.current()).toEqual({ version: 0, administrators: [], roles: {} });
      expect(await settings.save(change(1))).toBe(true);
      expect(await settings.save(change(2))).toBe(true);
      expect((await settings.current()).administrators).toEqual(['ou_2']);
      expect(await settings.history(1)).toEqual([change(2)]);
      expect(await settings.history(10)).toEqual([change(2), change(1)]);
    });

    test('take one of two changes that began with the same version', async () => {
      const { settings } = open();
      const racing = await Promise.all([1, 2, 3].map(() => settings.save(change(1))));
      expect(racing.filter(Boolean)).toHaveLength(1);
    });
  });

  test('drafts that were touched lately, latest first', async () => {
    const { drafts } = open();
    await drafts.save(draft('d1', 10));
    await drafts.save(draft('d2', 30));
    await drafts.save(draft('d3', 20));
    await drafts.save({ ...draft('d4', 40), person: 'ou_bai' });
    expect((await drafts.recent('ou_an', 20, 5)).map(({ id }) => id)).toEqual(['d2', 'd3']);
    expect(await drafts.recent('ou_an', 0, 1)).toEqual([draft('d2', 30)]);
  });

  test('files that come at once are all kept, each once, and no more than there is room for', async () => {
    const { drafts } = open();
    await drafts.save({ ...draft('d1', 1), form: { what: 'x' } });
    const added = await Promise.all([1, 2, 3, 3].map(n => drafts.addFile('d1', 'photos', file(n), 3, 5)));
    expect(added.filter(Boolean)).toHaveLength(3);
    expect(await drafts.addFile('d1', 'photos', file(4), 3, 5)).toBe(false);
    expect(await drafts.addFile('gone', 'photos', file(4), 3, 5)).toBe(false);
    const kept = await drafts.load('d1');
    expect(kept?.form['what']).toBe('x');
    expect(kept?.updatedAt).toBe(5);
    expect(new Set(filesOf(kept?.form['photos'])?.map(({ key }) => key))).toEqual(
      new Set(['k1', 'k2', 'k3']),
    );
  });

  test('drafts are kept as they were typed; the latest of an item is found', async () => {
    const { drafts } = open();
    await drafts.save(draft('d1', 1));
    await drafts.save(draft('d2', 2));
    await drafts.save(draft('d1', 3));
    expect(await drafts.load('d1')).toEqual(draft('d1', 3));
    expect(await drafts.latest('ou_an', 'A')).toEqual(draft('d1', 3));
    await drafts.remove('d1');
    expect(await drafts.load('d1')).toBeUndefined();
    expect(await drafts.latest('ou_an', 'A')).toEqual(draft('d2', 2));
    expect(await drafts.latest('ou_bai', 'A')).toBeUndefined();
  });

  test('numbers of a series are never given twice', async () => {
    const { counters } = open();
    const taken = await Promise.all(Array.from({ length: 20 }, () => counters.next('SBZL:20261122')));
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(await counters.next('SBZL:20261123')).toBe(1);
  });

  test('numbers given to an owner stay his, without gaps', async () => {
    const { counters } = open();
    const owners = ['r1', 'r2', 'r3', 'r2', 'r1'];
    const given = await Promise.all(owners.map(owner => counters.numberOf('文〔2026〕', owner)));
    expect(new Set(given)).toEqual(new Set([1, 2, 3]));
    expect([given[0], given[1]]).toEqual([given[4], given[3]]);
    expect(await counters.numberOf('文〔2026〕', 'r2')).toBe(given[1]);
    expect(await counters.numberOf('文〔2026〕', 'r4')).toBe(4);
    expect(await counters.numberOf('文〔2027〕', 'r1')).toBe(1);
  });
}
