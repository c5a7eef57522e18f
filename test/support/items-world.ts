import { formOf, textOf } from './card-reader.ts';
import { startWorld, type World } from './world.ts';

/** What a form is filled in with, beyond the fields that the card has. */
export interface Filling {
  readonly form?: Readonly<Record<string, unknown>>;
  /** Lines for a detail table, by the label of its field. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Files by name; a name without an ending is a picture. */
  readonly files?: readonly string[];
}

export interface ItemsWorld extends World {
  /** Opens the form of an item and fills it in; what the card says after 提交, the preview or the faults. */
  fill(person: string, item: string, filling: Filling): Promise<string>;
  /** 提交 on the preview; the number comes back. */
  submit(person: string): Promise<string>;
  /** The newest card of a person, as it is read. */
  card(person: string): Promise<string>;
  /** The values of its form. */
  values(person: string): Promise<Readonly<Record<string, unknown>>>;
  status(person: string, number: string): Promise<string>;
}

/** The service with the real catalogue, and people who fill in whole forms. */
export async function startItems(): Promise<ItemsWorld> {
  const world = await startWorld();
  const newest = async (person: string) => (await world.lastCard(person)).content;
  const card = async (person: string) => textOf(await newest(person));
  const own = {
    card,
    values: async (person: string) => formOf(await newest(person)).values,
    fill: async (person: string, item: string, { form, rows = {}, files = [] }: Filling) => {
      await world.say(person, `申请 ${item}`);
      await world.tap(person, { a: 'item.form', item });
      // The form is shown anew, so that what other fields show or ask for is there.
      if (form !== undefined) await world.tap(person, '保存草稿', form);
      for (const [label, lines] of Object.entries(rows)) {
        await world.tap(person, `填写${label}`);
        await world.tap(person, '粘贴多行');
        await world.tap(person, '识别', { lines });
        await world.tap(person, '填入明细');
        await world.tap(person, '返回表单');
      }
      for (const name of files) {
        await world.people.upload(person, name.includes('.') ? 'file' : 'image', name, Buffer.from(name));
        await world.settle();
      }
      if (files.length > 0) await world.tap(person, '返回表单');
      await world.tap(person, '提交');
      return card(person);
    },
    submit: async (person: string) => {
      const toast = (await world.tap(person, { a: 'form.submit' })) ?? '';
      const number = /[A-Z]+-\d{8}-\d{4}/.exec(toast)?.[0];
      if (number === undefined) throw new Error(`not submitted: ${toast}`);
      return number;
    },
    status: async (person: string, number: string) => {
      await world.say(person, `进度 ${number}`);
      return card(person);
    },
  };
  return {
    ...world,
    ...own,
    get people() {
      return world.people;
    },
    get address() {
      return world.address;
    },
  };
}
