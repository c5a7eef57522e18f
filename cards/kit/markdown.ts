import type { MarkdownElement } from './element.ts';
import { literal } from './escape.ts';
import type { Text } from './texts.ts';

/**
 * Markdown in both languages. It can only be made here, from texts that are escaped on the way in, so that no text of a
 * person reaches a card as markup.
 */
export interface Markdown {
  readonly markdown: Text;
}

/** A text, shown exactly as it stands. */
export function plain(text: Text): Markdown {
  return {
    markdown: { zh: literal(text.zh), en: text.zh === text.en ? literal(text.zh) : literal(text.en) },
  };
}

export function bold(text: Text): Markdown {
  return wrap(plain(text), '**', '**');
}

export function coloured(text: Text, colour: 'grey' | 'red' | 'green' | 'orange' | 'blue'): Markdown {
  return wrap(plain(text), `<font color='${colour}'>`, '</font>');
}

/** Pieces with a blank between. */
export function words(...parts: readonly Markdown[]): Markdown {
  return glue(parts, ' ');
}

/** Pieces on lines of their own. */
export function lines(...parts: readonly Markdown[]): Markdown {
  return glue(parts, '\n');
}

/** An element that shows it. The language versions are left out where both are the same: they only cost bytes. */
export function markdown(
  content: Markdown,
  size: 'normal' | 'notation' | 'heading-4' = 'normal',
): MarkdownElement {
  const { zh, en } = content.markdown;
  return {
    tag: 'markdown',
    content: zh,
    ...(zh === en ? {} : { i18n_content: { zh_cn: zh, en_us: en } }),
    ...(size === 'normal' ? {} : { text_size: size }),
  };
}

function wrap(content: Markdown, before: string, after: string): Markdown {
  const around = (text: string) => (text === '' ? '' : `${before}${text}${after}`);
  return { markdown: { zh: around(content.markdown.zh), en: around(content.markdown.en) } };
}

function glue(parts: readonly Markdown[], between: string): Markdown {
  const pick = (language: 'zh' | 'en') =>
    parts
      .map(part => part.markdown[language])
      .filter(part => part !== '')
      .join(between);
  return { markdown: { zh: pick('zh'), en: pick('en') } };
}
