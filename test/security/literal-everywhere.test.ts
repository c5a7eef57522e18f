import * as fc from 'fast-check';
import PizZip from 'pizzip';
import readXlsxFile from 'read-excel-file/node';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { literal, printable } from '../../cards/kit/escape.ts';
import { formatValue } from '../../cards/kit/format.ts';
import { validateCard } from '../../cards/kit/validate.ts';
import { readCatalogue } from '../../config/catalogue.ts';
import { projectRoot } from '../../config/project-root.ts';
import { loadTexts } from '../../config/texts.ts';
import { createFileWriters, type OpenFileWriters } from '../../src/adapters/files/writers.ts';
import type { SheetRow } from '../../src/application/ports-files.ts';
import type { FormData, FormValue, ItemDefinition } from '../../src/core/definition.ts';
import { createWorkingCalendar } from '../../src/core/working-calendar.ts';
import type { ArchiveFormData } from '../../src/features/archive/form.ts';
import { printForm, templateData } from '../../src/features/archive/print.ts';
import { ledgerRow, ledgerSheet } from '../../src/features/ledger/sheet.ts';
import { detailOf } from '../../src/features/shared/detail.ts';
import { factsOf } from '../../src/features/shared/facts.ts';
import { createLogger } from '../../src/shared/telemetry.ts';
import { greyPng } from '../../src/shared/png.ts';
import { nodesOf, textOf } from '../support/card-reader.ts';
import { step } from '../support/flow/definition.ts';
import { begin } from '../support/flow/play.ts';
import { pdfText } from '../support/pdf-text.ts';
import { memoryStores } from '../support/stores.ts';
import { buildCalendar } from '../unit/calendar/support.ts';
import { rounds } from './support/rounds.ts';

const RUNS = rounds('LITERAL_TEXTS', 25);
const texts = loadTexts(join(projectRoot, 'config', 'locales'));

/** Pieces that mean something to a card, a sheet, a template, a PDF, a log or a query. */
const PIECES = [
  ...'<at id=all></at>|</font>|**|~~|[a](https://evil.example)|![x](y)|`|# |&lt;|&#60;|:DONE:|\\|~'.split(
    '|',
  ),
  ...'=cmd!A1|+1|-1|@SUM(A1)|=HYPERLINK("http://evil.example")|\'=1|;|,|"|%0A=1'.split('|'),
  ...'{title}|{#opinions}|{/opinions}|{{|}}|{form.reason}|]]>|<w:t>|<!--|&amp;|&|<|>|(|)|endobj|%PDF'.split(
    '|',
  ),
  ...'$where|__proto__|{"$gt":""}|constructor|..%2f|甲乙丙|ü'.split('|'),
];
/** What has no place in XML, turns the reading direction, or stands for a picture on its way into a document. */
const ODD = [
  '\u0000',
  '\u0001',
  '\u001b[31m',
  '\u202e',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\ue0000\ue001',
  '\ue0001\ue001',
  '\t',
  '\n',
  '\r\n',
  '👩‍👧',
];
const plain = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
  .map(parts => parts.join(''));
const any = fc
  .array(fc.constantFrom(...PIECES, ...ODD), { minLength: 1, maxLength: 4 })
  .map(parts => parts.join(''));

/** As a person reads it in a file: without what XML cannot hold, and without the marks that the writer uses itself. */
function inFile(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replaceAll(/[\ue000\ue001]/g, '');
}

/** This text in every place of the form that a person types into. */
function typedEverywhere({ fields }: ItemDefinition, text: string): FormData {
  return Object.fromEntries(
    fields.flatMap((field): readonly (readonly [string, FormValue])[] => {
      switch (field.type) {
        case 'text':
        case 'phone':
          return [[field.id, text]];
        case 'table': {
          const cells = field.columns
            .filter(({ type }) => type === 'text' || type === 'phone')
            .map(({ id }) => [id, text]);
          return cells.length === 0 ? [] : [[field.id, [Object.fromEntries(cells)]]];
        }
        case 'attachment':
        case 'image':
          return [[field.id, [{ messageId: 'om', key: 'k', name: text, size: 1, kind: 'file' as const }]]];
        default:
          return [];
      }
    }),
  );
}

/** A request of this item with that text in it, decided with it as the opinion, commented on with it. */
function requestOf(item: ItemDefinition, text: string) {
  const play = begin([step('one', 'wes')]);
  const { state, org: organisation, context, timeline } = play;
  const tasks = state.tasks.map(task => ({ ...task, opinion: text }));
  const comments = [{ id: 'c', by: 'ann', at: play.now, text, mentions: [] }];
  const told = { ...state, form: typedEverywhere(item, text), tasks, comments };
  const definition = { ...item, flow: play.definition.flow };
  const stored = { state: told, version: 1, timeline, outbox: [], processed: [] };
  return {
    play,
    view: { stored, state: told, definition, organisation, context: { ...context, definition }, parts: {} },
  };
}

let items: readonly ItemDefinition[] = [];
let files: OpenFileWriters;
beforeAll(async () => {
  items = (await readCatalogue(join(projectRoot, 'config', 'catalogue'))).map(item => ({
    ...item,
    version: 1,
  }));
  files = createFileWriters();
});
afterAll(() => files.close());

describe('any text typed in any field of any built-in item', () => {
  test('stands on the card as it was typed, and is no markup', () => {
    fc.assert(
      fc.property(fc.nat(), any, (n, text) => {
        const item = items[n % items.length];
        if (item === undefined) throw new Error('no items');
        const { play, view } = requestOf(item, text);
        const card = detailOf(
          {
            texts,
            timeZone: 'Asia/Shanghai',
            calendar: createWorkingCalendar(buildCalendar()),
            clock: { now: () => play.now },
            stores: memoryStores(),
            directory: { candidates: async () => [], departments: async () => [] },
          },
          view,
          'ann',
        );
        expect(validateCard(card)).toEqual([]);
        for (const node of nodesOf(card).filter(({ tag }) => tag === 'markdown'))
          expect(JSON.stringify([node['content'], node['i18n_content'] ?? ''])).not.toMatch(
            /<(?!font color='(?:grey|red|green|orange|blue)'>|\/font>)|\]\(|`|https:|\u202e/,
          );
        const shown = textOf(card);
        expect(shown).toContain(printable(text).trim());
        expect(literal(printable(text))).toBe(literal(text));
      }),
      { numRuns: RUNS * 4 },
    );
  });

  test('stands in the ledger as words: no formula, nothing lost that a sheet can hold', async () => {
    for (const item of items) {
      const typed = fc.sample(any, RUNS);
      const rows = typed.map((text): SheetRow => {
        const { view } = requestOf(item, text);
        return ledgerRow({ texts, language: 'zh' }, item, view.organisation, String, view.state);
      });
      const bytes = await files.xlsx(ledgerSheet({ texts, language: 'zh' }, item), batch(rows));
      const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
      expect(xml).not.toMatch(/<f[ >]/);
      expectWellFormed(xml);
      const [sheet] = await readXlsxFile(Buffer.from(bytes), { trim: false });
      const read = sheet?.data.slice(1) ?? [];
      const at = item.fields.findIndex(({ type }) => type === 'text');
      if (at < 0) continue;
      for (const [n, text] of typed.entries()) {
        const cell = read[n]?.[8 + at] ?? '';
        const kept = text
          .replaceAll(/\r\n?/g, '\n')
          .replaceAll(/(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu, '');
        expect(String(cell).replaceAll('\r\n', '\n')).toBe(kept);
        if (/^[=+\-@\t]/.test(kept)) expect(xml).toMatch(/ s="\d+" t="inlineStr"/);
      }
    }
  }, 120_000);

  test('stands in the Word form as it was typed, moves no signature, and leaves the file well-formed', async () => {
    for (const item of items) {
      const typed = fc.sample(any, RUNS);
      const form = formOf(item, typed);
      const [signed] = form.opinions;
      const picture = greyPng([Buffer.alloc(8), Buffer.alloc(8)]);
      const data = templateData(form, new Map(signed === undefined ? [] : [[signed, picture]]));
      const xml = partOf(await files.docx({ data }), 'word/document.xml');
      expectWellFormed(xml);
      // The QR code and the one signature.
      expect(xml.match(/<w:drawing>/g)).toHaveLength(2);
      const read = wordsOf(xml);
      for (const text of typed) expect(read).toContain(squeezed(inFile(text)));
    }
  }, 120_000);

  test('stands in the PDF as it was typed', async () => {
    for (const item of items) {
      const typed = fc.sample(plain, RUNS);
      const pdf = await files.pdf(printForm(formOf(item, typed), new Map()));
      const read = squeezed(pdfText(pdf));
      for (const text of typed) expect(read).toContain(squeezed(text));
      // Packed bytes can spell anything, and PDF 1.3 has no objects in them.
      const objects = Buffer.from(pdf)
        .toString('latin1')
        .replaceAll(/stream\n[\s\S]*?\nendstream/g, '');
      expect(objects).toContain('%PDF-1.3');
      expect(objects.length).toBeLessThan(pdf.length / 2);
      expect(objects).not.toMatch(/\/(?:JavaScript|JS|OpenAction|Launch|URI|EmbeddedFile)\b/);
    }
  }, 240_000);

  test('stands in the log on one line, without characters that a terminal obeys', () => {
    fc.assert(
      fc.property(any, text => {
        const lines: string[] = [];
        const log = createLogger({
          level: 'trace',
          secrets: [],
          destination: { write: line => void lines.push(line) },
        });
        log.warn({ text, nested: { text }, err: new Error(text) }, text);
        expect(lines).toHaveLength(1);
        expect(/\p{Cc}/u.test((lines[0] ?? '').replace(/\n$/, ''))).toBe(false);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: expect.any(String) });
      }),
      { numRuns: RUNS * 4 },
    );
  });
});

async function* batch(rows: readonly SheetRow[]) {
  yield rows;
}

function formOf(item: ItemDefinition, typed: readonly string[]): ArchiveFormData {
  const organisation = { people: {}, departments: {} };
  const words = {
    content: '内容',
    opinions: '意见',
    step: '环节',
    who: '人',
    opinion: '意见',
    signature: '签字',
    time: '时间',
    qr: '扫码',
  };
  return {
    title: item.name.zh,
    subtitle: 'N-1',
    number: 'N-1',
    head: [],
    fields: typed.flatMap(text =>
      factsOf(item, typedEverywhere(item, text), organisation).map(({ label, value }) => ({
        id: 'x',
        label: label.zh,
        value: formatValue(value, texts).zh,
      })),
    ),
    tables: [],
    opinions: typed.map(opinion => ({
      step: '一',
      who: opinion,
      opinion,
      time: '09:00',
      confirmed: opinion,
    })),
    link: 'https://example.com',
    words,
  };
}

function partOf(bytes: Uint8Array, name: string): string {
  return new PizZip(bytes).file(name)?.asText() ?? '';
}

/** XML 1.0 has no other characters; a bare `&` or `<` would have been markup. */
function expectWellFormed(xml: string): void {
  expect(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u.test(xml)).toBe(false);
  expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i);
}

function wordsOf(xml: string): string {
  return squeezed(
    [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map(([, text = '']) => text)
      .join('')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&'),
  );
}

/** Lines are broken where the page ends. */
function squeezed(text: string): string {
  return text.replaceAll(/\s/g, '');
}
