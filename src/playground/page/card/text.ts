import type { Json, JsonObject } from '../../types.ts';
import type { Language } from '../state.ts';

/** Readers of card JSON. What is not there or of another kind reads as empty; the server has checked the card. */

export function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}
export function listOf(value: Json | undefined): readonly JsonObject[] {
  return value !== undefined && isList(value) ? value.map(objectOf) : [];
}
export function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
export function stringsOf(value: Json | undefined): readonly string[] {
  return value !== undefined && isList(value) ? value.map(stringOf) : [];
}

/** The words of a text element (or of `markdown`) in the reader's language. */
export function textOf(value: Json | undefined, language: Language): string {
  const text = objectOf(value);
  const own = objectOf(text['i18n_content'])[language === 'zh' ? 'zh_cn' : 'en_us'];
  return typeof own === 'string' ? own : stringOf(text['content']);
}

/** What a list of chats shows of a card: its summary, else its title. */
export function headline(card: JsonObject, language: Language): string {
  const summary = textOf(objectOf(card['config'])['summary'], language);
  return summary !== '' ? summary : textOf(objectOf(card['header'])['title'], language);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
