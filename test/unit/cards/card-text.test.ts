import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadTexts } from '../../../config/texts.ts';
import { cardText } from '../../../src/tools/card-text.ts';
import { labelsOf } from '../../support/card-reader.ts';
import { sampleCards } from '../../support/card-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const cards = sampleCards({ text: '李*明', rows: 2 }, t);

describe('a card in the terminal', () => {
  test('shows the title, every button and no markup', () => {
    for (const card of Object.values(cards)) {
      const shown = cardText(card);
      expect(shown).toContain(card.header.title.content);
      for (const label of labelsOf(card)) expect(shown).toContain(label);
      expect(shown).not.toMatch(/<font|&#\d+;|undefined|\[object/);
    }
  });

  test('shows what a person typed as it was typed, and English where asked for', () => {
    const card = cards['receipt RUNNING'];
    expect(cardText(card)).toContain('李*明');
    expect(cardText(card, 'en')).toContain('In progress');
  });

  test('shows nothing for what is no card', () => {
    expect(cardText('x')).toBe('');
  });
});
