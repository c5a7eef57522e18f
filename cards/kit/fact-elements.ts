import { button } from './button.ts';
import { fileName } from './file-name.ts';
import type { CardElement } from './element.ts';
import type { CardTime, Fact, FilesValue, TableValue } from './facts.ts';
import {
  formatAmountInFull,
  formatBytes,
  formatInstant,
  formatRow,
  formatTable,
  formatValue,
} from './format.ts';
import { twoColumns } from './layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './markdown.ts';
import type { Markdown } from './markdown.ts';
import { bytesOf, clipText, cutPages } from './paging.ts';
import type { PageLimits } from './paging.ts';
import { same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

const SMALL = { size: 'small' } as const;

/**
 * A label over its value, two to a line: for the few facts that tell most. Long values are cut; detail tables and files
 * stand below, with their first rows.
 */
export function factGrid(facts: readonly Fact[], t: Texts, max = 120): readonly CardElement[] {
  const wide = facts.filter(isWide);
  return [
    ...twoColumns(
      facts
        .filter(fact => !isWide(fact))
        .map(fact => factCell(fact.label, plain(clipText(formatValue(fact.value, t), max)))),
    ),
    ...wide.flatMap(fact => factLines(fact, t)),
  ];
}

function isWide({ value }: Fact): boolean {
  return value.kind === 'table' || value.kind === 'files';
}

/** One cell of the grid with a value that is formatted already. */
export function factCell(label: Text, value: Markdown): CardElement {
  return markdown(lines(coloured(clipText(label, 100), 'grey'), value));
}

/** A label over its value in full, one below the other: for reading everything. */
export function factLines(fact: Fact, t: Texts): readonly CardElement[] {
  const label = coloured(clipText(fact.label, 100), 'grey');
  if (fact.value.kind === 'table') return tableLines(label, fact.value, t);
  if (fact.value.kind === 'files') return fileLines(label, fact.value, t);
  if (fact.value.kind === 'amount')
    return [markdown(words(label, plain(clipText(formatAmountInFull(fact.value.amount), 200))))];
  const value = plain(clipText(formatValue(fact.value, t), 2000));
  // A long value stands alone, so that it is sent once and not once for each language.
  return fact.value.kind === 'text' && fact.value.text.length > 60
    ? [markdown(label), markdown(value)]
    : [markdown(words(label, value))];
}

const FIRST_ROWS = 5;
const MAX_ROW = 160;
const MAX_NAMES = 10;

/** The first rows of a detail table, how many there are, the sums, and the way to the others. */
function tableLines(label: Markdown, value: TableValue, t: Texts): readonly CardElement[] {
  const rows = value.rows
    .slice(0, FIRST_ROWS)
    .map((cells, index) => words(bold(same(`${index + 1}`)), plain(clipText(formatRow(cells, t), MAX_ROW))));
  const rest = value.rows.length > FIRST_ROWS;
  const head = words(label, plain(formatTable(value, t)));
  const end = rest ? [coloured(t('table.rest', { n: value.rows.length }), 'grey')] : [];
  const more = rest && value.more !== undefined ? [button(t('button.allRows'), value.more, SMALL)] : [];
  return [markdown(lines(head, ...rows, ...end)), ...more];
}

function fileLines(label: Markdown, value: FilesValue, t: Texts): readonly CardElement[] {
  const names = value.files
    .slice(0, MAX_NAMES)
    .map(({ name, size }, index) =>
      words(plain(fileName(name, index, t)), coloured(same(formatBytes(size)), 'grey')),
    );
  const rest = value.files.length - names.length;
  const end = rest > 0 ? [coloured(t('files.rest', { n: rest }), 'grey')] : [];
  const get = value.get === undefined ? [] : [button(t('button.getFiles'), value.get, SMALL)];
  return [markdown(lines(label, ...names, ...end)), ...get];
}

/** Facts in portions that a card can hold. */
export function factPages(
  facts: readonly Fact[],
  t: Texts,
  limits: PageLimits,
): readonly (readonly Fact[])[] {
  return cutPages(facts, fact => bytesOf(factLines(fact, t)), limits);
}

/** A due time, marked when it has passed, and while it may still move (暂定) with why. */
export function dueText(dueAt: number, time: CardTime, t: Texts, provisional = false): Markdown {
  const due = plain(formatInstant(dueAt, time));
  const shown = time.now > dueAt ? words(due, coloured(t('due.overdue'), 'red')) : due;
  return provisional ? lines(shown, coloured(t('limits.provisional'), 'orange')) : shown;
}

/** Until when a first act is asked for, as a cell; nothing where none is. */
export function respondCell(respondBy: number | undefined, time: CardTime, t: Texts): readonly CardElement[] {
  return respondBy === undefined ? [] : [factCell(t('limits.respondBy'), dueText(respondBy, time, t))];
}
