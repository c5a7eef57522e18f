import type { Content, CustomTableLayout, TableCell } from 'pdfmake';
import { isDrawable } from './pictures.ts';
import type { PrintBlock, PrintCell, PrintFact } from '../../application/ports-files.ts';

const LABEL = '#f2f3f5';
const HAIR: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#8f959e',
  vLineColor: () => '#8f959e',
  paddingTop: () => 4,
  paddingBottom: () => 4,
};
/** A longer value takes the whole row. */
const SHORT = 18;
const LABEL_WIDTH = 76;

/** One block in pdfmake's words. */
export function contentOf(block: PrintBlock): Content {
  switch (block.kind) {
    case 'title':
      return [
        { text: block.text, fontSize: 18, bold: true, alignment: 'center' },
        ...(block.below === undefined
          ? []
          : [{ text: block.below, alignment: 'center' as const, color: '#444444' }]),
        { text: '', margin: [0, 4] },
      ];
    case 'heading':
      return { text: block.text, fontSize: 12, bold: true, margin: [0, 10, 0, 4], headlineLevel: 1 };
    case 'text':
      return { text: block.text, margin: [0, 0, 0, 4] };
    case 'note':
      return { text: block.text, fontSize: 8, color: '#666666', margin: [0, 4, 0, 0] };
    case 'list':
      return block.ordered ? { ol: [...block.items] } : { ul: [...block.items] };
    case 'facts':
      return {
        layout: HAIR,
        table: {
          widths: [LABEL_WIDTH, '*', LABEL_WIDTH, '*'],
          body: factRows(block.facts),
          dontBreakRows: true,
        },
      };
    case 'table':
      return {
        layout: HAIR,
        table: {
          headerRows: 1,
          widths: widthsOf(block.head.length, block.shares),
          body: [block.head.map(text => label(text)), ...block.rows.map(row => row.map(cellOf))],
        },
      };
    case 'qr':
      return {
        unbreakable: true,
        margin: [0, 10, 0, 0],
        stack: [
          { qr: block.link, fit: 84, alignment: 'right' },
          { text: block.caption, fontSize: 8, color: '#666666', alignment: 'right', margin: [0, 3, 0, 0] },
        ],
      };
    case 'newPage':
      return { text: '', pageBreak: 'after' };
    default:
      return block satisfies never;
  }
}

/** Short facts stand two in a row, in their order; what is left alone or long takes the row. */
function factRows(facts: readonly PrintFact[]): TableCell[][] {
  const rows: TableCell[][] = [];
  for (let index = 0; index < facts.length; index += 1) {
    const [first, second] = [facts[index], facts[index + 1]];
    if (first === undefined) break;
    if (second !== undefined && isShort(first) && isShort(second)) {
      rows.push([label(first.label), cellOf(first.value), label(second.label), cellOf(second.value)]);
      index += 1;
    } else rows.push([label(first.label), { ...cellOf(first.value), colSpan: 3 }, '', '']);
  }
  return rows.length > 0 ? rows : [['', '', '', '']];
}

function isShort(fact: PrintFact): boolean {
  return (
    fact.value.picture === undefined && !fact.value.text.includes('\n') && fact.value.text.length <= SHORT
  );
}

function label(text: string): TableCell {
  return { text, fillColor: LABEL, bold: true };
}

function cellOf(cell: PrintCell): { text: string } | { stack: Content[] } {
  if (cell.picture === undefined || !isDrawable(cell.picture)) return { text: cell.text };
  const image = { image: dataUrl(cell.picture), fit: [110, 44] as [number, number], margin: 2 };
  return { stack: cell.text === '' ? [image] : [{ text: cell.text }, image] };
}

function widthsOf(columns: number, shares: readonly number[] | undefined): string[] {
  const parts = shares ?? Array.from({ length: columns }, () => 1);
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return parts.map(part => `${((part / whole) * 100).toFixed(2)}%`);
}

function dataUrl(bytes: Uint8Array): string {
  const type = bytes[0] === 0xff && bytes[1] === 0xd8 ? 'jpeg' : 'png';
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
}
