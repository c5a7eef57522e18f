import { spawnSync } from 'node:child_process';
import { inflateRawSync } from 'node:zlib';
import { pdfText } from './pdf-text.ts';

/** Files of the service opened by other programs than those that wrote them: nothing of its libraries reads here. */

/** The parts of a zip (DOCX, XLSX), by its directory. */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const parts = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [packed, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset));
    const from = zip.readUInt32LE(at + 42);
    const body = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
    const raw = zip.subarray(body, body + size);
    parts.set(zip.toString('utf8', at + 46, at + 46 + (name ?? 0)), packed === 0 ? raw : inflateRawSync(raw));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(xml: string): string {
  return xml
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** The paragraphs of a Word document in their order; each cell of a table is one at least. */
export function wordLines(bytes: Uint8Array): readonly string[] {
  const xml = unzip(bytes).get('word/document.xml')?.toString('utf8') ?? '';
  return xml.split('</w:p>').map(plain);
}

/** The rows of the first sheet of an XLSX, by the letters of its columns. */
export function sheetRows(bytes: Uint8Array): readonly (readonly string[])[] {
  const parts = unzip(bytes);
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const shared = text('xl/sharedStrings.xml')
    .split('</si>')
    .map(each => plain(each));
  const sheet = [...parts.keys()].find(name => /^xl\/worksheets\/[^/]+\.xml$/.test(name)) ?? '';
  return [...text(sheet).matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
    const cells: string[] = [];
    for (const [, attributes = '', inner = ''] of row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const letters = /r="([A-Z]+)/.exec(attributes)?.[1] ?? 'A';
      const column = letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      const value = plain(inner);
      cells[column] = attributes.includes('t="s"') ? (shared[Number(value)] ?? '') : value;
    }
    return Array.from(cells, cell => cell ?? '');
  });
}

/**
 * The words of a PDF without the spaces between them, by `pdftotext` where it is installed and by a reader of the tests' own
 * everywhere: both must find the same words, so a machine without the program checks no less.
 */
export function pdfWords(bytes: Uint8Array): readonly string[] {
  const own = squeezed(pdfText(bytes));
  const other = spawnSync(PROGRAM, ['-raw', '-', '-'], { input: bytes, maxBuffer: 1 << 26 });
  return other.error === undefined && other.status === 0
    ? [own, squeezed(other.stdout.toString('utf8'))]
    : [own];
}

const PROGRAM = 'pdftotext';

export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
