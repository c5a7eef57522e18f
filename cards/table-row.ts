import { buttonRow, button, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface TableRowCardProps {
  readonly draft: string;
  readonly field: string;
  readonly item: Text;
  readonly label: Text;
  /** From 0; a new row without. */
  readonly row?: number;
  /** How many rows there are. */
  readonly of: number;
  /** The columns as fields, with what was typed and what is wrong with it. */
  readonly cells: readonly FormField[];
}

/** One row of a detail table to fill in. */
export function tableRowCard(props: TableRowCardProps, t: Texts): Card {
  const { draft, field, row, of } = props;
  const at = { draft, field, of, ...(row === undefined ? {} : { row }) } as const;
  return card({
    title: clipText(props.label, 60),
    subtitle: t('table.rowOf', { item: props.item, row: (row ?? of) + 1 }),
    elements: [
      {
        tag: 'form',
        name: 'row',
        vertical_spacing: '8px',
        elements: [
          ...props.cells.flatMap(cell => fieldElements(cell, t)),
          ...buttonRow([
            submitButton(t('button.saveRow'), { a: 'table.saveRow', ...at }, { type: 'primary_filled' }),
            submitButton(t('button.saveAndNext'), { a: 'table.saveRow', ...at, more: true }),
          ]),
        ],
      },
      ...buttonRow([button(t('button.back'), { a: 'table.open', draft, field })]),
    ],
  });
}

export interface PasteCardProps {
  readonly draft: string;
  readonly field: string;
  readonly item: Text;
  readonly label: Text;
  /** What the columns are called, in the order in which they are read. */
  readonly columns: readonly Text[];
  readonly typed?: string;
  readonly fault?: Text;
}

/** The name of the input of pasted lines, in the form's values. */
export const PASTED = 'lines';
const MAX_INPUT = 1000;

/** Where lines are pasted: one row a line, cells between tabs, commas or blanks. */
export function pasteCard(props: PasteCardProps, t: Texts): Card {
  const { draft, field } = props;
  const columns = props.columns.map(column => clipText(column, 30));
  const names = { zh: columns.map(({ zh }) => zh).join(' | '), en: columns.map(({ en }) => en).join(' | ') };
  return card({
    title: clipText(props.label, 60),
    subtitle: props.item,
    elements: [
      markdown(lines(plain(t('table.pasteHow')), coloured(names, 'grey'))),
      ...(props.fault === undefined ? [] : [markdown(coloured(props.fault, 'red'))]),
      {
        tag: 'form',
        name: 'paste',
        elements: [
          ...fieldElements(
            {
              kind: 'multiline',
              id: PASTED,
              label: t('table.lines'),
              required: true,
              maxLength: MAX_INPUT,
              ...(props.typed === undefined ? {} : { value: props.typed }),
            },
            t,
          ),
          ...buttonRow([
            submitButton(
              t('button.readLines'),
              { a: 'table.paste', draft, field },
              { type: 'primary_filled' },
            ),
          ]),
        ],
      },
      ...buttonRow([button(t('button.back'), { a: 'table.open', draft, field })]),
      markdown(coloured(t('table.pasteLimit', { max: MAX_INPUT }), 'grey'), 'notation'),
    ],
  });
}
