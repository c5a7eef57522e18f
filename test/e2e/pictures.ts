import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readEnv } from '../../config/env.ts';
import { projectRoot } from '../../config/project-root.ts';
import { createApp } from '../../src/app.ts';
import { launchBrowser, openPlayground, phone } from './support/browser.ts';
import { buildPage } from './support/build-page.ts';
import { atThePage, fillLease } from './support/person.ts';

/** `npm run pictures`: the pictures of the README, taken from the running playground, twice as fine as they are shown. */
const folder = join(projectRoot, 'docs', 'pictures');
const size = { width: 960, height: 720 };
const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-pictures-'));
const app = createApp(readEnv({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }));
const browser = await launchBrowser();
try {
  await Promise.all([mkdir(folder, { recursive: true }), buildPage()]);
  const { address } = await app.start();
  const { page } = await openPlayground(browser, address, { viewport: size, scale: 2 });
  await take(page);
} finally {
  await browser.close();
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function take(page: Page): Promise<void> {
  const at = atThePage(page);
  await at.become(/李晓明/);
  await at.menu('办事大厅');
  await at.cardWith('搜索').waitFor();
  await picture(page, 'hall');

  await at.write('申请 设备租赁');
  await at.tap('办理', '政策解读');
  await fillLease(at.cardWith('保存草稿'));
  await picture(page, 'form');
  await at.tap('提交');
  await at.cardWith('修改').waitFor();
  await at.tap('提交', '审批流程');
  await at.cardWith('催办').waitFor();

  await at.become(/陈大勇/);
  const task = at.cardWith('同意');
  await task.getByLabel('意见', { exact: true }).fill('现场急需，同意租用');
  await task.evaluate(card => card.closest('.message')?.scrollIntoView({ block: 'start' }));
  await picture(page, 'approval');
  await page.setViewportSize(phone);
  await task.evaluate(card => card.closest('.message')?.scrollIntoView({ block: 'start' }));
  await picture(page, 'approval-on-a-phone');
  await page.setViewportSize(size);
  await at.tap('同意');
  await page.getByText('您已同意').last().waitFor();

  await at.become(/孙立新/);
  await at.tap('同意');
  await page.getByText('您已同意').last().waitFor();
  await at.become(/李晓明/);
  await at.tap('查看详情');
  const now = page.getByText('当前环节').last();
  await now.waitFor();
  await now.evaluate(heading => heading.scrollIntoView({ block: 'start' }));
  await picture(page, 'timeline');

  await at.become(/林静怡/);
  await at.menu('设置');
  await at.cardWith('打开', '指南、表单').getByRole('button', { name: '打开' }).first().click();
  await page.getByRole('article', { name: '事项', exact: true }).waitFor();
  await picture(page, 'settings');
}

/** Waits until toasts are gone and nothing moves any more. */
async function picture(page: Page, name: string): Promise<void> {
  await page.locator('.toast').waitFor({ state: 'detached' });
  await page.waitForTimeout(400);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}
