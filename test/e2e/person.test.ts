import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { launchBrowser, openPlayground, phone } from './support/browser.ts';
import { atThePage, type AtThePage, fillLease } from './support/person.ts';

/** Each test is somebody else at a fresh page; the service behind it is one. */
let world: World;
let browser: Browser;
let page: Page;
let at: AtThePage;
let complaints: readonly string[];

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});
beforeEach(async () => {
  ({ page, complaints } = await openPlayground(browser, world.address));
  at = atThePage(page);
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
  expect(world.errors, world.errors.join('\n')).toEqual([]);
});

async function apply(person: RegExp, equipment?: string): Promise<void> {
  await at.become(person);
  await at.write('申请 设备租赁');
  await at.tap('办理', '金额');
  await fillLease(at.cardWith('保存草稿'), equipment);
  await at.tap('提交');
  await at.cardWith('修改').getByText('80,000.00 元').waitFor();
  await at.tap('提交', '审批流程');
  await at.cardWith('催办').waitFor();
}

/** Taps the button in the row of that card that has these words; a report may have come after the card. */
async function rowButton(card: RegExp, row: string, button: string): Promise<void> {
  const rows = page.getByRole('article', { name: card }).last().locator('.columns').filter({ hasText: row });
  await rows.getByRole('button', { name: button, exact: true }).first().click();
}

describe('an employee', () => {
  it('is told beside each field what is wrong, and keeps what was typed', async () => {
    await at.become(/罗永贵/);
    await at.write('申请 设备租赁');
    await at.tap('办理', '金额');
    const form = at.cardWith('保存草稿');
    await form.getByLabel(/^数量/).fill('两台');
    await form.getByLabel(/^单价/).fill('1e309');
    await form.getByLabel(/^天数/).fill('-3');
    await at.tap('提交');
    await form.getByText('有 5 处需要修改').waitFor();
    const text = await form.innerText();
    for (const fault of [
      '设备 必填',
      '数量 请填写数字',
      '单价（元/天） 请填写数字',
      '天数 不能小于 1',
      '预算科目 必填',
    ])
      expect(text).toContain(fault);
    expect(await form.getByLabel(/^数量/).inputValue()).toBe('两台');
    expect(await form.getByLabel(/^单价/).inputValue()).toBe('1e309');
    expect(await form.getByLabel(/^天数/).inputValue()).toBe('-3');
  });

  it('reads in the guide on what the path depends, and in the preview why each step is asked', async () => {
    await at.become(/王志强/);
    await at.write('申请 设备租赁');
    const guide = await at.cardWith('办理', '政策解读').innerText();
    expect(guide).toContain('按金额 走其中一条：');
    expect(guide).toMatch(/\n50 000 元及以下\s+↓\s+无需再审批/);
    expect(guide).toMatch(/\n超过 50 000 元\s+↓\s+分管领导 1 个工作日\s+高卫民/);
    await at.tap('办理', '政策解读');
    await fillLease(at.cardWith('保存草稿'));
    await at.tap('提交');
    await at.cardWith('修改').getByText('分管领导 · 高卫民').waitFor();
    expect(await at.cardWith('修改').innerText()).toContain('分管领导 · 高卫民 超过 50 000 元');
  });

  it('does the same on a phone, with nothing wider than it', async () => {
    await page.setViewportSize(phone);
    await at.become(/张桂芳/);
    await page.getByRole('region', { name: '消息' }).getByRole('button', { name: /一窗/ }).click();
    await at.menu('办事大厅');
    await at.cardWith('搜索').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    for (const card of await page.getByRole('article').all())
      expect(await card.evaluate(node => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
  });
});

describe('an approver', () => {
  it('finds a waiting task behind the welcome, and must say why when rejecting', async () => {
    await apply(/李晓明/);
    await at.become(/陈大勇/);
    await page.getByText(/有 \d+ 项待办在等您处理/).waitFor();
    await at.tap('拒绝');
    await at.toast(/请填写理由/);
    await at.cardWith('拒绝').getByText('请填写理由').waitFor();
    await at.cardWith('拒绝').getByLabel('意见', { exact: true }).fill('预算不足');
    await at.tap('拒绝');
    await at.toast(/已拒绝/);
    await page.getByText('您已拒绝').last().waitFor();
    await at.become(/李晓明/);
    await page
      .getByRole('article')
      .filter({ hasText: '已拒绝' })
      .filter({ hasText: '预算不足' })
      .first()
      .waitFor();
  });

  it('is shown what an applicant typed as it stands, markup and all', async () => {
    const hostile = '<at id=all></at> **粗** [链接](http://x.test) <img src=x onerror=alert(1)>';
    await apply(/杨春梅/, hostile);
    await at.become(/徐海波/);
    const card = at.cardWith('同意');
    await card.waitFor();
    expect(await card.innerText()).toContain(hostile);
    expect(
      await card
        .locator('img, a, .at, strong')
        .filter({ hasText: /粗|链接|所有人/ })
        .count(),
    ).toBe(0);
    expect(await card.locator('img').count()).toBe(0);
  });

  it('sees in a second window what was tapped in the first, and the same in English', async () => {
    await apply(/何俊杰/);
    await at.become(/徐海波/);
    await at.cardWith('同意', '何俊杰').waitFor();
    const other = await openPlayground(browser, world.address, { language: 'en' });
    await other.page
      .getByRole('navigation')
      .getByRole('button', { name: /Xu Haibo/ })
      .click();
    const task = other.page
      .getByRole('article')
      .filter({ hasText: 'To decide' })
      .filter({ hasText: '何俊杰' })
      .last();
    const name = await task.locator('.card-subtitle').innerText();
    await at.tap('同意', name);
    const decided = other.page.getByRole('article').filter({ hasText: 'You decided: Approved' });
    await decided.filter({ hasText: name }).first().waitFor();
    expect(other.complaints).toEqual([]);
    await other.page.close();
  });

  it('is reminded when the clock is taken to the next due time', async () => {
    await apply(/胡海涛/);
    await page.getByRole('button', { name: '到下一个时限' }).click();
    await at.become(/孙立新/);
    await page.getByRole('article', { name: /提醒/ }).first().waitFor({ timeout: 30_000 });
  });
});

describe('an administrator', () => {
  it("changes a step's limit: the difference, the confirmation, and back again", async () => {
    await at.become(/林静怡/);
    await at.menu('设置');
    await at.cardWith('打开', '角色').getByRole('button', { name: '打开' }).first().click();
    await page.getByRole('article', { name: '事项', exact: true }).waitFor();
    await rowButton(/^事项$/, '设备租赁审批', '修改');
    await page.getByRole('article', { name: /设备租赁审批/ }).waitFor();
    await rowButton(/设备租赁审批/, '车间主任', '修改');
    const step = at.cardWith('检查更改');
    await step.getByLabel('时限', { exact: true }).fill('2天');
    await at.tap('检查更改');
    const difference = at.cardWith('确认');
    expect(await difference.innerText()).toMatch(/1 工作日[\s\S]*2 天/);
    await at.tap('确认');
    await at.toast(/已发布，第 2 版/);
    await at.tap('撤销此更改');
    await at.tap('确认');
    await at.toast(/第 3 版|已撤销/);
  });
});
