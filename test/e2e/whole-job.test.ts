import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { launchBrowser, openPlayground } from './support/browser.ts';

/** Steps of one story, in order: each begins where the one before ended. */
describe('a lease of 80 000 元 in the browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
    ({ page, complaints } = await openPlayground(browser, world.address));
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const become = (name: RegExp) => page.getByRole('navigation').getByRole('button', { name }).click();
  const cardWith = (button: string): Locator =>
    page
      .getByRole('article')
      .filter({ has: page.getByRole('button', { name: button, exact: true }) })
      .last();
  const tap = (button: string) => cardWith(button).getByRole('button', { name: button, exact: true }).click();
  const toast = (words: RegExp) => page.getByRole('status').getByText(words).waitFor();

  async function approve(name: RegExp): Promise<void> {
    await become(name);
    await cardWith('同意').getByLabel('意见', { exact: true }).fill('同意租用');
    await tap('同意');
    await toast(/已同意/);
    await page.getByText('您已同意').last().waitFor();
  }

  it('is applied for: the guide, the form, the path with names, a number', async () => {
    await become(/李晓明/);
    await page.getByRole('textbox', { name: /给一窗发消息/ }).fill('申请 设备租赁');
    await page.keyboard.press('Enter');
    await tap('办理');
    const form = cardWith('保存草稿');
    await form.getByLabel('设备 *').fill('25 吨汽车起重机');
    await form.getByLabel(/^数量/).fill('2');
    await form.getByLabel(/^单价/).fill('4000');
    await form.getByLabel(/^天数/).fill('10');
    await form.getByLabel(/预算科目/).selectOption({ label: '大修成本' });
    await tap('提交');
    const preview = cardWith('修改');
    await preview.getByText('80,000.00 元').waitFor();
    for (const name of ['陈大勇', '孙立新', '吴慧敏', '高卫民'])
      expect(await preview.innerText()).toContain(name);
    await tap('提交');
    await toast(/已提交，编号 SBZL-\d{8}-0001/);
    await cardWith('催办')
      .getByText(/SBZL-\d{8}-0001/)
      .first()
      .waitFor();
  });

  it('is approved by the head of the workshop', async () => {
    await approve(/陈大勇/);
  });

  it('waits too long at the machinery section: its manager gets the escalation', async () => {
    // A working day may be a holiday away: from one due time to the next, until the escalation has come.
    for (let moves = 0; moves < 8; moves += 1) {
      const moved = page.waitForResponse(/clock\/next/);
      await page.getByRole('button', { name: '到下一个时限' }).click();
      await moved;
    }
    await become(/高卫民/);
    await page.getByRole('article').filter({ hasText: '逾期' }).first().waitFor({ timeout: 30_000 });
    await become(/孙立新/);
    await page
      .getByRole('article')
      .filter({ hasText: /逾期|提醒/ })
      .first()
      .waitFor();
  });

  it('is approved by everybody else', async () => {
    await approve(/孙立新/);
    await approve(/吴慧敏/);
    await approve(/高卫民/);
  });

  it('is shown to the applicant as approved', async () => {
    await become(/李晓明/);
    await page.getByRole('article').filter({ hasText: '已同意' }).first().waitFor();
    await page.getByRole('group', { name: '机器人菜单' }).getByRole('button', { name: '我的申请' }).click();
    await page
      .getByRole('article', { name: /我的申请/ })
      .getByText('已同意')
      .waitFor();
  });

  it('went without an error in the log or in the browser', () => {
    expect(world.errors).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
