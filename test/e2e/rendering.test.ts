import { type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Stand, startStand } from '../unit/playground/support/stand.ts';
import { launchBrowser, openPlayground, phone } from './support/browser.ts';
import { approvalCard, displayCard, formCard } from './support/sample-cards.ts';

let browser: Browser;
let stand: Stand;
let complaints: readonly string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser.close());
beforeEach(async () => {
  stand = await startStand();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map(context => context.close()));
  await stand.stop();
  // Nothing that the page did was refused by its own security policy, and nothing in it failed.
  expect(complaints).toEqual([]);
});

async function send(card: object, person = 'ou_li'): Promise<void> {
  const sent = await stand.client.im.v1.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: person, msg_type: 'interactive', content: JSON.stringify(card) },
  });
  expect(sent.code).toBe(0);
}

async function openAs(person: RegExp, options: Parameters<typeof openPlayground>[2] = {}): Promise<Page> {
  const opened = await openPlayground(browser, stand.url, options);
  complaints = opened.complaints;
  await opened.page.getByRole('button', { name: person }).click();
  return opened.page;
}

const card = (page: Page): Locator => page.getByRole('article').last();
const taps = () => stand.heard.filter(one => one.header['event_type'] === 'card.action.trigger');

describe('a form on a card', () => {
  it('asks for what is required, then sends everything as Lark does and flips to the card of the answer', async () => {
    await send(formCard);
    const page = await openAs(/李晓明/);
    await card(page).getByRole('button', { name: '提交' }).click();
    expect(await card(page).getByRole('alert').allTextContents()).toEqual(['必填', '必填']);
    expect(taps()).toEqual([]);

    stand.bot.answer = () => ({
      body: {
        toast: { type: 'success', content: '已提交', i18n: { zh_cn: '已提交', en_us: 'Submitted' } },
        card: { type: 'raw', data: approvalCard },
      },
    });
    await card(page).getByLabel('设备').fill('捣固车');
    await card(page).getByLabel('预算科目').selectOption({ label: '大修费' });
    await card(page).getByLabel('开始日期').fill('2026-12-01');
    await card(page).getByRole('group', { name: '配合单位' }).click();
    await card(page).getByLabel('安全科').check();
    await card(page).getByRole('group', { name: '随车人员' }).click();
    await card(page).getByLabel('孙立新').check();
    await page.keyboard.press('Escape');
    await card(page).getByLabel('我已阅读安全须知').check();
    await card(page).getByRole('button', { name: '提交' }).click();

    await page.getByRole('status').getByText('已提交').waitFor();
    await page.getByRole('article', { name: '待审批：设备租赁' }).waitFor();
    expect(taps()).toMatchObject([
      {
        event: {
          action: {
            tag: 'button',
            name: 'submit',
            value: { a: 'form.preview' },
            form_value: {
              device: '捣固车',
              reason: '春季大修',
              budget: 'overhaul',
              units: ['b', 'a'],
              from: '2026-12-01 +0800',
              at: '2026-11-23 09:30 +0800',
              daily: '08:00 +0800',
              lead: 'ou_wang',
              crew: ['ou_sun'],
              agree: true,
            },
          },
        },
      },
    ]);
  });

  it('goes back to what stood there when it is cleared', async () => {
    await send(formCard);
    const page = await openAs(/李晓明/);
    await card(page).getByLabel('用途').fill('别的');
    await card(page).getByRole('button', { name: '清空' }).click();
    expect(await card(page).getByLabel('用途').inputValue()).toBe('春季大修');
  });
});

describe('buttons', () => {
  it('ask for confirmation, show that they work, and tell when no answer comes in time', async () => {
    await send(approvalCard);
    const page = await openAs(/李晓明/);
    stand.bot.answer = () => ({ delayMs: 3300 });
    await card(page).getByRole('button', { name: '拒绝' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    expect(taps()).toEqual([]);
    await card(page).getByRole('button', { name: '拒绝' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await card(page).getByRole('button', { name: '处理中' }).waitFor();
    await page.getByRole('status').getByText('3 秒内').waitFor();
    expect(taps()).toHaveLength(1);
    await card(page).getByRole('button', { name: '拒绝' }).waitFor();
  });

  it('that are disabled say why and send nothing', async () => {
    await send(approvalCard);
    const page = await openAs(/李晓明/);
    await card(page).getByRole('button', { name: '退回' }).click({ force: true });
    await page.getByRole('status').getByText('第一个环节不能退回').waitFor();
    expect(taps()).toEqual([]);
  });

  it('of a menu send the option that was chosen', async () => {
    await send(approvalCard);
    const page = await openAs(/李晓明/);
    await card(page).getByLabel('更多').click();
    await card(page).getByRole('menuitem', { name: '转交' }).click();
    await expect
      .poll(taps)
      .toMatchObject([{ event: { action: { tag: 'overflow', option: 'transfer', value: { a: 'more' } } } }]);
  });
});

describe('what a card shows', () => {
  it('is text where a person typed markup, and names where Lark has tags', async () => {
    await send(approvalCard);
    const page = await openAs(/李晓明/);
    const text = await card(page).innerText();
    expect(text).toContain('<at id=all></at> **不是粗体** <img src=x onerror=alert(1)>');
    expect(text).toContain('80,000.00 元');
    expect(text).toContain('李晓明');
    expect(await card(page).locator('img').count()).toBe(0);
    expect(await card(page).getByRole('link', { name: '链接' }).getAttribute('href')).toBe(
      'https://example.com',
    );
  });

  it('is in the language of the reader', async () => {
    await send(approvalCard);
    const page = await openAs(/Li Xiaoming/, { language: 'en' });
    const shown = page.getByRole('article', { name: 'To approve: equipment lease' });
    await shown.getByRole('button', { name: 'Approve' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page
      .getByRole('article', { name: '待审批：设备租赁' })
      .getByRole('button', { name: '同意' })
      .waitFor();
  });

  it('has tables with pages, and draws charts', async () => {
    await send(displayCard);
    const page = await openAs(/李晓明/);
    await card(page).locator('.chart canvas').first().waitFor();
    const table = card(page).locator('.table');
    expect(await table.innerText()).toContain('第 1 项');
    await card(page).getByRole('button', { name: '下一页' }).click();
    const second = await table.innerText();
    expect(second).toContain('第 3 项');
    expect(second).toContain('¥37,036.50');
    expect(second).not.toContain('第 1 项');
  });
});

describe('the messenger', () => {
  it('shows messages as they come, also to somebody else as unread', async () => {
    const page = await openAs(/李晓明/);
    await send(approvalCard);
    await page.getByRole('article', { name: '待审批：设备租赁' }).waitFor();
    await send(approvalCard, 'ou_chen');
    await page.getByRole('button', { name: /陈大勇.*1/ }).click();
    await page.getByRole('article', { name: '待审批：设备租赁' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /陈大勇.*1/ }).count()).toBe(0);
  });

  it('sends what is typed, the menu, and moves the clock', async () => {
    const page = await openAs(/李晓明/);
    const before = stand.playground.clock.now();
    await page.getByRole('textbox', { name: /给一窗发消息/ }).fill('待办');
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: '机器人菜单' }).getByRole('button', { name: '办事大厅' }).click();
    await page.getByRole('button', { name: '+1 天' }).click();
    await expect
      .poll(() => stand.heard.map(one => one.header['event_type']))
      .toEqual(expect.arrayContaining(['im.message.receive_v1', 'application.bot.menu_v6']));
    await expect.poll(() => stand.playground.clock.now() - before).toBeGreaterThanOrEqual(86_400_000);
    await page.getByRole('log').getByText('待办').waitFor();
  });

  it('has one column with a way back on a phone', async () => {
    await send(approvalCard);
    const page = await openAs(/李晓明/, { viewport: phone });
    await page.getByRole('button', { name: /一窗/ }).click();
    await page.getByRole('article').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    await page.getByRole('main').getByRole('button', { name: '返回' }).click();
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('button', { name: /王志强/ }).waitFor();
  });
});
