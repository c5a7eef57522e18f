import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { Fact } from './kit/facts.ts';
import { wordFault } from './kit/form-fault.ts';
import type { FieldFault } from './kit/form-field.ts';
import { formatValue } from './kit/format.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { joinTexts, same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface TableReadCardProps {
  readonly draft: string;
  readonly field: string;
  readonly item: Text;
  readonly label: Text;
  /** The file's name; none where lines were pasted. */
  readonly file?: string;
  /** The first rows as they were read, each cell under its column. */
  readonly first: readonly (readonly Fact[])[];
  readonly count: number;
  /** How many rows the table has already. */
  readonly before: number;
  /** Headings and cells that belong to no column, and were left out. */
  readonly leftOut: readonly string[];
  readonly faults: readonly FieldFault[];
}

const FIRST = 3;
const MAX_FAULTS = 8;

/** How pasted lines or a file were read, before they are taken: rows under their columns, and what is wrong where. */
export function tableReadCard(props: TableReadCardProps, t: Texts): Card {
  const { draft, field, count, before, faults } = props;
  const take = (how: 'append' | 'replace' | 'drop') => ({ a: 'table.take', draft, field, how }) as const;
  const file = clip(props.file ?? '', 60);
  return card({
    title: clipText(props.label, 60),
    subtitle: props.item,
    elements: [
      markdown(bold(file === '' ? t('table.read', { n: count }) : t('table.readFile', { n: count, file }))),
      ...props.first.slice(0, FIRST).map((row, index) => rowElement(row, index, t)),
      ...(count > FIRST ? [markdown(coloured(t('table.rest', { n: count }), 'grey'))] : []),
      ...leftOut(props.leftOut, t),
      ...faultLines(faults, t),
      ...buttonRow([
        button(t(before === 0 ? 'button.takeRows' : 'button.appendRows'), take('append'), {
          type: 'primary_filled',
        }),
        ...(before === 0 ? [] : [button(t('button.replaceRows', { n: before }), take('replace'))]),
        button(t('button.dropRows'), take('drop')),
      ]),
    ],
  });
}

function rowElement(row: readonly Fact[], index: number, t: Texts): CardElement {
  const cells = row.map(({ label, value }) => t('table.cell', { label, value: formatValue(value, t) }));
  const between = { zh: '；', en: '; ' };
  return markdown(words(bold(same(`${index + 1}`)), plain(clipText(joinTexts(cells, between), 400))));
}

function leftOut(names: readonly string[], t: Texts): readonly CardElement[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 6).map(name => same(clip(name, 20)));
  return [markdown(coloured(t('table.leftOut', { what: joinTexts(shown) }), 'orange'))];
}

function faultLines(faults: readonly FieldFault[], t: Texts): readonly CardElement[] {
  if (faults.length === 0) return [];
  const shown = faults.slice(0, MAX_FAULTS).map(fault => plain(wordFault(fault, t)));
  const more = faults.length > MAX_FAULTS ? [coloured(t('table.moreFaults'), 'grey')] : [];
  return [markdown(lines(coloured(t('table.wrong'), 'red'), ...shown, ...more))];
}
