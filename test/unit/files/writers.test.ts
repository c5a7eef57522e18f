import PizZip from 'pizzip';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileWriters } from '../../../src/adapters/files/writers.ts';
import type { PrintDocument, SheetRow } from '../../../src/application/ports-files.ts';
import { pdfText } from '../../support/pdf-text.ts';

const writers = createFileWriters();
afterAll(() => writers.close());

const document: PrintDocument = {
  title: '设备租赁审批表',
  footer: 'SBZL-20261122-0001',
  watermark: '已撤销',
  blocks: [
    { kind: 'title', text: '设备租赁审批表', below: 'Equipment lease' },
    {
      kind: 'facts',
      facts: [
        { label: '编号', value: { text: 'SBZL-20261122-0001' } },
        { label: '金额', value: { text: '¥50,000.00' } },
        { label: '事由', value: { text: '桥隧检修需要租赁登高车一台。'.repeat(12) } },
      ],
    },
    { kind: 'heading', text: '办理意见' },
    { kind: 'table', head: ['环节', '意见'], rows: [[{ text: '车间主任' }, { text: '同意，注意安全' }]] },
    { kind: 'qr', link: 'https://applink.feishu.cn/client/bot/open?appId=cli_1', caption: '扫码查看' },
  ],
};

async function* batches(...rows: readonly (readonly SheetRow[])[]) {
  for (const batch of rows) yield batch;
}

async function* broken(): AsyncGenerator<readonly SheetRow[]> {
  yield [['a']];
  throw new Error('the database is gone');
}

describe('files that the service writes (issue 7, item 7)', () => {
  it('draws a PDF whose Chinese words another program reads', async () => {
    const text = pdfText(await writers.pdf(document));
    for (const words of [
      '设备租赁审批表',
      'Equipment lease',
      '车间主任',
      '同意，注意安全',
      '扫码查看',
      '1 / 1',
    ])
      expect(text).toContain(words);
    expect(text.replaceAll(/\s/g, '')).toContain('桥隧检修需要租赁登高车一台。桥隧检修');
    for (const letter of ['已', '撤', '销']) expect(text).toContain(letter);
  });

  it('goes on to further pages, with the head of a table on each', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => [{ text: `第${index + 1}行` }, { text: '内容' }]);
    const bytes = await writers.pdf({
      ...document,
      blocks: [{ kind: 'table', head: ['序号列', '内容列'], rows }],
    });
    const text = pdfText(bytes);
    expect(text).toContain('第200行');
    expect(text.match(/序号列/g)?.length).toBeGreaterThan(3);
  });

  it('writes an XLSX of many batches that another program reads', async () => {
    const bytes = await writers.xlsx(
      { name: '台账/2026', head: ['编号', '数量'], widths: [20, 10] },
      batches([['A-1', 1]], [['A-2', 2.5]], [['A-3', null]]),
    );
    const [sheet] = await readXlsxFile(Buffer.from(bytes));
    expect(sheet?.sheet).toBe('台账 2026');
    expect(sheet?.data).toEqual([
      ['编号', '数量'],
      ['A-1', 1],
      ['A-2', 2.5],
      ['A-3', null],
    ]);
  });

  it('keeps cells that look like formulas as words', async () => {
    const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '<b>&"', 'a\u0000b'];
    const bytes = await writers.xlsx({ name: 'x', head: ['=cmd'], widths: [9] }, batches([evil]));
    const xml = new PizZip(Buffer.from(bytes)).file('xl/worksheets/sheet1.xml')?.asText() ?? '';
    expect(xml).not.toContain('<f>');
    expect(xml.match(/s="2" t="inlineStr"/g)).toHaveLength(5);
    const [sheet] = await readXlsxFile(Buffer.from(bytes), { trim: false });
    expect(sheet?.data).toEqual([
      ['=cmd', null, null, null, null, null, null],
      [...evil.slice(0, 6), 'ab'],
    ]);
  });

  it('ends its process when there is nothing to write, and starts it again', async () => {
    const short = createFileWriters({ idleMs: 1 });
    await short.pdf(document);
    await expect.poll(() => short.pid()).toBeUndefined();
    expect((await short.pdf(document)).byteLength).toBeGreaterThan(1000);
    await short.close();
  });

  it('fails as something to try again when the process dies, and drops a sheet whose rows cannot be had', async () => {
    const dying = createFileWriters();
    async function* killed() {
      yield [['a']];
      process.kill(dying.pid() ?? 0, 'SIGKILL');
      await expect.poll(() => dying.pid()).toBeUndefined();
      yield [['b']];
    }
    const sheet = { name: 'x', head: ['a'], widths: [9] };
    await expect(dying.xlsx(sheet, killed())).rejects.toMatchObject({ code: 'file.failed' });
    await expect(dying.xlsx(sheet, broken())).rejects.toThrow('the database is gone');
    await dying.close();
  });
});
