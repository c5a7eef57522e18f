import { checkXlsx } from '../../../shared/safe-zip.ts';
import { parseSeparated, type Cell } from './read-cells.ts';

/** Why a file gives no rows; worded as `upload.<fault>`. */
export type SheetFault = 'notSheet' | 'oldXls' | 'sheetTooLarge' | 'suspicious' | 'empty';

/** More than a thousand rows need. */
export const MAX_SHEET_BYTES = 2 * 1024 * 1024;

const XLS = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** The cells of the first sheet of an XLSX, or of a CSV in UTF-8 or GB 18030; or why there are none. */
export async function readSheetFile(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly grid: readonly (readonly Cell[])[] } | { readonly fault: SheetFault }> {
  if (bytes.length > MAX_SHEET_BYTES) return { fault: 'sheetTooLarge' };
  if (beginsWith(bytes, XLS)) return { fault: 'oldXls' };
  if (beginsWith(bytes, ZIP)) return readXlsx(bytes);
  if (/\.xlsx$/i.test(name)) return { fault: 'notSheet' };
  const text = textOf(bytes);
  if (text === undefined || text.includes('\0')) return { fault: 'notSheet' };
  const grid = readCsv(text);
  return grid.length === 0 ? { fault: 'empty' } : { grid };
}

/** Files that are read as sheets, by their names. */
export function isSheetName(name: string): boolean {
  return /\.(xlsx|xls|csv)$/i.test(name);
}

async function readXlsx(bytes: Uint8Array) {
  const verdict = checkXlsx(bytes);
  if (verdict === 'tooLarge') return { fault: 'sheetTooLarge' } as const;
  if (verdict !== 'fine') return { fault: verdict === 'suspicious' ? verdict : 'notSheet' } as const;
  try {
    const copy = new Uint8Array(bytes);
    // Ten megabytes that a service which is sent no sheets need not hold.
    const { readSheet } = await import('read-excel-file/universal');
    const rows: readonly (readonly unknown[])[] = await readSheet(copy.buffer, 1);
    return rows.length === 0 ? ({ fault: 'empty' } as const) : { grid: rows.map(row => row.map(cellOf)) };
  } catch {
    // A zip, but not of a workbook.
    return { fault: 'notSheet' } as const;
  }
}

function cellOf(cell: unknown): Cell {
  if (cell instanceof Date || typeof cell === 'string') return cell;
  return typeof cell === 'number' || typeof cell === 'boolean' ? cell : null;
}

/** Excel writes CSV in the machine's own code page: in China that is GB 18030. */
function textOf(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, or none.
    }
  return undefined;
}

/** The separator is the one that the first line has most of. */
function readCsv(text: string): readonly (readonly string[])[] {
  const first = text.split('\n', 1)[0] ?? '';
  const counted = ([',', '\t', ';'] as const).map(one => ({ one, n: first.split(one).length }));
  const best = counted.reduce((a, b) => (b.n > a.n ? b : a)).one;
  try {
    return parseSeparated(text, best);
  } catch {
    return [];
  }
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
