import { plainText } from './card.ts';
import type { CardElement, CollapsiblePanel, Column, ColumnSet, Hr } from './element.ts';
import type { Text } from './texts.ts';

export const hr: Hr = { tag: 'hr' };

/** Elements in two columns of the same width; an odd last one keeps its half. */
export function twoColumns(cells: readonly CardElement[]): readonly CardElement[] {
  const rows: ColumnSet[] = [];
  for (let at = 0; at < cells.length; at += 2)
    rows.push({
      tag: 'column_set',
      flex_mode: 'bisect',
      horizontal_spacing: '12px',
      columns: cells.slice(at, at + 2).map(cell => column([cell], 1)),
    });
  return rows;
}

/** Something wide on the left and something small, a button mostly, on the right. */
export function sideBySide(left: CardElement, ...right: readonly CardElement[]): ColumnSet {
  return {
    tag: 'column_set',
    flex_mode: 'none',
    horizontal_spacing: '8px',
    columns: [column([left], 1), { tag: 'column', width: 'auto', vertical_align: 'center', elements: right }],
  };
}

/** Something wide, with small buttons beside each other on its right. */
export function beside(left: CardElement, ...buttons: readonly CardElement[]): ColumnSet {
  return {
    tag: 'column_set',
    flex_mode: 'none',
    horizontal_spacing: '8px',
    columns: [column([left], 1), ...buttons.map(small)],
  };
}

function small(element: CardElement): Column {
  return { tag: 'column', width: 'auto', vertical_align: 'center', elements: [element] };
}

/** A panel that opens with a tap. Empty ones are left out. */
export function panel(
  title: Text,
  elements: readonly CardElement[],
  expanded = false,
): readonly CardElement[] {
  if (elements.length === 0) return [];
  const one: CollapsiblePanel = {
    tag: 'collapsible_panel',
    expanded,
    header: { title: plainText(title) },
    border: { color: 'grey', corner_radius: '6px' },
    padding: '8px',
    elements,
  };
  return [one];
}

function column(elements: readonly CardElement[], weight: number): Column {
  return { tag: 'column', width: 'weighted', weight, vertical_align: 'top', elements };
}
