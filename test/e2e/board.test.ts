import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ActsWorld, chen, item, startActs, step } from '../support/acts-world.ts';
import { launchBrowser, phone } from './support/browser.ts';

const TOKEN = 'lobby-token-0123456789';
let browser: Browser;
let world: ActsWorld;
beforeAll(async () => {
  world = await startActs([item('PUB', [step('a', [chen])]), item('OTH', [step('a', [chen])])], {
    BOARD_TOKEN: TOKEN,
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('the lobby’s board updates by itself when a request moves (issue 7, item 6)', async () => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${world.address}/board?token=${TOKEN}`);
  await page.getByText('暂无办件').waitFor();
  const number = await world.apply('PUB');
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByText('审批中 · 环节a').waitFor();
  await row.getByText('Item PUB').waitFor();
  await world.tap(chen, '同意');
  await row.getByText('已同意').waitFor();
  const pictures = process.env['BOARD_PICTURE'];
  if (pictures !== undefined) await page.screenshot({ path: pictures });
  await page.setViewportSize(phone);
  await row.getByText('已同意').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(complaints).toEqual([]);
});
