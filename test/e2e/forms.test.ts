import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { launchBrowser, openPlayground, phone } from './support/browser.ts';
import { type AtThePage, atThePage, fillLease } from './support/person.ts';

const pictures = process.env['PICTURES'];

/** Steps of one story, in order: each begins where the one before ended. */
describe('forms with detail tables and files in the browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let at: AtThePage;
  let complaints: readonly string[];

  const open = async () => {
    ({ page, complaints } = await openPlayground(browser, world.address));
    at = atThePage(page);
    await at.become(/李晓明/);
  };
  /** For looking at, with PICTURES set to a folder. */
  const look = async (name: string) => {
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    await page
      .getByRole('article')
      .last()
      .screenshot({ path: `${pictures}/${name}.png` });
  };
  const newest = (words: string) => page.getByRole('article').filter({ hasText: words }).last();

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
    await open();
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  it('a detail table of 30 rows is pasted, looked at as it was read, and taken', async () => {
    await at.write('申请 GZZB');
    await at.tap('办理');
    await at.cardWith('保存草稿').getByLabel(/类型/).selectOption({ label: '注销' });
    await look('form');
    await at.tap('填写人员明细');
    await at.tap('粘贴多行');
    const lines = Array.from({ length: 30 }, (_, n) => `张${n + 1}\t大修一车间\t线路工`).join('\n');
    await at.cardWith('识别').getByLabel(/内容/).fill(lines);
    await look('paste');
    await at.tap('识别');
    await newest('识别出 30 行').waitFor();
    await look('read');
    await at.tap('填入明细');
    await at.cardWith('添加一行', '第 1 / 3 页').waitFor();
    await look('rows');
    await at.tap('下一页');
    await newest('张11 · 大修一车间').waitFor();
  });

  it('one row is mended on a card of its own', async () => {
    await page.getByRole('article').last().getByRole('button', { name: '修改', exact: true }).first().click();
    const row = at.cardWith('保存本行');
    await row.getByLabel(/岗位/).fill('司机');
    await look('row');
    await at.tap('保存本行');
    await newest('张11 · 大修一车间 · 司机').waitFor();
    await at.tap('返回表单');
    await at.cardWith('保存草稿', '…共 30 行').waitFor();
  });

  it('the draft survives a restart', async () => {
    await page.close();
    await world.restart();
    await open();
    await at.write('申请 GZZB');
    await at.tap('办理');
    const form = at.cardWith('保存草稿', '…共 30 行');
    await form.waitFor();
    expect(await form.getByLabel(/类型/).inputValue()).toBe('cancel');
  });

  it('it is handed in; the approver reads the first rows and turns the pages of all', async () => {
    await at.tap('提交');
    await at.tap('提交', '审批流程');
    await at.toast(/已提交，编号 GZZB-\d{8}-0001/);
    await at.become(/陈大勇/);
    await at.cardWith('同意', '…共 30 行').waitFor();
    await page.getByText('全部内容').last().click();
    await at.tap('查看全部明细');
    await at.tap('下一页');
    await newest('张11 · 大修一车间 · 司机').waitFor();
    await look('all-rows');
  });

  it('a file sent in the chat comes into the open form, and the approver gets it', async () => {
    await at.become(/李晓明/);
    await at.write('申请 SBZL');
    await at.tap('办理');
    await fillLease(at.cardWith('保存草稿', '合同附件'));
    await at.tap('保存草稿');
    await at.toast(/草稿已保存/);
    await page.getByLabel('发文件', { exact: true }).setInputFiles({
      name: '租赁合同.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 合同'),
    });
    await newest('附在：设备租赁审批 · 合同附件').waitFor();
    await look('attached');
    await at.tap('返回表单');
    await at.cardWith('保存草稿', '租赁合同.pdf').waitFor();
    await look('form-with-file');
    await at.tap('提交');
    await at.tap('提交', '审批流程');
    await at.toast(/已提交，编号 SBZL/);
    await at.become(/陈大勇/);
    const task = at.cardWith('同意', '租赁合同.pdf');
    await task.waitFor();
    await page.getByText('全部内容').last().click();
    await at.tap('发给我');
    await at.toast(/1 个文件马上发给您/);
    await page.getByText('租赁合同.pdf').last().waitFor();
  });

  it('on a phone the form and its table fit the width', async () => {
    await page.setViewportSize(phone);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
    await look('on-a-phone');
  });

  it('the page complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
