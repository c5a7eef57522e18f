import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readEnv } from '../../config/env.ts';
import { createApp } from '../../src/app.ts';
import { launchBrowser, openPlayground, phone } from './support/browser.ts';
import { buildPage } from './support/build-page.ts';
import { atThePage, fillLease } from './support/person.ts';

/**
 * `npm run gallery -- <folder>`: one card after the other as people see it, in both languages, on a screen and on a phone;
 * to be looked at after a change of cards or texts.
 */
const folder = process.argv[2] ?? join(tmpdir(), 'onewindow-gallery');
const BOARD_TOKEN = 'gallery0gallery0gallery0';
const wide = { width: 960, height: 2_600 };
const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-gallery-'));
const app = createApp(readEnv({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', BOARD_TOKEN }));
const browser = await launchBrowser();
try {
  await Promise.all([mkdir(folder, { recursive: true }), buildPage()]);
  const { address } = await app.start();
  const { page } = await openPlayground(browser, address, { viewport: wide });
  await hallAndForm(page);
  await theEnd(page);
  await offices(page);
  await board(page, address);
} finally {
  await browser.close();
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function hallAndForm(page: Page): Promise<void> {
  const at = atThePage(page);
  await at.become(/李晓明/);
  await at.menu('办事大厅');
  await at.cardWith('按科室').waitFor();
  await pictures(page, 'hall');
  await at.tap('按科室');
  await at.cardWith('按类别').waitFor();
  await pictures(page, 'hall-by-department');
  await at.write('量子纠缠');
  await at.cardWith('帮助', '量子纠缠').waitFor();
  await pictures(page, 'nearest');
  await at.write('申请 设备租赁');
  await at.cardWith('办理', '政策解读').waitFor();
  await pictures(page, 'guide');
  await at.tap('办理', '政策解读');
  await fillLease(at.cardWith('保存草稿'));
  await at.tap('填写供应商比价');
  await at.cardWith('粘贴多行').waitFor();
  await at.write('甲公司\t4000\t含司机\n乙公司\t四千二\t\n丙公司\t4500\t不含油料');
  await at.cardWith('填入明细').waitFor();
  await pictures(page, 'rows-read');
  await at.tap('填入明细');
  await at.cardWith('添加一行').waitFor();
  await pictures(page, 'table');
  await at.tap('返回表单');
  await at.cardWith('保存草稿').waitFor();
  await pictures(page, 'form');
}

async function theEnd(page: Page): Promise<void> {
  const at = atThePage(page);
  await at.become(/王志强/);
  await at.write('申请 用车');
  await at.tap('办理', '政策解读');
  const form = at.cardWith('保存草稿');
  await form.getByLabel(/^目的地/).fill('南京');
  await pictures(page, 'form-vehicle');
  await at.write('台账');
  await page.waitForTimeout(500);
  await pictures(page, 'ledger-not-yours');
}

async function offices(page: Page): Promise<void> {
  const at = atThePage(page);
  await at.become(/林静怡/);
  const words: readonly (readonly [string, string])[] = [
    ['大厅', 'hall-of-an-administrator'],
    ['看板', 'board-card'],
    ['模板 SBZL', 'template'],
    ['待办', 'todo'],
    ['督办', 'supervise'],
    ['报表 本月', 'report'],
    ['设置', 'settings'],
    ['帮助', 'help'],
  ];
  for (const [say, name] of words) {
    await at.write(say);
    await page.waitForTimeout(2_500);
    await pictures(page, name);
  }
  const rooms = ['日历', '运行状况', '审计', '人员', '角色', '接口', '汇报', '交接', '审批中心', '事项'];
  await at.write('设置');
  await page.waitForTimeout(1_500);
  for (const [index] of rooms.entries()) {
    await at.write('设置');
    await page.waitForTimeout(1_500);
    const doors = page.getByRole('article').last().getByRole('button', { name: '打开', exact: true });
    if (index >= (await doors.count())) break;
    await doors.nth(index).click();
    await page.waitForTimeout(1_500);
    await pictures(page, `settings-${index + 1}`);
  }
}

async function board(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`${address}/board?token=${BOARD_TOKEN}`);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(folder, 'board-page.png') });
}

/** The newest card in both languages, on a screen and on a phone. */
async function pictures(page: Page, name: string): Promise<void> {
  await page.locator('.toast').waitFor({ state: 'detached' });
  for (const [language, label] of [
    ['en', 'English'],
    ['zh', '中文'],
  ] as const) {
    await page.getByRole('button', { name: label, exact: true }).first().click();
    for (const [size, viewport] of [
      ['wide', wide],
      ['phone', { ...phone, height: 3_200 }],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.waitForTimeout(300);
      const card = page.getByRole('article').last();
      await card.screenshot({ path: join(folder, `${name}.${language}.${size}.png`) });
    }
    await page.setViewportSize(wide);
  }
  process.stdout.write(`${name}\n`);
}
