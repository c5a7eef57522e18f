import { deflateRawSync, deflateSync } from 'node:zlib';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readItem } from '../../config/catalogue.ts';
import { readIcs } from '../../src/adapters/calendar/read-ics.ts';
import { readJson } from '../../src/adapters/calendar/read-json.ts';
import { createFileWriters, type OpenFileWriters } from '../../src/adapters/files/writers.ts';
import { readSheetFile } from '../../src/features/applying/tables/read-sheet.ts';
import { greyPng } from '../../src/shared/png.ts';
import { startWorld, type World } from '../support/world.ts';
import { zipOf } from '../support/zip.ts';

const MB = 1024 * 1024;
/** On a busy machine; what these files want to do would take minutes, or the whole memory. */
const SOON_MS = 60_000;

/** What the work takes of time and memory, beside its answer. */
async function within<T>(mb: number, work: () => T | Promise<T>): Promise<T> {
  const [since, before] = [performance.now(), process.memoryUsage().rss];
  const answer = await work();
  expect(performance.now() - since).toBeLessThan(SOON_MS);
  expect((process.memoryUsage().rss - before) / MB).toBeLessThan(mb);
  return answer;
}

const sheet = (xml: string) => ({
  '[Content_Types].xml': '<Types/>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
  'xl/worksheets/sheet1.xml': xml,
});
const cells = (n: number, place: (row: number) => string) =>
  `<worksheet><sheetData>${Array.from({ length: n }, (_, row) => `<row><c r="${place(row + 1)}"><v>1</v></c></row>`).join('')}</sheetData></worksheet>`;
const entities = (inner: string) => `<!DOCTYPE x [${inner}]><worksheet>&e;</worksheet>`;

const event = (n: number, title = '休') =>
  `BEGIN:VEVENT\nSUMMARY:${title}\nDTSTART:20270101\nDTEND:20270225\nX-N:${n}\nEND:VEVENT\n`;

const docx = (
  xml: string,
  ...more: readonly Readonly<Record<string, { readonly packed: Uint8Array; readonly size: number }>>[]
) => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': xml }, ...more);
const body = (text: string) =>
  `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;

/** Each line stands for the one before it, twice: the last one for half a million. */
const LAUGHS = [
  'l0: &l0 [x, x]',
  ...Array.from({ length: 19 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}]`),
].join('\n');

describe('a sheet that wants too much', () => {
  const bomb = deflateRawSync(Buffer.alloc(200 * MB, '<'), { level: 9 });
  const billion = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n} "${`&e${n + 1};`.repeat(10)}">`).join(
    '',
  );
  test.each([
    [
      'a bomb',
      zipOf(sheet(''), { 'xl/sharedStrings.xml': { packed: bomb, size: 200 * MB } }),
      'sheetTooLarge',
    ],
    [
      'a bomb that hides its size',
      zipOf(sheet(''), { 'xl/a.xml': { packed: bomb, size: 10 } }),
      'sheetTooLarge',
    ],
    [
      'a bomb beside the sheets',
      zipOf(sheet(''), { 'xl/media/a.png': { packed: bomb, size: 10 } }),
      'sheetTooLarge',
    ],
    [
      'a part that says it has four gigabytes',
      zipOf(sheet(''), {
        'xl/styles.xml': { packed: deflateRawSync(Buffer.from('<a/>')), size: 0xff_ff_ff_00 },
      }),
      'sheetTooLarge',
    ],
    [
      'a thousand sheets',
      zipOf(
        Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`xl/worksheets/sheet${n}.xml`, '<a/>'])),
      ),
      'suspicious',
    ],
    ['a billion laughs', zipOf(sheet(entities(`${billion}<!ENTITY e "&e0;">`))), 'suspicious'],
    [
      'a file of the machine',
      zipOf(sheet(entities('<!ENTITY e SYSTEM "file:///etc/passwd">'))),
      'suspicious',
    ],
    ['an address', zipOf(sheet('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><worksheet/>')), 'suspicious'],
    ['a cell at the end of the world', zipOf(sheet(cells(1, () => 'XFD1048576'))), 'sheetTooLarge'],
    ['a hundred thousand rows', zipOf(sheet(cells(100_000, row => `A${row}`))), 'sheetTooLarge'],
  ])('%s: a sentence, and nothing unpacked', async (_, bytes, fault) => {
    expect(await within(300, () => readSheetFile('a.xlsx', bytes))).toEqual({ fault });
  });

  test('as many cells as fit, all in one place', async () => {
    const answer = await within(1_200, () =>
      readSheetFile('a.xlsx', zipOf(sheet(cells(300_000, () => 'A1')))),
    );
    expect(answer).toBeDefined();
  });

  test('a CSV of a million lines, of a million columns, and of quotes', async () => {
    for (const text of ['a\n'.repeat(MB), 'a,'.repeat(MB), '"'.repeat(2 * MB - 1), '","'.repeat(600_000)])
      expect(await within(1_200, () => readSheetFile('a.csv', Buffer.from(text)))).toBeDefined();
  });
});

describe('a template that wants too much', () => {
  let files: OpenFileWriters;
  beforeAll(() => {
    files = createFileWriters();
  });
  afterAll(() => files.close());
  test('is refused with the reason, and the next file is written by the same process', async () => {
    const own = await files.builtInTemplate();
    const asking = (text: string): Uint8Array => {
      const zip = new PizZip(own);
      zip.file('word/document.xml', body(text));
      return zip.generate({ type: 'uint8array' });
    };
    const writer = files.pid();
    const packed = deflateRawSync(Buffer.alloc(200 * MB, '<'), { level: 9 });
    const refused: readonly (readonly [Uint8Array, string])[] = [
      [docx(body('x'), { 'word/styles.xml': { packed, size: 10 } }), '24 MB'],
      [docx(body('x'), { 'word/media/a.png': { packed, size: 10 } }), '24 MB'],
      [docx(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${body('&e;')}`), 'entities'],
      [asking('{a}'.repeat(3_000)), 'placeholders'],
      [Buffer.from('no zip'), 'no Word document'],
    ];
    for (const [template, why] of refused)
      await expect(files.placeholders(template)).rejects.toMatchObject({
        code: 'file.unreadable',
        details: { why: expect.stringContaining(why) },
      });
    expect(await files.placeholders(asking('{form.reason}'))).toHaveLength(1);
    expect(files.pid()).toBe(writer);
  }, 60_000);

  test.each([
    ['says it is ten metres wide', (png: Buffer) => withSize(png, 60_000, 60_000)],
    ['holds more than it says', () => pngOf(deflateSync(Buffer.alloc(200 * MB), { level: 9 }))],
    ['is broken', (png: Buffer) => png.subarray(0, 60)],
  ])(
    'a signature that %s is left out, and the form is printed',
    async (_, spoil) => {
      const good = Buffer.from(greyPng([Buffer.alloc(10), Buffer.alloc(10)]));
      const cell = { text: '李晓明', picture: new Uint8Array(spoil(good)) };
      const facts = [{ label: '签字', value: cell }];
      const pdf = await files.pdf({ title: 'T', footer: '', blocks: [{ kind: 'facts', facts }] });
      expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    },
    60_000,
  );
});

describe('a calendar that wants too much', () => {
  test.each([
    ['a line without an end', 'a'.repeat(MB)],
    ['a line of semicolons', `a;${';'.repeat(MB)}`],
    ['a line that is folded half a million times', `SUMMARY:x\n${' x\n'.repeat(300_000)}`],
    ['a title of brackets', event(1, `休${'('.repeat(MB)}`)],
    ['a title of spaces', event(1, `休${' '.repeat(MB)}x`)],
    ['more days than a life has', Array.from({ length: 9_000 }, (_, n) => event(n)).join('')],
  ])('%s is answered', async (_, text) => {
    expect(await within(300, () => readIcs(text))).toBeDefined();
  });
  test('too many days are refused in words', () => {
    const text = Array.from({ length: 100 }, (_, n) => event(n)).join('');
    expect(readIcs(text)).toMatchObject({ ok: false, problem: { en: 'more than 4000 days' } });
  });
  test('JSON as deep as it can be, and with a prototype', async () => {
    const deep = `{"days":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(await within(300, () => readJson(deep))).toMatchObject({ ok: false });
    expect(
      readJson('{"__proto__":{"days":[]},"days":[{"date":"2027-01-01","kind":"off","__proto__":{}}]}').ok,
    ).toBe(false);
  });
});

describe('an item that wants too much', () => {
  test.each([
    ['aliases that stand for half a million', LAUGHS],
    ['lists within lists', `id: ${'['.repeat(100_000)}`],
    ['lists within lists that end', `id: ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['maps within maps', '{a: '.repeat(50_000)],
    ['dashes', '- '.repeat(100_000)],
    ['an anchor that holds itself', 'a: &a [*a]'],
    ['a prototype', '__proto__: {id: X}\nconstructor: {prototype: {id: X}}'],
    ['a tag that would make an object', 'id: !!js/function "function(){ process.exit() }"'],
  ])('%s: refused with its line', async (_, text) => {
    const { faults, item } = await within(1_200, () => readItem('a.yaml', text));
    expect(item).toBeUndefined();
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]?.line).toBeGreaterThan(0);
  });
  test('what nests is not followed to the end of the stack, where V8 may end the process', () => {
    for (const text of ['['.repeat(200), '{a: '.repeat(200), '- '.repeat(200), '? '.repeat(200)])
      expect(readItem('a.yaml', text).faults[0]?.problem).toBe('is nested too deeply');
  });
});

describe('sent to the bot', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  }, 60_000);
  afterAll(() => world.stop());
  test('each is answered with a sentence, and the bot goes on', async () => {
    const sent: readonly (readonly [string, string, string])[] = [
      ['bomb.yaml', LAUGHS, 'bomb.yaml'],
      ['deep.yaml', '['.repeat(50_000), 'deep.yaml'],
      ['bomb.ics', `BEGIN:VCALENDAR\n${Array.from({ length: 200 }, (_, n) => event(n)).join('')}`, '4000'],
    ];
    for (const [name, text, said] of sent) {
      await world.people.upload('ou_lin', 'file', name, Buffer.from(text));
      await world.settle();
      expect((await world.seenBy('ou_lin')).at(-1)).toContain(said);
    }
    await world.say('ou_lin', '帮助');
    expect(world.errors).toEqual([]);
  }, 120_000);
});

/** A grey PNG's header with another size. */
function withSize(png: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(width, 16);
  copy.writeUInt32BE(height, 20);
  return copy;
}

/** A PNG of ten by ten pixels that holds these packed bytes. */
function pngOf(packed: Buffer): Buffer {
  const small = Buffer.from(greyPng(Array.from({ length: 10 }, () => Buffer.alloc(10))));
  const at = small.indexOf('IDAT') - 4;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(packed.length, 0);
  head.write('IDAT', 4, 'latin1');
  return Buffer.concat([small.subarray(0, at), head, packed, Buffer.alloc(4), small.subarray(-12)]);
}
