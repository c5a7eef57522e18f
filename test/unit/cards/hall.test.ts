import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { choiceCard } from '../../../cards/choice.ts';
import { guideCard } from '../../../cards/guide.ts';
import { hallCard, SEARCH_WORDS } from '../../../cards/hall.ts';
import { helpCard, welcomeCard } from '../../../cards/welcome.ts';
import { loadTexts } from '../../../config/texts.ts';
import { buttonByLabel, buttonsOf, formOf, labelsOf, textOf } from '../../support/card-reader.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const text = (zh: string, en = zh) => ({ zh, en });

function category(id: string, count: number) {
  return {
    id,
    name: text(`类别${id}`),
    items: Array.from({ length: count }, (_, index) => ({
      id: `${id}${index}`,
      name: text(`事项${id}${index}`),
      summary: text('一句话'),
    })),
  };
}
const hall = (more = {}) =>
  hallCard({ categories: [category('a', 5), category('b', 7)], todo: 3, running: 2, ...more }, t);

describe('the hall', () => {
  test('0.1 lists the items under their categories, each with its line and 办理', () => {
    const card = hall();
    expect(textOf(card)).toMatch(/类别a[\s\S]*事项a0\n一句话[\s\S]*类别b[\s\S]*事项b2/);
    expect(buttonByLabel(card, '办理').action).toEqual({ a: 'item.guide', item: 'a0' });
  });

  test('pages through all items, each once', () => {
    const seen = [1, 2].flatMap(page =>
      buttonsOf(hall({ page })).flatMap(button =>
        button.action?.a === 'item.guide' ? [button.action.item] : [],
      ),
    );
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
    expect(labelsOf(hall())).toContain('下一页');
    expect(labelsOf(hall())).not.toContain('上一页');
    expect(labelsOf(hall({ page: 99 }))).toContain('上一页');
    expect(labelsOf(hall({ page: 99 }))).not.toContain('下一页');
  });

  test('shows one category when it is chosen, and turns its pages', () => {
    const card = hallCard(
      { categories: [category('a', 9), category('b', 1)], category: 'a', todo: 0, running: 0 },
      t,
    );
    expect(textOf(card)).not.toContain('事项b0');
    expect(buttonByLabel(card, '下一页').action).toEqual({ a: 'hall.open', category: 'a', page: 2 });
    expect(buttonByLabel(card, '全部').action).toEqual({ a: 'hall.open' });
  });

  test('0.1 groups by owning department instead, one tap away, and stays so from page to page', () => {
    expect(buttonByLabel(hall(), '按科室').action).toEqual({ a: 'hall.open', by: 'department' });
    const card = hall({ by: 'department' });
    expect(buttonByLabel(card, '类别b').action).toEqual({ a: 'hall.open', by: 'department', category: 'b' });
    expect(buttonByLabel(card, '全部').action).toEqual({ a: 'hall.open', by: 'department' });
    expect(buttonByLabel(card, '下一页').action).toEqual({ a: 'hall.open', by: 'department', page: 2 });
    expect(buttonByLabel(card, '按类别').action).toEqual({ a: 'hall.open' });
  });

  test('leads to what is mine, with how much there is', () => {
    expect(buttonByLabel(hall(), '待办 3').action).toEqual({ a: 'todo.open' });
    expect(buttonByLabel(hall(), '我的 2').action).toEqual({ a: 'my.open' });
  });

  test('can be searched', () => {
    expect(formOf(hall()).controls[0]?.name).toBe(SEARCH_WORDS);
    expect(buttonByLabel(hall(), '搜索')).toMatchObject({ action: { a: 'hall.search' }, submits: 'search' });
  });
});

describe('the guide', () => {
  const props = {
    item: {
      id: 'SBZL',
      name: text('设备租赁', 'Equipment lease'),
      category: text('设备'),
      department: text('机械设备科'),
      summary: text('租赁设备'),
      materials: [text('合同'), text('比价表')],
      policy: text('金额 50000 元以上须分管领导审批'),
      limit: text('5 个工作日'),
    },
    steps: [{ name: text('车间主任'), kind: 'approve', people: ['王芳'] }] as const,
    canApply: true,
  };

  test('0.4 tells materials, owning department, time limit, steps and policy before one applies', () => {
    const shown = textOf(guideCard(props, t));
    for (const words of ['1) 合同', '机械设备科', '5 个工作日', '车间主任', '王芳', '须分管领导审批'])
      expect(shown).toContain(words);
    expect(buttonByLabel(guideCard(props, t), '办理').action).toEqual({ a: 'item.form', item: 'SBZL' });
  });

  test('has no 办理 for an item that is closed, and says so', () => {
    const card = guideCard({ ...props, canApply: false }, t);
    expect(labelsOf(card)).toEqual(['办事大厅']);
    expect(textOf(card)).toContain('目前不能办理');
  });
});

describe('words that are no command', () => {
  const item = { id: 'SBZL', name: text('设备租赁'), summary: text('租赁设备') };

  test('lead to the nearest items and the help line', () => {
    const card = choiceCard({ words: '租**挖机**', items: [item], why: 'unknown' }, t);
    expect(JSON.stringify(card)).toContain('租&#42;&#42;挖机&#42;&#42;');
    expect(buttonByLabel(card, '办理').action).toEqual({ a: 'item.guide', item: 'SBZL' });
    expect(labelsOf(card)).toEqual(expect.arrayContaining(['办事大厅', '帮助']));
  });

  test('that are near to nothing lead to items all the same', () => {
    const card = choiceCard({ words: 'xyz', items: [item], why: 'instead' }, t);
    expect(textOf(card)).toContain('没有找到与“xyz”相符的事项。也许是其中一项');
    expect(buttonByLabel(card, '办理').action).toEqual({ a: 'item.guide', item: 'SBZL' });
  });

  test('find nothing where nothing is open at all: that is said', () => {
    expect(textOf(choiceCard({ words: 'xyz', items: [], why: 'search' }, t))).toContain(
      '没有找到与“xyz”相符的事项',
    );
  });
});

describe('welcome and help', () => {
  test('show the settings to administrators only', () => {
    expect(textOf(helpCard({ where: 'person', administrator: true }, t))).toContain('设置');
    expect(textOf(helpCard({ where: 'person', administrator: false }, t))).not.toContain('设置');
    expect(labelsOf(welcomeCard({ where: 'person', administrator: false }, t))).not.toContain('设置');
  });

  test('open nobody’s own business in a group', () => {
    for (const card of [welcomeCard, helpCard])
      expect(labelsOf(card({ where: 'group', administrator: true }, t))).toEqual(['办事大厅']);
  });
});
