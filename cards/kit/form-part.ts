import { wordFault } from './form-fault.ts';
import { buttonRow, submitButton } from './button.ts';
import type { CardElement } from './element.ts';
import type { FormField } from './form-field.ts';
import { fileName } from './file-name.ts';
import { formatBytes, formatRow, formatTable } from './format.ts';
import { sideBySide } from './layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './markdown.ts';
import { clipText } from './paging.ts';
import { same } from './texts.ts';
import type { Texts } from './texts.ts';

const FIRST_ROWS = 3;
const MAX_FAULTS = 5;
const LATEST_FILES = 10;

/** What stands in a form for a field that has no control of its own: a detail table's first rows, files. */
export function partElements(
  field: Extract<FormField, { kind: 'table' | 'files' }>,
  t: Texts,
): readonly CardElement[] {
  return field.kind === 'table' ? tableElements(field, t) : fileElements(field, t);
}

function tableElements(field: Extract<FormField, { kind: 'table' }>, t: Texts): readonly CardElement[] {
  const { value, faults, draft } = field;
  const rows = value.rows
    .slice(0, FIRST_ROWS)
    .map((cells, index) => words(bold(same(`${index + 1}`)), plain(clipText(formatRow(cells, t), 120))));
  const more =
    value.rows.length > FIRST_ROWS ? [coloured(t('table.rest', { n: value.rows.length }), 'grey')] : [];
  const wrong = faults.slice(0, MAX_FAULTS).map(fault => coloured(wordFault(fault, t), 'red'));
  const label = t(value.rows.length === 0 ? 'button.addRows' : 'button.editRows', {
    label: clipText(field.label, 30),
  });
  return [
    markdown(
      lines(
        coloured(value.rows.length === 0 ? t('table.empty') : formatTable(value, t), 'grey'),
        ...rows,
        ...more,
        ...wrong,
      ),
    ),
    ...buttonRow([submitButton(label, { a: 'table.open', draft, field: field.id }, { size: 'small' })]),
  ];
}

function fileElements(field: Extract<FormField, { kind: 'files' }>, t: Texts): readonly CardElement[] {
  const { files, draft, id } = field;
  const earlier = Math.max(0, files.length - LATEST_FILES);
  return [
    ...(earlier === 0 ? [] : [markdown(coloured(t('files.earlier', { n: earlier }), 'grey'))]),
    ...files
      .slice(earlier)
      .map((file, index) =>
        sideBySide(
          markdown(
            words(
              plain(fileName(file.name, earlier + index, t)),
              coloured(same(formatBytes(file.size)), 'grey'),
            ),
          ),
          submitButton(
            t('button.removeFile'),
            { a: 'file.remove', draft, field: id, key: file.key },
            { size: 'tiny' },
          ),
        ),
      ),
    markdown(coloured(t('files.howTo', { n: files.length, max: field.max }), 'grey'), 'notation'),
  ];
}
