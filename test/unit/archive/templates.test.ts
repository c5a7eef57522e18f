import PizZip from 'pizzip';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileWriters } from '../../../src/adapters/files/writers.ts';
import type { Field } from '../../../src/core/definition.ts';
import type { ArchiveFormData } from '../../../src/features/archive/form.ts';
import { knownNames, unknownNames } from '../../../src/features/archive/known-names.ts';
import { printForm, templateData } from '../../../src/features/archive/print.ts';
import { pdfText } from '../../support/pdf-text.ts';

const writers = createFileWriters();
afterAll(() => writers.close());

const label = { zh: '报价', en: 'Offers' };
const fields: readonly Field[] = [
  { id: 'what', type: 'text', label, required: true },
  { id: 'offers', type: 'table', label, columns: [{ id: 'supplier', type: 'text', label }] },
];
const form: ArchiveFormData = {
  title: '租赁审批表',
  subtitle: '沪工修〔2026〕12号',
  number: 'SBZL-20261122-0001',
  head: [{ label: '编号', value: 'SBZL-20261122-0001' }],
  fields: [{ id: 'what', label: '设备', value: '起重机 <25 t> & 操作员' }],
  tables: [
    {
      id: 'offers',
      title: '供应商比价',
      columns: [
        { id: 'supplier', label: '供应商' },
        { id: 'price', label: '报价' },
      ],
      rows: [
        ['甲公司', '80,000.00 元'],
        ['乙公司', ''],
      ],
      sums: ['报价 80,000.00 元'],
    },
  ],
  opinions: [],
  link: 'https://onewindow.example.com/r/SBZL-20261122-0001',
  endedAt: Date.UTC(2026, 10, 22),
  words: {
    content: '申请内容',
    opinions: '办理意见',
    step: '环节',
    who: '办理人',
    opinion: '意见',
    signature: '签名',
    time: '时间',
    qr: '扫码',
  },
};

/** The built-in template with its body replaced by these paragraphs. */
async function template(...paragraphs: readonly string[]): Promise<Uint8Array> {
  const zip = new PizZip(await writers.builtInTemplate());
  const body = paragraphs.map(text => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const xml = zip.file('word/document.xml')?.asText() ?? '';
  zip.file('word/document.xml', xml.replace(/<w:body>.*<\/w:body>/s, `<w:body>${body}</w:body>`));
  return zip.generate({ type: 'uint8array' });
}

function paragraphsOf(docx: Uint8Array): readonly string[] {
  const xml = new PizZip(docx).file('word/document.xml')?.asText() ?? '';
  return [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([one]) => one.replaceAll(/<[^>]+>/g, ''));
}

describe('detail tables on the standard form (peers.md row 4)', () => {
  it('stand row by row on the PDF, numbered, with what they come to', async () => {
    const text = pdfText(await writers.pdf(printForm(form, new Map())));
    for (const words of ['供应商比价', '甲公司', '乙公司', '80,000.00 元', '报价 80,000.00 元'])
      expect(text).toContain(words);
  });

  it('repeat a part of a template by the names of their columns', async () => {
    const filled = await writers.docx({
      template: await template('{#rows.offers}', '{supplier}：{price}', '{/rows.offers}', '{form.what}'),
      data: templateData(form, new Map()),
    });
    expect(paragraphsOf(filled)).toEqual([
      '甲公司：80,000.00 元',
      '乙公司：',
      '起重机 &lt;25 t&gt; &amp; 操作员',
    ]);
  });
});

async function unknownIn(...paragraphs: readonly string[]): Promise<readonly string[]> {
  return unknownNames(await writers.placeholders(await template(...paragraphs)), { fields });
}

describe('names that a template may hold', () => {
  it('the built-in layout holds known ones only', async () => {
    const asked = await writers.placeholders(await writers.builtInTemplate());
    expect(unknownNames(asked, { fields })).toEqual([]);
    expect(asked.length).toBeGreaterThan(15);
  });

  it('columns are known inside their table only, and each unknown name is told once', async () => {
    expect(await unknownIn('{#rows.offers}{supplier}{/rows.offers}')).toEqual([]);
    expect(await unknownIn('{supplier} {price} {price}')).toEqual(['supplier', 'price']);
    expect(await unknownIn('{#opinions}{who}{salary}{/opinions}')).toEqual(['salary']);
    expect(await unknownIn('{#rows.other}{x}{/rows.other}')).toEqual(['rows.other', 'x']);
  });

  it('what fills the form in is known', () => {
    const filled = Object.keys(templateData(form, new Map()));
    expect(filled.filter(name => !knownNames({ fields }).includes(name))).toEqual([]);
  });
});
