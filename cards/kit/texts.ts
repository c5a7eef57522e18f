import { IntlMessageFormat } from 'intl-messageformat';

/** A text in both languages; every card carries both at once. Structurally the same as the core's. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What fills the places of a message. A `Text` gives each language its own words. */
type TextParams = Readonly<Record<string, string | number | Text>>;

/** Looks a message up by its key (config/locales) and fills it in; the result is plain text, never markdown. */
export type Texts = (key: string, params?: TextParams) => Text;

/** Messages in ICU syntax by dotted key, of one language. */
export type Messages = Readonly<Record<string, string>>;

/**
 * The texts of both languages. Messages are parsed when they are first used. A key that is not there gives the key itself,
 * so that a card still comes; a test makes sure that it never happens.
 */
export function createTexts(zh: Messages, en: Messages): Texts {
  const formatZh = formatter(zh, 'zh-CN');
  const formatEn = formatter(en, 'en-US');
  const filledIn = (key: string, params: TextParams): Text => ({
    zh: formatZh(key, pick(params, 'zh')),
    en: formatEn(key, pick(params, 'en')),
  });
  const fixed = new Map<string, Text>();
  return (key, params) => {
    if (params !== undefined) return filledIn(key, params);
    // Without places to fill a message is always the same. Keys come from the code, so there are only so many.
    const known = fixed.get(key) ?? filledIn(key, {});
    fixed.set(key, known);
    return known;
  };
}

/** The same words in both languages: names, numbers, what a person typed. */
export function same(text: string): Text {
  return { zh: text, en: text };
}

/** Joins texts, by default with 、 in Chinese and a comma in English. */
export function joinTexts(texts: readonly Text[], between: Text = { zh: '、', en: ', ' }): Text {
  return {
    zh: texts.map(text => text.zh).join(between.zh),
    en: texts.map(text => text.en).join(between.en),
  };
}

function formatter(messages: Messages, locale: string) {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key: string, params: Readonly<Record<string, string | number>>): string => {
    const message = messages[key];
    if (message === undefined) return key;
    let format = parsed.get(key);
    if (format === undefined) {
      // Tags in messages are plain characters: formatting is the cards' matter.
      format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
      parsed.set(key, format);
    }
    return String(format.format({ ...params }));
  };
}

function pick(params: TextParams, language: 'zh' | 'en'): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[language] : value,
    ]),
  );
}
