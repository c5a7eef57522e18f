import { readFile } from 'node:fs/promises';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCatalogue, readItem } from '../../../config/catalogue.ts';
import type { CatalogueItem } from '../../../config/catalogue-schema.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { item } from '../../support/acts-world.ts';
import { allPlaces } from '../../../src/core/flow-walk.ts';

const folder = join(projectRoot, 'config', 'catalogue');

describe('the built-in items (services.md)', () => {
  let items: readonly CatalogueItem[] = [];
  beforeAll(async () => {
    items = await readCatalogue(folder);
  });
  const item = (id: string) => {
    const found = items.find(each => each.id === id);
    if (found === undefined) throw new Error(`no item ${id}`);
    return found;
  };

  test('E1, E2, E3, E8 to E11, E13 and E16 are there, in the order of their files', () => {
    const ids = items.map(each => each.id);
    const mine = ['SGYA', 'SBZL', 'YCSQ', 'GZZB', 'RYMJ', 'TTDC', 'YYZZ', 'DBYQ', 'DBSX', 'QJSQ'];
    expect(ids.filter(id => mine.includes(id))).toEqual(mine);
  });

  test('every item has a guide, names and notes in both languages', () => {
    for (const each of items) {
      const texts = JSON.stringify(each).match(/"zh":/g)?.length ?? 0;
      expect(JSON.stringify(each).match(/"en":/g)?.length).toBe(texts);
      expect(each.guide.materials.length).toBeGreaterThan(1);
      expect(each.guide.policy).toBeDefined();
      expect(each.guide.next, `${each.id}: what to do once it is approved`).toBeDefined();
    }
  });

  test('every step has a limit and is reminded at its due time at the latest', () => {
    const steps = items
      .flatMap(each => allPlaces(each.flow))
      .flatMap(({ node }) => (node.kind === 'step' ? [node] : []));
    expect(steps.length).toBeGreaterThan(30);
    for (const step of steps) {
      // Work with progress reports is limited by the date of the form.
      if (step.feedback !== undefined) continue;
      expect(step.limit).toBeDefined();
      expect(step.rules.some(rule => rule.do === 'remind' && rule.at.amount <= 0)).toBe(true);
    }
  });

  test('E1, E2, E16: a step is reminded before, escalated at, and told to administrators after its due time', () => {
    const steps = ['SGYA', 'SBZL', 'QJSQ']
      .flatMap(id => allPlaces(item(id).flow))
      .flatMap(({ node }) => (node.kind === 'step' ? [node] : []));
    expect(steps.length).toBeGreaterThan(10);
    for (const step of steps) {
      expect(step.limit).toBeDefined();
      expect(step.rules.map(rule => [rule.at.amount, rule.do])).toEqual([
        [-4, 'remind'],
        [0, 'escalate'],
        [1, 'notifyAdmins'],
      ]);
    }
  });

  test('the amount of a lease is computed: quantity × price × days', () => {
    const amount = item('SBZL').fields.find(field => field.id === 'amount');
    expect(amount).toMatchObject({ type: 'formula', formula: { multiply: ['quantity', 'price', 'days'] } });
  });
});

describe('a bad file stops the start, and says where and why', () => {
  let good = '';
  beforeAll(async () => {
    good = await readFile(join(folder, 'e02-equipment-lease.yaml'), 'utf8');
  });

  test('an unknown key, at its line', () => {
    const text = good.replace('limit: 5wd', 'limits: 5wd');
    expect(faultsOf(text)).toEqual([
      {
        file: 'lease.yaml',
        line: lineOf(text, 'limits: 5wd'),
        problem: 'limits is not a key that is known here',
      },
    ]);
  });

  test('a duration that is none', () => {
    const text = good.replace('limit: 5wd', 'limit: five days');
    expect(faultsOf(text)).toEqual([
      expect.objectContaining({
        line: lineOf(text, 'limit: five days'),
        problem: expect.stringMatching(/^limit .*30min/),
      }),
    ]);
  });

  test('an unknown word inside a condition, not the whole flow', () => {
    const text = good.replace(
      "{ field: amount, op: '>', value: 200000 }",
      "{ field: amount, op: 'over', value: 200000 }",
    );
    const [fault] = faultsOf(text);
    expect(fault?.line).toBe(lineOf(text, "op: 'over'"));
    expect(fault?.problem).toContain('when.op must be one of');
  });

  test('a condition on a field that is not there', () => {
    const text = good.replace(
      "{ field: amount, op: '>', value: 200000 }",
      "{ field: sum, op: '>', value: 200000 }",
    );
    const [fault] = faultsOf(text);
    expect(fault?.line).toBe(lineOf(text, 'field: sum'));
    expect(fault?.problem).toMatch(/no such field: sum/);
  });

  test('all faults of one file at once', () => {
    const text = good
      .replace('limit: 5wd', 'limits: 5wd')
      .replace('type: number', 'type: numbr')
      .replace('id: SBZL', 'id: lease');
    expect(faultsOf(text).length).toBeGreaterThanOrEqual(3);
  });

  test('what is not YAML at all, with its line', () => {
    const [fault] = faultsOf('id: SBZL\nname: { zh: a\n');
    expect(fault?.problem).toContain('is not YAML');
    expect(fault?.line).toBeGreaterThan(1);
  });

  test('items that start each other in a circle, each at its line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    await writeFile(join(folder, 'a.yaml'), starts('AA', 'BB'));
    await writeFile(join(folder, 'b.yaml'), starts('BB', 'AA'));
    const line = lineOf(starts('AA', 'BB'), '{ kind: subrequests');
    await expect(readCatalogue(folder)).rejects.toThrow(
      new RegExp(
        `a\\.yaml:${line}: flow\\[0\\]\\.start\\[0\\] items start each other in a circle: BB\\n  b\\.yaml:${line}`,
      ),
    );
    await writeFile(join(folder, 'b.yaml'), starts('BB', 'CC'));
    await expect(readCatalogue(folder)).rejects.toThrow(/b\.yaml:\d+: .*there is no such item: CC/);
  });

  test('the same id in two files, and an empty folder', async () => {
    const twice = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
    await expect(readCatalogue(twice)).rejects.toMatchObject({ code: 'config.invalid' });
    await writeFile(join(twice, 'a.yaml'), good);
    await writeFile(join(twice, 'b.yaml'), good);
    await expect(readCatalogue(twice)).rejects.toThrow(/b\.yaml:\d+: id is that of a\.yaml/);
  });
});

function lineOf(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split('\n').length;
}

function faultsOf(text: string) {
  return readItem('lease.yaml', text).faults;
}

/** An item that starts another one. */
function starts(id: string, other: string): string {
  const start = `[{ item: ${other}, form: { what: what } }]`;
  return item(id, [`{ kind: subrequests, id: s, name: { zh: 子, en: Sub }, start: ${start} }`]);
}
