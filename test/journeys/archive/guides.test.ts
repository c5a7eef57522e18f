import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActsWorld, chen, item, startActs, step, worker } from '../../support/acts-world.ts';
import { labelsOf } from '../../support/card-reader.ts';
import { pdfText } from '../../support/pdf-text.ts';

describe('guides and the hall (issue 7, items 1 and 2; features 0.4, 0.9)', () => {
  let world: ActsWorld;
  const lastFile = async () => {
    const file = (await world.people.files(worker)).at(-1);
    return { name: file?.name, text: pdfText(file?.bytes ?? new Uint8Array()) };
  };
  beforeAll(async () => {
    world = await startActs([
      item('ONE', [step('a', [chen], 'limit: 1wd')], 'limit: 3wd'),
      item('TWO', [step('a', [chen])]),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('办事指南 on paper: by the button on the guide, and by /guide', async () => {
    await world.say(worker, '申请 ONE');
    expect(await world.card(worker)).toContain('● 提交申请\n↓\n环节a');
    expect(await world.tap(worker, '打印指南')).toBe('已发到您与一窗的会话');
    const { name, text } = await lastFile();
    expect(name).toBe('事项ONE.pdf');
    for (const words of ['办事指南', '归口部门', '3 个工作日', '环节a（陈大勇，1 个工作日）', '扫码办理'])
      expect(text).toContain(words);
    await world.say(worker, '/guide TWO');
    expect((await lastFile()).name).toBe('事项TWO.pdf');
  });

  test('3.21 空白表: the form on paper, with what is known and the draft already in it', async () => {
    await world.say(worker, '申请 TWO');
    expect(await world.tap(worker, '打印空白表')).toBe('已发到您与一窗的会话');
    const blank = await lastFile();
    expect(blank.name).toBe('事项TWO 空白表.pdf');
    for (const words of [
      '表号 TWO-1',
      '李晓明',
      '大修一车间',
      '事由 *',
      '＿＿＿',
      '办理意见',
      '环节a',
      '扫码办理',
    ])
      expect(blank.text).toContain(words);
    await world.tap(worker, '办理');
    await world.tap(worker, '保存草稿', { what: '到北京开会' });
    await world.say(worker, '申请 TWO');
    await world.tap(worker, '打印空白表');
    expect((await lastFile()).text).toContain('到北京开会');
  });

  test('0.8 the forms of all items are classified and numbered: in the catalogue, and on each of them', async () => {
    await world.say(worker, '目录');
    const { text } = await lastFile();
    expect(text).toMatch(/表号[\s\S]*ONE-1[\s\S]*TWO-1/);
  });

  test('目录: all that is open to the reader, from the hall or by a word', async () => {
    await world.say(worker, '大厅');
    await world.tap(worker, '打印事项目录');
    const { name, text } = await lastFile();
    expect(name).toBe('服务事项目录.pdf');
    for (const words of ['ONE', 'TWO', '共 2 项', '办公室']) expect(text).toContain(words);
    await world.say(worker, '目录');
    expect((await lastFile()).text).toBe(text);
  });

  test('收藏 and what was applied for lately stand first in the hall', async () => {
    await world.say(worker, '大厅');
    expect(await world.card(worker)).not.toContain('我的收藏和最近办理');
    await world.apply('TWO');
    await world.say(worker, '申请 ONE');
    await world.tap(worker, '☆ 收藏');
    expect(await world.buttons(worker)).toContain('★ 已收藏');
    await world.say(worker, '大厅');
    const labels = labelsOf((await world.lastCard(worker)).content);
    expect(labels.filter(label => label.startsWith('事项'))).toEqual(['事项ONE', '事项TWO']);
    await world.say(worker, '申请 ONE');
    await world.tap(worker, '★ 已收藏');
    await world.say(worker, '大厅');
    const after = labelsOf((await world.lastCard(worker)).content);
    expect(after.filter(label => label.startsWith('事项'))).toEqual(['事项TWO']);
  });

  test('a code read from a wall leads to a page that says what to write, and no more', async () => {
    const page = await fetch(`${world.address}/i/ONE`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('申请 ONE');
    expect((await fetch(`${world.address}/r/<script>`)).status).toBe(404);
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
