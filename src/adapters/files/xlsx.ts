import { strToU8, unzipSync, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import type { Sheet, SheetCell, SheetRow } from '../../application/ports-files.ts';
import { withoutUnwritable } from './xml-text.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const STYLES = 'xl/styles.xml';
const SHEET_END = '</sheetData>';
/** Excel's own limits. */
const LONGEST_CELL = 32_767;
const LONGEST_TAB = 31;
const NOT_ON_A_TAB = /[\\/?*[\]:]/g;

/** An XLSX that grows row by row: in memory stands only what is compressed already. */
export interface GrowingSheet {
  add(rows: readonly SheetRow[]): void;
  end(): Uint8Array;
}

/**
 * Begins an XLSX. write-excel-file makes the workbook with its head; the rows are put into its one sheet as they come,
 * as inline strings and numbers. Words stay words: the cell's type says so, and a style with `quotePrefix` keeps Excel
 * from reading a formula when somebody edits the cell.
 */
export async function beginSheet(sheet: Sheet): Promise<GrowingSheet> {
  const head = sheet.head.map(value => ({ value, type: String, fontWeight: 'bold' as const }));
  const made = writeXlsxFile([head], {
    sheet: tabName(sheet.name),
    columns: sheet.widths.map(width => ({ width })),
    stickyRowsCount: 1,
  });
  const parts = unzipSync(await bufferOf(made));
  const text = (name: string): string => Buffer.from(parts[name] ?? []).toString('utf8');
  const { styles, quoted } = withQuotedStyle(text(STYLES));
  const [before = '', after = ''] = text(SHEET).split(SHEET_END);

  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, bytes] of Object.entries(parts)) {
    if (name === SHEET) continue;
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(name === STYLES ? strToU8(styles) : bytes, true);
  }
  const rowsEntry = new ZipDeflate(SHEET, { level: 6 });
  zip.add(rowsEntry);
  rowsEntry.push(strToU8(before));
  let row = 1;
  return {
    add: rows => {
      const xml = rows.map(cells => {
        row += 1;
        return `<row r="${row}">${cells.map((cell, index) => cellXml(cell, columnName(index) + row, quoted)).join('')}</row>`;
      });
      rowsEntry.push(strToU8(xml.join('')));
    },
    end: () => {
      rowsEntry.push(strToU8(SHEET_END + after), true);
      zip.end();
      return Buffer.concat(chunks);
    },
  };
}

function cellXml(cell: SheetCell, place: string, quoted: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number')
    return Number.isFinite(cell)
      ? `<c r="${place}"><v>${cell}</v></c>`
      : cellXml(String(cell), place, quoted);
  const style = /^[=+\-@\t\r]/.test(cell) ? ` s="${quoted}"` : '';
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

function xmlText(text: string): string {
  return withoutUnwritable(text.slice(0, LONGEST_CELL))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** `A`, `Z`, `AA`: the name of a column by its place from 0. */
function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function tabName(name: string): string {
  return name.replaceAll(NOT_ON_A_TAB, ' ').slice(0, LONGEST_TAB).trim() || 'Sheet1';
}

/** Adds the style of quoted words to the workbook's, and says which it is. */
function withQuotedStyle(styles: string): { readonly styles: string; readonly quoted: number } {
  const count = Number(/<cellXfs count="(\d+)">/.exec(styles)?.[1] ?? 0);
  return {
    quoted: count,
    styles: styles
      .replace(`<cellXfs count="${count}">`, `<cellXfs count="${count + 1}">`)
      .replace('</cellXfs>', '<xf quotePrefix="1"></xf></cellXfs>'),
  };
}

async function bufferOf(made: { toBuffer: () => Promise<Buffer> }): Promise<Uint8Array> {
  return new Uint8Array(await made.toBuffer());
}
