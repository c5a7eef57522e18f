import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf } from '../support/card-reader.ts';
import { type ActsWorld, chen, startActs, step, worker } from '../support/acts-world.ts';

const options = Array.from(
  { length: 120 },
  (_, n) => `{ id: o${n}, label: { zh: 站点${n}号, en: Station ${n} } }`,
);
const ITEM = `
id: SEA
name: { zh: 搜索事项, en: Search item }
category: { zh: 试验, en: Trial }
department: { zh: 办公室, en: Office }
guide: { summary: { zh: 说明, en: About }, materials: [] }
fields:
  - { id: what, type: text, required: true, label: { zh: 事由, en: What } }
  - { id: station, type: select, required: true, label: { zh: 站点, en: Station }, options: [${options.join(', ')}] }
  - { id: stations, type: multiselect, label: { zh: 途经, en: Via }, options: [${options.join(', ')}] }
summary: [what, station]
flow: [${step('a', [chen])}]
`;

describe('issue 7, forms: a select with more choices than a card can hold has a search', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([ITEM]);
    await world.say(worker, '申请 SEA');
    await world.tap(worker, { a: 'item.form', item: 'SEA' });
  });
  afterAll(async () => {
    await world.stop();
  });
  const content = async () => JSON.stringify((await world.lastCard(worker)).content);
  const offers = async (id: string) => (await content()).includes(`"value":"${id}"`);

  test('some are offered, and a search for the others', async () => {
    expect(await world.card(worker)).toContain('选项较多，这里只列出一部分，其他的请搜索');
    expect(await offers('o1')).toBe(true);
    expect(await offers('o119')).toBe(false);
  });

  test('what fits the words is offered, full width or not, with all that was typed', async () => {
    await world.tap(worker, { a: 'form.search' }, { what: '去检修', find_station: '１１９号' });
    expect(await offers('o119')).toBe(true);
    expect(await world.card(worker)).toContain('与“119号”相符的 1 项');
    expect(formOf((await world.lastCard(worker)).content).values).toMatchObject({ what: '去检修' });
  });

  test('what was chosen stays chosen when something else is looked for', async () => {
    await world.tap(
      worker,
      { a: 'form.search' },
      { station: 'o119', find_station: '', find_stations: '站点99号' },
    );
    expect(formOf((await world.lastCard(worker)).content).values).toMatchObject({ station: 'o119' });
    expect(await offers('o99')).toBe(true);
    await world.tap(worker, { a: 'form.search' }, { find_stations: '没有这样的' });
    expect(await world.card(worker)).toContain('没有找到“没有这样的”');
  });

  test('it is handed in with what was found', async () => {
    await world.tap(worker, '提交', { station: 'o119' });
    await world.tap(worker, { a: 'form.submit' });
    expect(await world.card(chen)).toContain('站点119号');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
