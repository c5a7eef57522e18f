import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { createTexts, joinTexts, same } from '../../../cards/kit/texts.ts';
import { loadMessages } from '../../../config/texts.ts';
import { sampleCards } from '../../support/card-samples.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const zh = loadMessages(`${root}config/locales`, 'zh-CN');
const en = loadMessages(`${root}config/locales`, 'en-US');

/** Keys as they stand in the source: whole ones, and the fixed beginnings of those that are put together. */
const source = ['cards', 'config', 'src']
  .flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map(
      file => `${root}${folder}/${file}`,
    ),
  )
  .filter(file => file.endsWith('.ts'))
  .map(file => readFileSync(file, 'utf8'))
  .join('\n');
const beginnings = [...source.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(match => match[1] ?? '');

describe('the texts', () => {
  test('have the same keys in Chinese and in English', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  test('ask for the same places in Chinese and in English', () => {
    for (const [key, message] of Object.entries(zh)) {
      const wanted = placesOf(en[key] ?? '');
      expect([key, placesOf(message)]).toEqual([key, wanted]);
    }
  });

  test('are all used somewhere', () => {
    const unused = Object.keys(zh).filter(
      key => !source.includes(`'${key}'`) && !beginnings.some(begin => key.startsWith(begin)),
    );
    expect(unused).toEqual([]);
  });

  test('are there wherever the source asks for one', () => {
    const asked = [...source.matchAll(/\b(?:t|texts)\(\s*'([a-zA-Z]+(?:\.[a-zA-Z]+)+)'/g)].map(
      match => match[1] ?? '',
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(key => !(key in zh))).toEqual([]);
  });

  test('are there for every card in every state', () => {
    const asked = new Set<string>();
    const texts = createTexts(zh, en);
    sampleCards({ text: '甲', rows: 40 }, (key, params) => {
      asked.add(key);
      return texts(key, params);
    });
    expect([...asked].filter(key => !(key in zh))).toEqual([]);
    expect(asked.size).toBeGreaterThan(200);
  });

  test('fill in what they are given, each language its own words', () => {
    const texts = createTexts(
      { hello: '{who}，你好' },
      { hello: 'Hello {who}, {n, plural, one {# task} other {# tasks}}' },
    );
    expect(texts('hello', { who: { zh: '甲', en: 'A' }, n: 1 })).toEqual({
      zh: '甲，你好',
      en: 'Hello A, 1 task',
    });
  });

  test('show a name with braces and tags as it is', () => {
    const texts = createTexts({ a: '<b>{who}</b>' }, { a: '{who}' });
    expect(texts('a', { who: '{x} <i>' })).toEqual({ zh: '<b>{x} <i></b>', en: '{x} <i>' });
  });

  test('join names as each language does', () => {
    expect(joinTexts([same('甲'), same('乙')])).toEqual({ zh: '甲、乙', en: '甲, 乙' });
  });
});

function placesOf(message: string): readonly string[] {
  const found = JSON.stringify(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  const places = [...found.matchAll(/"type":[1-6],"value":"(\w+)"/g)].map(match => match[1] ?? '');
  return [...new Set(places)].sort();
}
