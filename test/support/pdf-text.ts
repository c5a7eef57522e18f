import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF, line by line: an independent reader that knows of PDF only what is needed here: compressed
 * streams, fonts with a `ToUnicode` table, and the operators that show text. `pdftotext`, where it is there, agrees
 * (test/unit/files/pdf-text.test.ts).
 */
export function pdfText(bytes: Uint8Array): string {
  const objects = objectsOf(Buffer.from(bytes));
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  const pages: string[] = [];
  for (const body of objects.values()) {
    for (const [, name = '', id = ''] of body.head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1];
      fonts.set(name, unicodeTable(objects.get(unicode ?? '')?.text() ?? ''));
    }
  }
  for (const body of objects.values()) {
    if (!/\/Type \/Page\b(?!s)/.test(body.head)) continue;
    const contents = /\/Contents (\d+) 0 R/.exec(body.head)?.[1];
    pages.push(shownText(objects.get(contents ?? '')?.text() ?? '', fonts));
  }
  return pages.join('\n');
}

interface PdfObject {
  readonly head: string;
  text(): string;
}

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const source = pdf.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const match of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:\nendobj|stream\n)/g)) {
    const head = match[2] ?? '';
    const from = (match.index ?? 0) + match[0].length;
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const raw = pdf.subarray(from, from + length);
    const packed = head.includes('/FlateDecode');
    found.set(match[1] ?? '', {
      head,
      text: () => (packed ? inflateSync(raw) : raw).toString('latin1'),
    });
  }
  return found;
}

/** Which character each glyph code (four hex digits) stands for. */
function unicodeTable(cmap: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [, first = '', , list = ''] of cmap.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    const from = Number.parseInt(first, 16);
    [...list.matchAll(/<(\w+)>/g)].forEach(([, code = ''], index) => {
      const text = Buffer.from(code, 'hex').swap16().toString('utf16le');
      table.set((from + index).toString(16).padStart(4, '0'), text);
    });
  }
  return table;
}

/** What is shown at the same height, one after the other, is a line. */
function shownText(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let height = '';
  const lines: string[] = [];
  const words = /\/(F\d+) [\d.]+ Tf|[\d.-]+ ([\d.-]+) Tm|\[([^\]]*)\] TJ/g;
  for (const [, name, y, shown] of stream.matchAll(words)) {
    if (name !== undefined) font = fonts.get(name) ?? font;
    else if (y !== undefined) {
      if (y !== height) lines.push('');
      height = y;
    } else {
      const glyphs = [...(shown ?? '').matchAll(/<(\w+)>/g)].flatMap(
        ([, hex = '']) => hex.match(/.{4}/g) ?? [],
      );
      const text = glyphs.map(code => font.get(code.toLowerCase()) ?? '\ufffd').join('');
      lines.push(`${lines.pop() ?? ''}${text}`);
    }
  }
  return lines.join('\n');
}
