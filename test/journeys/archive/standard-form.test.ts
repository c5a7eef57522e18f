import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActsWorld,
  admin,
  chen,
  item,
  startActs,
  step,
  sun,
  wang,
  worker,
} from '../../support/acts-world.ts';
import { pdfText } from '../../support/pdf-text.ts';

const DOCX = 'word/document.xml';

/** The words of a Word document, without its markup. */
function docxText(bytes: Uint8Array): string {
  const xml = new PizZip(bytes).file(DOCX)?.asText() ?? '';
  return xml.replaceAll(/<\/w:p>/g, '\n').replaceAll(/<[^>]+>/g, '');
}

/** A document that says what `change` makes of the built-in template. */
function changed(template: Uint8Array, change: (xml: string) => string): Uint8Array {
  const zip = new PizZip(template);
  zip.file(DOCX, change(zip.file(DOCX)?.asText() ?? ''));
  return zip.generate({ type: 'uint8array' });
}

describe('规范表式: the standard form of an ended request (issue 7, item 7; features 1.20, 3.15)', () => {
  let world: ActsWorld;
  const last = async (person: string) => (await world.people.files(person)).at(-1);
  beforeAll(async () => {
    world = await startActs([
      item(
        'ARC',
        [step('a', [chen], 'requires: { signature: true }'), step('b', [sun])],
        [
          'archive: { title: { zh: 试验审批表, en: Trial form } }',
          'documentNumber: { template: "沪工〔{YYYY}〕{SEQ}号", reset: year }',
          'revokeDays: 5',
        ].join('\n'),
      ),
      item('PLN', [step('a', [chen])]),
    ]);
    await world.people.send(chen, 'image');
    await world.settle();
    await world.say(chen, '签名');
    await world.tap(chen, '设为我的签名');
  });
  afterAll(async () => {
    await world.stop();
  });

  test('comes to the applicant as a PDF at the end, once, with fields, opinions, number and times', async () => {
    const number = await world.apply('ARC', { what: '租赁登高车' });
    await world.tap(chen, '同意', { sign: true, opinion: '注意高处作业安全' });
    expect(await world.people.files(worker)).toEqual([]);
    await world.tap(sun, '同意');
    const files = await world.people.files(worker);
    expect(files.map(({ name }) => name)).toEqual([`试验审批表 ${number}.pdf`]);
    const text = pdfText(files[0]?.bytes ?? new Uint8Array());
    for (const words of [
      '试验审批表',
      number,
      '沪工〔2026〕1号',
      '租赁登高车',
      '100.00 元',
      '李晓明',
      '环节a',
      '陈大勇',
      '注意高处作业',
      '已同意',
      '扫码回到本申请',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('已撤销');
    expect(Buffer.from(files[0]?.bytes ?? []).toString('latin1')).toContain('/Subtype /Image');
  });

  test('can be printed again by whoever may see the request, the same to the letter, and as Word', async () => {
    const before = pdfText((await last(worker))?.bytes ?? new Uint8Array());
    const number = /ARC-\d{8}-\d{4}/.exec(before)?.[0] ?? '';
    await world.status(number, sun);
    expect(await world.tap(sun, '规范表式 PDF')).toBe('已发到您与一窗的会话');
    expect(pdfText((await last(sun))?.bytes ?? new Uint8Array())).toBe(before);
    await world.tap(sun, '规范表式 Word');
    const word = await last(sun);
    expect(word?.name).toBe(`试验审批表 ${number}.docx`);
    const text = docxText(word?.bytes ?? new Uint8Array());
    for (const words of [
      '试验审批表',
      '沪工〔2026〕1号',
      '同意：注意高处作业安全',
      '租赁登高车',
      '孙立新（已确认）',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/[{}\ue000]/);
    const zip = new PizZip(word?.bytes ?? new Uint8Array());
    expect(Object.keys(zip.files).filter(name => name.startsWith('word/media/'))).toHaveLength(2);
  });

  test('is refused to whoever has no part in the request', async () => {
    const number = await world.apply('PLN');
    await world.tap(chen, '同意');
    await world.status(number);
    const card = await world.cardWith(worker, '规范表式 PDF');
    expect(await world.people.tap(wang, card, '规范表式 PDF')).toBe('这件事不由您办理');
    expect(await world.people.files(wang)).toEqual([]);
    await world.tap(worker, '规范表式 PDF');
    expect((await last(worker))?.name).toBe(`事项PLN表 ${number}.pdf`);
  });

  test('a template of the unit’s own takes the place of the built-in one; unknown names are refused by name', async () => {
    await world.say(admin, '模板 ARC');
    await world.tap(admin, '下载当前模板');
    const builtIn = (await last(admin))?.bytes ?? new Uint8Array();
    const own = (names: string) => changed(builtIn, xml => xml.replace('{title}', `本单位表头 ${names}`));
    await world.people.upload(admin, 'file', '错.docx', own('{form.what} {applicantName} {price}'));
    await world.settle();
    await world.say(admin, '模板 ARC');
    const refused = await world.tap(admin, '使用“错.docx”');
    expect(refused).toContain('{applicantName} {price}');
    expect(refused).not.toContain('form.what');
    await world.people.upload(admin, 'file', '坏.docx', Buffer.from('no document'));
    await world.settle();
    await world.say(admin, '模板 ARC');
    expect(await world.tap(admin, '使用“坏.docx”')).toContain('这个文件不能用作模板');

    const earlier = /ARC-\d{8}-\d{4}/.exec((await world.people.files(worker))[0]?.name ?? '')?.[0] ?? '';
    await world.moveClock(60_000);
    await world.people.upload(admin, 'file', '好.docx', own('{form.what}'));
    await world.settle();
    await world.say(admin, '模板 ARC');
    expect(await world.tap(admin, '使用“好.docx”')).toBe('模板已启用');
    await world.status(earlier);
    await world.tap(worker, '规范表式 Word');
    expect(docxText((await last(worker))?.bytes ?? new Uint8Array())).not.toContain('本单位表头');

    await world.moveClock(60_000);
    const number = await world.apply('ARC', { what: '租赁吊车' });
    await world.tap(chen, '同意', { sign: true });
    await world.tap(sun, '同意');
    await world.status(number);
    await world.tap(worker, '规范表式 Word');
    expect(docxText((await last(worker))?.bytes ?? new Uint8Array())).toContain('本单位表头 租赁吊车');
  });

  test('is sent again with the watermark 已撤销 when the request is revoked', async () => {
    const number = await world.apply('ARC');
    await world.tap(chen, '同意', { sign: true });
    await world.tap(sun, '同意');
    await world.status(number);
    await world.tap(worker, '撤销');
    await world.tap(worker, '撤销', { opinion: '不租了' });
    await world.tap(chen, '同意');
    await world.tap(sun, '同意');
    const text = pdfText((await last(worker))?.bytes ?? new Uint8Array());
    expect(text).toContain(number);
    expect(text).toContain('撤销时间');
    await world.status(number);
    await world.tap(worker, '规范表式 Word');
    expect(docxText((await last(worker))?.bytes ?? new Uint8Array())).toMatch(/^已撤销\n/);
  });

  test('nobody but who may edit it sees a template', async () => {
    await world.say(worker, '模板 ARC');
    expect((await world.people.messages(worker)).at(-1)?.content).toMatchObject({
      text: expect.stringContaining('哪个事项的模板'),
    });
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
