import { mkdir } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { phone } from './browser.ts';

/** What is put into a control: a text or the option's label, ticked or not, or the labels of several. */
export type Filling = string | boolean | readonly string[];

/** The item editor as an administrator works it at the playground's page, by what stands on the cards (in Chinese). */
export interface AtTheEditor {
  /** The last card that has this title, and these words where they are given: it is worked at from then on. */
  card(title: string, words?: string | RegExp): Promise<Locator>;
  /** Fills controls of the card by their labels. */
  enter(values: Readonly<Record<string, Filling>>): Promise<void>;
  tap(button: string): Promise<void>;
  /** Taps the button in the row of the card that begins with these words. */
  row(words: string, button?: string): Promise<void>;
  /** Takes pictures of the card in both languages, wide and on a phone, into the folder `PICTURES`, if that is set. */
  look(name: string): Promise<void>;
}

const button = (scope: Locator, name: string): Locator => scope.getByRole('button', { name, exact: true });

export function atTheEditor(page: Page, pictures = process.env['PICTURES']): AtTheEditor {
  // Other cards may come below it meanwhile, so its place among the messages is kept.
  let current = page.getByRole('article').last();
  return {
    card: async (title, words = '') => {
      // The title, without the labels behind it.
      const heading = page.locator('.card-title').filter({ hasText: title });
      const wanted = { has: heading, hasText: words };
      const all = page.getByRole('article');
      await all
        .filter(wanted)
        .last()
        .waitFor()
        .catch(async (error: unknown) => {
          const there = await current.innerText();
          throw new Error(`no card ${title} with ${String(words)}, but\n${there}`, { cause: error });
        });
      for (let at = (await all.count()) - 1; at >= 0; at -= 1) {
        current = all.nth(at);
        if ((await current.filter(wanted).count()) > 0) break;
      }
      return current;
    },
    enter: async values => {
      for (const [label, value] of Object.entries(values)) await fillOne(current, label, value);
    },
    tap: name => button(current, name).last().click(),
    row: async (words, name = '修改') => {
      const rows = current.locator('.columns').filter({ hasText: words });
      await button(rows, name).first().click();
    },
    look: async name => {
      if (pictures === undefined) return;
      await mkdir(pictures, { recursive: true });
      await page.locator('.toast').waitFor({ state: 'hidden' });
      const size = page.viewportSize() ?? { width: 1280, height: 800 };
      for (const [language, toggle] of [
        ['zh', '中文'],
        ['en', 'English'],
      ] as const) {
        await page.getByRole('button', { name: toggle }).click();
        for (const [width, viewport] of [
          ['wide', { width: size.width, height: TALL }],
          ['phone', { width: phone.width, height: TALL }],
        ] as const) {
          await page.setViewportSize(viewport);
          const path = `${pictures}/${name}-${language}-${width}.png`;
          await current.screenshot({ path });
        }
        await page.setViewportSize(size);
      }
      await page.getByRole('button', { name: '中文' }).click();
    },
  };
}

/** A card longer than the window would be cut. */
const TALL = 1800;

async function fillOne(card: Locator, label: string, value: Filling): Promise<void> {
  // What is required has a star behind its label.
  const exact = card.getByLabel(label, { exact: true });
  const control = exact.or(card.getByLabel(new RegExp(`^${label} ?\\*`))).first();
  if (typeof value === 'boolean') return control.setChecked(value);
  if (typeof value !== 'string') {
    await control.locator('summary').click();
    for (const each of value) await control.getByLabel(each).setChecked(true);
    return control.locator('summary').click();
  }
  const tag = await control.evaluate(element => element.tagName);
  await (tag === 'SELECT' ? control.selectOption({ label: value }) : control.fill(value));
}
