import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import writeXlsxFile from 'write-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_SHEET_BYTES, readSheetFile } from '../../../src/features/applying/tables/read-sheet.ts';
import { zipOf } from '../../support/zip.ts';

const sheet = (xml: string) => ({
  '[Content_Types].xml': '<Types/>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
  'xl/worksheets/sheet1.xml': xml,
});
const read = (name: string, bytes: Uint8Array) => readSheetFile(name, bytes);
const csv = (text: string) => read('a.csv', Buffer.from(text));

describe('a file as the rows of a detail table', () => {
  let xlsx: Uint8Array = new Uint8Array();
  beforeAll(async () => {
    xlsx = await writeXlsxFile([
      [{ value: '姓名' }, { value: '日期' }, { value: '金额' }],
      [
        { value: '张三' },
        { value: new Date('2026-02-03T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' },
        { value: 3.5 },
      ],
    ]).toBuffer();
  });

  test('an XLSX: words, dates and numbers', async () => {
    expect(await read('a.xlsx', xlsx)).toEqual({
      grid: [
        ['姓名', '日期', '金额'],
        ['张三', new Date('2026-02-03T00:00:00Z'), 3.5],
      ],
    });
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFF姓名,金额\n张三,"1,200"\n')],
    ['semicolons', Buffer.from('姓名;金额\r\n张三;1,200')],
    ['GB 18030, as Excel writes it', Buffer.from('d0d5c3fb09bdf0b6ee0ad5c5c8fd09312c323030', 'hex')],
  ])('a CSV in %s', async (_, bytes) => {
    expect(await read('a.csv', bytes)).toEqual({
      grid: [
        ['姓名', '金额'],
        ['张三', '1,200'],
      ],
    });
  });

  test('what is no XLSX, an old XLS, an empty one, one that is too large', async () => {
    expect(await read('a.xlsx', Buffer.from('hello'))).toEqual({ fault: 'notSheet' });
    expect(await read('a.xlsx', zipOf({ 'a.txt': 'x' }))).toEqual({ fault: 'notSheet' });
    expect(await read('a.xlsx', xlsx.subarray(0, xlsx.length - 30))).toEqual({ fault: 'notSheet' });
    expect(await read('a.csv', Buffer.from([1, 0, 2, 0xff]))).toEqual({ fault: 'notSheet' });
    expect(await read('a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual({ fault: 'oldXls' });
    expect(await csv('')).toEqual({ fault: 'empty' });
    expect(await read('a.csv', Buffer.alloc(MAX_SHEET_BYTES + 1, 'a'))).toEqual({ fault: 'sheetTooLarge' });
  });

  test('a decompression bomb is not unpacked, whatever its header says of its size', async () => {
    const bomb = deflateRawSync(Buffer.alloc(60 * 1024 * 1024, '<'));
    const honest = zipOf(sheet(''), { 'xl/worksheets/sheet2.xml': { packed: bomb, size: 60 * 1024 * 1024 } });
    const lying = zipOf(sheet(''), { 'xl/worksheets/sheet2.xml': { packed: bomb, size: 100 } });
    expect(await read('a.xlsx', honest)).toEqual({ fault: 'sheetTooLarge' });
    expect(await read('a.xlsx', lying)).toEqual({ fault: 'sheetTooLarge' });
  });

  test('entities in the XML are refused', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>';
    expect(await read('a.xlsx', zipOf(sheet(laughs)))).toEqual({ fault: 'suspicious' });
    const wide = Buffer.from(laughs, 'utf16le');
    expect(await read('a.xlsx', zipOf({ ...sheet(''), 'xl/styles.xml': wide }))).toEqual({
      fault: 'suspicious',
    });
  });

  test('a cell far out does not fill the memory', async () => {
    const far =
      '<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>';
    expect(await read('a.xlsx', zipOf(sheet(far)))).toEqual({ fault: 'sheetTooLarge' });
    const dimension = '<worksheet><dimension ref="A1:Z1048576"/><sheetData/></worksheet>';
    expect(await read('a.xlsx', zipOf(sheet(dimension)))).toEqual({ fault: 'sheetTooLarge' });
  });

  test('whatever bytes come, there is an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(), async (bytes, at) => {
        expect(await read('a.csv', bytes)).toBeDefined();
        const spoiled = Uint8Array.from(xlsx);
        spoiled[at % spoiled.length] = bytes[0] ?? 0;
        expect(await read('a.xlsx', spoiled)).toBeDefined();
      }),
      { numRuns: 40 },
    );
  });
});
