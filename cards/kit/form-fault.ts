import type { FieldFault } from './form-field.ts';
import { clipText } from './paging.ts';
import type { Text, Texts } from './texts.ts';

/** What is wrong, with row and column where it is in a detail table. */
export function wordFault(
  { problem, limit = 0, until = '', by = '', row, column }: FieldFault,
  t: Texts,
): Text {
  const what = t(`fault.${problem}`, { limit, until, by });
  if (row === undefined || column === undefined) return what;
  return t('fault.atCell', { row, column: clipText(column, 40), what });
}
