import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../cards/kit/element.ts';
import { bytesOf } from '../../../cards/kit/paging.ts';
import { validateCard } from '../../../cards/kit/validate.ts';
import { loadTexts } from '../../../config/texts.ts';
import { nodesOf, textOf, textsOf } from '../../support/card-reader.ts';
import { sampleCards } from '../../support/card-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));

const HOSTILE =
  '<at id=all></at> **粗** [点我](https://evil.example) <font color="red">x</font> `c` # 1\n- 1\n1. 2\n    code\u202e|a|b|';

const FILLINGS = {
  ordinary: { text: '设备租赁', rows: 3 },
  empty: { text: '', rows: 0 },
  'one row': { text: '甲', rows: 1 },
  'long texts and 200 rows': { text: '很长的文字'.repeat(220), rows: 200 },
  'hostile texts': { text: HOSTILE.repeat(8), rows: 30 },
  'nothing but markup': { text: '<'.repeat(2000), rows: 20 },
  'emoji and halves of characters': { text: '👩‍👩‍👧‍👦\ud83d'.repeat(300), rows: 30 },
};

/** What is wrong, by the card's name; nothing for cards that are right. */
function wrongs(cards: Readonly<Record<string, Card>>, check: (card: Card) => readonly unknown[]) {
  return Object.fromEntries(
    Object.entries(cards)
      .map(([name, card]) => [name, check(card)] as const)
      .filter(([, found]) => found.length > 0),
  );
}

const filled = (card: Card) => nodesOf(card).filter(node => node['type'] === 'primary_filled');

const odd = (text: string) => /\b[a-z]+\.[a-zA-Z]+\b|[{}]|undefined|NaN/.test(text);

describe.each(Object.entries(FILLINGS))('every card, filled with %s', (_, filling) => {
  const cards = sampleCards(filling, t);

  test('is one that Lark takes, within its limits', () => {
    expect(wrongs(cards, validateCard)).toEqual({});
    expect(wrongs(cards, card => (bytesOf(card) > 30_000 ? [bytesOf(card)] : []))).toEqual({});
  });

  test('holds no text of a person as markup', () => {
    expect(wrongs(cards, markupOf)).toEqual({});
  });
});

describe('every card', () => {
  const cards = sampleCards({ text: '甲', rows: 3 }, t);
  const names = Object.keys(cards);

  test('is among the samples', () => {
    expect(names.length).toBeGreaterThan(90);
  });

  test('speaks Chinese and English', () => {
    expect(wrongs(cards, card => (/[\u4e00-\u9fff]/.test(textOf(card, 'zh')) ? [] : ['no Chinese']))).toEqual(
      {},
    );
    // Names stay as they are; all other words are English.
    expect(
      wrongs(cards, card =>
        textsOf(card, 'en').filter(text => /[\u4e00-\u9fff]/.test(text.replaceAll('甲', ''))),
      ),
    ).toEqual({});
    expect(
      wrongs(cards, card => (card.config.locales.join() === 'zh_cn,en_us' ? [] : [card.config])),
    ).toEqual({});
  });

  test('has at most one filled button', () => {
    expect(wrongs(cards, card => filled(card).slice(1))).toEqual({});
  });

  test('shows no key of a text and no place left unfilled', () => {
    expect(wrongs(cards, card => [...textsOf(card, 'zh'), ...textsOf(card, 'en')].filter(odd))).toEqual({});
  });
});

/** Tags other than our own colours, links, code, invisible marks. */
function markupOf(card: Card): readonly string[] {
  return nodesOf(card)
    .filter(node => node['tag'] === 'markdown')
    .map(node => JSON.stringify([node['content'], node['i18n_content'] ?? '']))
    .filter(shown =>
      /<(?!font color='(grey|red|green|orange|blue)'>|\/font>)|\]\(|`|https:|\u202e/.test(shown),
    );
}
