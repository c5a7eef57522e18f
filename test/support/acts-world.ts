import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formOf, labelsOf, textOf } from './card-reader.ts';
import { startWorld, type World } from './world.ts';

/** 李晓明 applies; the others act. 林静怡 administers. */
export const [worker, wang, chen, sun, wu, zhao, gao, admin] = [
  'ou_li',
  'ou_wang',
  'ou_chen',
  'ou_sun',
  'ou_wu',
  'ou_zhao',
  'ou_gao',
  'ou_lin',
] as const;

/** A step of these people, as it stands in a catalogue file; `more` is what else it says. */
export function step(id: string, people: readonly string[], more = ''): string {
  const extra = more === '' ? '' : `, ${more}`;
  return `{ kind: step, id: ${id}, name: { zh: 环节${id}, en: Step ${id} }, who: [{ kind: people, people: [${people.join(', ')}] }]${extra} }`;
}

/** A small item: a text and an amount, and this flow (lines of `step` or other nodes). `more`: keys of the item itself. */
export function item(id: string, flow: readonly string[], more = ''): string {
  return [
    `id: ${id}`,
    `name: { zh: 事项${id}, en: Item ${id} }`,
    'category: { zh: 试验, en: Trial }',
    'department: { zh: 办公室, en: Office }',
    'synonyms: []',
    'guide: { summary: { zh: 说明, en: About }, materials: [] }',
    'fields:',
    '  - { id: what, type: text, required: true, label: { zh: 事由, en: What } }',
    '  - { id: cost, type: amount, label: { zh: 金额, en: Cost } }',
    'summary: [what, cost]',
    ...(more === '' ? [] : [more]),
    'flow:',
    ...flow.map(node => `  - ${node}`),
    '',
  ].join('\n');
}

export interface ActsWorld extends World {
  /** 李晓明 applies for this item; the request's number comes back. `chosen`: what the preview asks. */
  apply(itemId: string, form?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Everything on the newest card of a person, as it is seen. */
  card(person: string): Promise<string>;
  /** The labels of the buttons on it. */
  buttons(person: string): Promise<readonly string[]>;
  /** The newest card's only form. */
  form(person: string): Promise<ReturnType<typeof formOf>>;
  /** The state of a request as its applicant sees it by number. */
  status(number: string, person?: string): Promise<string>;
}

/** The whole service on a catalogue of the test's own. */
export async function startActs(
  items: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ActsWorld> {
  const catalogue = await mkdtemp(join(tmpdir(), 'ow-catalogue-'));
  await Promise.all(items.map((text, n) => writeFile(join(catalogue, `item-${n}.yaml`), text)));
  const world = await startWorld({ env: { CATALOGUE_DIR: catalogue, ...env } });
  const newest = async (person: string) => (await world.lastCard(person)).content;
  const acts = {
    apply: async (itemId: string, form = {}) => {
      await world.say(worker, `申请 事项${itemId}`);
      await world.tap(worker, { a: 'item.form', item: itemId });
      await world.tap(worker, '提交', { what: '试一试', cost: '100', ...form });
      const toast = (await world.tap(worker, '提交')) ?? '';
      const number = new RegExp(`${itemId}-\\d{8}-\\d{4}`).exec(toast)?.[0];
      if (number === undefined) throw new Error(`not submitted: ${toast}`);
      return number;
    },
    card: async (person: string) => textOf(await newest(person)),
    buttons: async (person: string) => labelsOf(await newest(person)),
    form: async (person: string) => formOf(await newest(person)),
    status: async (number: string, person: string = worker) => {
      await world.say(person, `进度 ${number}`);
      return textOf(await newest(person));
    },
    stop: async () => {
      await world.stop();
      await rm(catalogue, { recursive: true, force: true });
    },
  };
  return {
    ...world,
    ...acts,
    // Another one after a restart.
    get address() {
      return world.address;
    },
    get people() {
      return world.people;
    },
  };
}
