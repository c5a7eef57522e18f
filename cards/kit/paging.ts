import { button, buttonRow } from './button.ts';
import type { CardAction } from './action.ts';
import { markdown, coloured } from './markdown.ts';
import type { CardElement } from './element.ts';
import { same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

/** What a list may take of a card, so that the whole stays under Lark's 30 KB and 200 elements. */
export interface PageLimits {
  readonly rows: number;
  /** Bytes of the rows' elements as JSON. */
  readonly bytes: number;
}

export interface PageOf<Row> {
  readonly rows: readonly Row[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/**
 * Cuts rows into pages by count and by measured size; a row larger than a page gets one of its own. There is always at
 * least one page. Depends on the rows only, so that going forth and back shows the same pages.
 */
export function cutPages<Row>(
  rows: readonly Row[],
  sizeOf: (row: Row) => number,
  limits: PageLimits,
): readonly (readonly Row[])[] {
  const pages: Row[][] = [];
  let current: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (current.length > 0 && (current.length >= limits.rows || bytes + size > limits.bytes)) {
      pages.push(current);
      current = [];
      bytes = 0;
    }
    current.push(row);
    bytes += size;
  }
  pages.push(current);
  return pages;
}

/** One page of a list, the page brought into range. */
export function pageOf<Row>(pages: readonly (readonly Row[])[], page: number | undefined): PageOf<Row> {
  const number = Math.min(Math.max(1, Math.trunc(page ?? 1) || 1), Math.max(1, pages.length));
  return { rows: pages[number - 1] ?? [], page: number, pages: Math.max(1, pages.length) };
}

/** 上一页, 下一页 and where one is; nothing when there is one page. */
export function pageButtons(
  at: { readonly page: number; readonly pages: number },
  turn: (page: number) => CardAction,
  t: Texts,
): readonly CardElement[] {
  if (at.pages <= 1) return [];
  return [
    markdown(coloured(t('page.of', { page: at.page, pages: at.pages }), 'grey'), 'notation'),
    ...buttonRow([
      ...(at.page > 1 ? [button(t('button.previousPage'), turn(at.page - 1), { size: 'small' })] : []),
      ...(at.page < at.pages ? [button(t('button.nextPage'), turn(at.page + 1), { size: 'small' })] : []),
    ]),
  ];
}

/** Size in bytes of what will be sent. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** Cuts a long text after `max` characters, with … in place of the rest. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  // A character is at most two units: what lies beyond need not be looked at.
  const characters = Array.from(text.slice(0, 2 * max + 2));
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

export function clipText(text: Text, max: number): Text {
  return text.zh === text.en ? same(clip(text.zh, max)) : { zh: clip(text.zh, max), en: clip(text.en, max) };
}
