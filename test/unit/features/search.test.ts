import { beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { readCatalogue } from '../../../config/catalogue.ts';
import { projectRoot } from '../../../config/project-root.ts';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { nearestItems, searchItems } from '../../../src/features/shared/search.ts';

let items: readonly ItemDefinition[] = [];
beforeAll(async () => {
  const files = await readCatalogue(join(projectRoot, 'config', 'catalogue'));
  items = files.map(item => ({ ...item, version: 1 }));
});
const ids = (found: readonly ItemDefinition[]) => found.map(item => item.id);

describe('a person looks for an item', () => {
  test.each([
    ['设备租赁', 'SBZL'],
    ['租赁', 'SBZL'],
    ['sbzl', 'SBZL'],
    ['ＳＢＺＬ', 'SBZL'],
    ['shebeizulin', 'SBZL'],
    ['Equipment lease', 'SBZL'],
    ['lease', 'SBZL'],
    ['吊车 起重机', 'SBZL'],
    ['qj', 'QJSQ'],
    ['我要请假', 'QJSQ'],
    ['出差', 'QJSQ'],
    ['施工方案', 'SGYA'],
    ['sgyasp', 'SGYA'],
  ])('by %s', (words, id) => {
    expect(ids(nearestItems(items, words, 3))[0]).toBe(id);
  });

  test('words that mean nothing here find nothing, rather than everything', () => {
    expect(searchItems(items, '量子纠缠')).toEqual([]);
    expect(nearestItems(items, '量子纠缠', 5)).toEqual([]);
  });

  test('a word that shares one sign with a name is near to it: 修车 has the 车 of 用车', () => {
    expect(ids(nearestItems(items, '修车', 3))).toContain('YCSQ');
  });

  test('a slip of the pen leads to the nearest item', () => {
    expect(ids(nearestItems(items, '设备祖赁', 3))).toContain('SBZL');
  });
});
