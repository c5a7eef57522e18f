import * as fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { literal, printable } from '../../../cards/kit/escape.ts';
import { bold, coloured, lines, markdown, plain } from '../../../cards/kit/markdown.ts';
import { same } from '../../../cards/kit/texts.ts';

const pieces = fc.constantFrom(
  '<at id=all></at>',
  '<at id=ou_x>',
  '</font>',
  '**',
  '~~',
  '[a](https://evil.example)',
  '![x](img)',
  'https://evil.example',
  'www.evil.example',
  'a@evil.example',
  '`',
  '# ',
  '- ',
  '1. ',
  '> ',
  '|a|b|\n|-|-|',
  '---',
  '===',
  '\n',
  '\t',
  '    ',
  '&#60;',
  '&lt;at&gt;',
  ':DONE:',
  '\\',
  '甲',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 8 }).map(all => all.join('')),
);

describe('user text in a card', () => {
  test('never makes a tag, a mention, a link or any other markup', () => {
    fc.assert(
      fc.property(text, typed => {
        const html = marked.parse(literal(typed), { async: false, gfm: true, breaks: true });
        expect(html.replace(/<\/?p>|<br>/g, '')).not.toMatch(/<[a-z/!]/i);
      }),
      { numRuns: 500 },
    );
  });

  test('is read exactly as it was typed', () => {
    fc.assert(
      fc.property(text, typed => {
        const read = literal(typed).replace(/&#(\d+);/g, (_, code: string) =>
          String.fromCodePoint(Number(code)),
        );
        expect(read).toBe(printable(typed));
      }),
    );
  });

  test('cannot close the colour or the weight that is put around it', () => {
    expect(coloured(same("</font><at id=all>'"), 'red').markdown.zh).toBe(
      "<font color='red'>&#60;/font&#62;&#60;at id&#61;all&#62;'</font>",
    );
    expect(bold(same('a** b')).markdown.zh).toBe('**a&#42;&#42; b**');
  });

  test('numbers, dates and amounts stay readable for who looks at the source', () => {
    for (const kept of ['SBZL-20261122-0001', '2026年11月22日 16:30', '80,000.00 元', '3.5'])
      expect(literal(kept)).toBe(kept);
  });

  test('loses only what cannot be seen and would turn the text around', () => {
    expect(printable('a\u0000b\u202ec\u2066d\r\ne\ud800')).toBe('abcd\ne');
  });

  test('is sent once when both languages have the same words', () => {
    expect(markdown(plain(same('甲')))).toEqual({ tag: 'markdown', content: '甲' });
    expect(markdown(lines(plain({ zh: '甲', en: 'A' }), plain(same('x'))))).toEqual({
      tag: 'markdown',
      content: '甲\nx',
      i18n_content: { zh_cn: '甲\nx', en_us: 'A\nx' },
    });
  });
});
