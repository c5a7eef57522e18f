import { type Browser, type Page, chromium } from 'playwright-core';

/** Debian's Chromium without its calls home. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** A page of the playground; what the page itself gets wrong (exceptions, refused by its policy) is collected. */
export async function openPlayground(
  browser: Browser,
  url: string,
  options: {
    readonly viewport?: { width: number; height: number };
    readonly language?: 'zh' | 'en';
    /** Device pixels to a pixel of the page. */
    readonly scale?: number;
  } = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage({
    viewport: options.viewport ?? desktop,
    deviceScaleFactor: options.scale ?? 1,
  });
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  if (options.language === 'en') await page.getByRole('button', { name: 'English' }).click();
  return { page, complaints };
}
