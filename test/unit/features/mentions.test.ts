import { expect, test } from 'vitest';
import { mentionedPeople } from '../../../src/features/tracking/mentions.ts';

const people = [
  { id: 'ou_an', name: '安' },
  { id: 'ou_anna', name: '安娜' },
  { id: 'ou_wu', name: '吴慧敏' },
];

test.each([
  ['请 @吴慧敏 看一下', ['ou_wu']],
  ['＠安娜 @安 两位', ['ou_anna', 'ou_an']],
  ['@安娜 @安娜', ['ou_anna']],
  ['吴慧敏 没有被提到', []],
  ['@陌生人', []],
  ['@', []],
])('%s', (text, ids) => {
  expect(mentionedPeople(people, text)).toEqual(ids);
});
