import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { FactValue, TableValue } from './kit/facts.ts';
import { wordFault } from './kit/form-fault.ts';
import type { FieldFault } from './kit/form-field.ts';
import { formatRow, formatTable } from './kit/format.ts';
import { beside } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import type { Markdown } from './kit/markdown.ts';
import { bytesOf, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface TableRowsCardProps {
  readonly item: Text;
  readonly label: Text;
  readonly value: TableValue;
  /** From 1; brought into range. */
  readonly page?: number;
  /** Where the rows can be changed: on a draft. */
  readonly edit?: {
    readonly draft: string;
    readonly field: string;
    readonly faults: readonly FieldFault[];
    readonly max: number;
  };
  /** Where they are only read: on a request. */
  readonly read?: { readonly request: string; readonly field: string };
}

const PAGE = { rows: 10, bytes: 15_000 };

/** The rows of a detail table by pages: to read, or with 修改 and 删除 beside each, 添加, 粘贴 and the way back to the form. */
export function tableRowsCard(props: TableRowsCardProps, t: Texts): Card {
  const { value, edit } = props;
  const numbered = value.rows.map((cells, index) => ({ cells, index }));
  const pages = cutPages(numbered, row => bytesOf(rowElements(row, props, t)), PAGE);
  const at = pageOf(pages, props.page ?? firstFault(pages, edit?.faults ?? []));
  return card({
    title: clipText(props.label, 60),
    subtitle: props.item,
    elements: [
      markdown(plain(formatTable(value, t))),
      ...at.rows.flatMap(row => rowElements(row, props, t)),
      ...(value.rows.length === 0 ? [markdown(coloured(t('table.empty'), 'grey'))] : []),
      ...pageButtons(at, page => turn(props, page), t),
      ...(edit === undefined ? readButtons(props, t) : editButtons(edit, value.rows.length, t)),
    ],
  });
}

interface Row {
  readonly cells: readonly FactValue[];
  readonly index: number;
}

function rowElements(
  { cells, index }: Row,
  { edit, value }: TableRowsCardProps,
  t: Texts,
): readonly CardElement[] {
  const line: Markdown = words(bold(same(`${index + 1}`)), plain(clipText(formatRow(cells, t), 400)));
  if (edit === undefined) return [markdown(line)];
  const { draft, field } = edit;
  const at = { draft, field, row: index, of: value.rows.length };
  const wrong = edit.faults.filter(fault => fault.row === index + 1);
  const faults = wrong.map(fault => coloured(wordFault(fault, t), 'red'));
  return [
    beside(
      markdown(lines(line, ...faults)),
      button(t('button.editRow'), { a: 'table.row', ...at }, { size: 'tiny' }),
      button(t('button.removeRow'), { a: 'table.removeRow', ...at }, { size: 'tiny' }),
    ),
  ];
}

function firstFault(pages: readonly (readonly Row[])[], faults: readonly FieldFault[]): number {
  const wrong = new Set(faults.map(({ row }) => row));
  return pages.findIndex(rows => rows.some(({ index }) => wrong.has(index + 1))) + 1;
}

function turn({ edit, read }: TableRowsCardProps, page: number) {
  if (edit !== undefined) return { a: 'table.open', draft: edit.draft, field: edit.field, page } as const;
  return { a: 'rows.open', request: read?.request ?? '', field: read?.field ?? '', page } as const;
}

function editButtons(
  { draft, field, max }: NonNullable<TableRowsCardProps['edit']>,
  count: number,
  t: Texts,
): readonly CardElement[] {
  const at = { draft, field } as const;
  const clear = {
    size: 'small',
    confirm: { title: t('button.clearRows'), text: t('table.clearAsk', { n: count }) },
  } as const;
  return [
    ...buttonRow([
      ...(count < max
        ? [
            button(t('button.addRow'), { a: 'table.row', ...at, of: count }, { type: 'primary_filled' }),
            button(t('button.pasteRows'), { a: 'table.pasteForm', ...at }),
          ]
        : []),
      button(t('button.backToForm'), { a: 'form.edit', draft }),
      ...(count > 0 ? [button(t('button.clearRows'), { a: 'table.clear', ...at, of: count }, clear)] : []),
    ]),
    markdown(coloured(t('table.upload', { max }), 'grey'), 'notation'),
  ];
}

function readButtons({ read }: TableRowsCardProps, t: Texts): readonly CardElement[] {
  if (read === undefined) return [];
  return buttonRow([button(t('button.detail'), { a: 'request.detail', request: read.request })]);
}
