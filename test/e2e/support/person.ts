import type { Locator, Page } from 'playwright-core';

/** What a person does at the playground's page, by what he reads there (in Chinese). */
export interface AtThePage {
  /** Takes this person's place. */
  become(name: RegExp): Promise<void>;
  write(text: string): Promise<void>;
  menu(label: string): Promise<void>;
  /** The newest card with this button, and with these words on it if given. */
  cardWith(button: string, words?: string): Locator;
  /** Taps the button on the newest card that has it. */
  tap(button: string, words?: string): Promise<void>;
  toast(words: RegExp): Promise<void>;
}

const named = (scope: Page | Locator, name: string): Locator =>
  scope.getByRole('button', { name, exact: true });

export function atThePage(page: Page): AtThePage {
  const cardWith = (button: string, words = ''): Locator =>
    page
      .getByRole('article')
      .filter({ has: named(page, button), hasText: words })
      .last();
  return {
    cardWith,
    become: name => page.getByRole('navigation').getByRole('button', { name }).click(),
    write: async text => {
      await page.getByRole('textbox', { name: /给一窗发消息/ }).fill(text);
      await page.keyboard.press('Enter');
    },
    menu: label => named(page.getByRole('group', { name: '机器人菜单' }), label).click(),
    tap: (button, words) => named(cardWith(button, words), button).last().click(),
    toast: words => page.getByRole('status').getByText(words).waitFor(),
  };
}

/** The form of a lease of 80 000 元, on the card that shows it. */
export async function fillLease(form: Locator, equipment = '25 吨汽车起重机'): Promise<void> {
  await form.getByLabel('设备 *').fill(equipment);
  await form.getByLabel(/^数量/).fill('2');
  await form.getByLabel(/^单价/).fill('4000');
  await form.getByLabel(/^天数/).fill('10');
  await form.getByLabel(/预算科目/).selectOption({ label: '大修成本' });
}
