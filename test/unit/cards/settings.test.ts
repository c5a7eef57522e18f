import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { settingsChangeCard, settingsPublishedCard } from '../../../cards/settings-change.ts';
import { settingsHistoryCard } from '../../../cards/settings-history.ts';
import { settingsItemsCard } from '../../../cards/settings-home.ts';
import { settingsMembersCard } from '../../../cards/settings-people.ts';
import { settingsStepCard } from '../../../cards/settings-step.ts';
import { loadTexts } from '../../../config/texts.ts';
import { buttonByLabel, buttonsOf, formOf, labelsOf, textOf } from '../../support/card-reader.ts';
import { NOW, TIME } from '../../support/card-samples.ts';
import { STEP_VALUES } from '../../support/settings-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const same = (text: string) => ({ zh: text, en: text });
const item = { id: 'SBZL', name: same('设备租赁') };

describe('the settings', () => {
  test('switch an item off and on, without a question: the difference is shown first', () => {
    const card = settingsItemsCard(
      {
        items: [{ ...item, category: same('设备'), enabled: true, version: 2, mayEdit: true }],
        mayMake: true,
        mayOrder: true,
      },
      t,
    );
    expect(buttonByLabel(card, '停用').action).toEqual({ a: 'settings.itemSwitch', item: 'SBZL', on: false });
    expect(buttonByLabel(card, '停用').confirm).toBeUndefined();
    const off = settingsItemsCard(
      {
        items: [{ ...item, category: same('设备'), enabled: false, version: 2, mayEdit: true }],
        mayMake: true,
        mayOrder: true,
      },
      t,
    );
    expect(buttonByLabel(off, '启用').action).toEqual({ a: 'settings.itemSwitch', item: 'SBZL', on: true });
  });

  test('edit a step by a form whose values come back under the names of the editor', () => {
    const card = settingsStepCard(
      {
        item,
        step: { id: 'finance', name: same('财务科') },
        basedOn: 4,
        whoNow: same('角色「财务」'),
        values: STEP_VALUES,
        roles: [{ id: 'r1', label: same('财务') }],
        candidates: ['ou_1'],
        otherRules: 2,
        faults: { limit: { zh: '请写上单位', en: 'Please add the unit' } },
      },
      t,
    );
    const { values, buttons } = formOf(card);
    expect(Object.keys(values).sort()).toEqual(Object.keys(STEP_VALUES).sort());
    expect(values).toMatchObject({
      who: 'role',
      role: 'r1',
      people: ['ou_1'],
      limit: '1d',
      afterAt: '1天',
      afterMax: '3',
    });
    expect(buttons[0]?.action).toEqual({
      a: 'settings.stepPreview',
      item: 'SBZL',
      step: 'finance',
      basedOn: 4,
    });
    expect(textOf(card)).toContain('请写上单位');
  });

  const change = {
    what: same('设备租赁 · 财务科'),
    lines: [{ label: same('时限'), before: same('1 天'), after: same('2 天') }],
    change: 'C1',
    back: { a: 'settings.item', item: 'SBZL' },
    time: TIME,
  } as const;

  test('show a change as a difference, to be confirmed', () => {
    const card = settingsChangeCard(change, t);
    expect(textOf(card)).toContain('1 天 → 2 天');
    expect(buttonByLabel(card, '确认').action).toEqual({ a: 'settings.publish', change: 'C1' });
    expect(buttonByLabel(card, '返回').action).toEqual(change.back);
  });

  test('offer nothing to confirm where nothing differs', () => {
    expect(labelsOf(settingsChangeCard({ ...change, lines: [] }, t))).toEqual(['返回']);
  });

  test('tell who changed it first, and what', () => {
    const conflict = { by: '王芳', at: NOW, summary: [same('时限：1 天 → 3 天')] };
    const { change: _, ...rest } = change;
    const card = settingsChangeCard({ ...rest, conflict }, t);
    expect(textOf(card)).toContain('王芳 已于 2026年11月22日 16:30 先行更改');
    expect(textOf(card)).toContain('1 天 → 3 天');
    expect(labelsOf(card)).toEqual(['返回']);
  });

  const published = {
    what: item.name,
    lines: [same('时限：1 天 → 2 天')],
    version: 3,
    by: '王芳',
    at: NOW,
    back: change.back,
    time: TIME,
  };

  test('let a published change of an item be undone; the difference is shown first', () => {
    const undo = { a: 'settings.rollback', item: 'SBZL', version: 2 } as const;
    const card = settingsPublishedCard({ ...published, undo }, t);
    expect(textOf(card)).toContain('王芳 发布于 2026年11月22日 16:30');
    expect(buttonByLabel(card, '撤销此更改')).toMatchObject({ action: undo });
    expect(buttonByLabel(card, '撤销此更改').confirm).toBeUndefined();
  });

  test('let a change of the members be undone; the difference is shown first too', () => {
    const card = settingsPublishedCard({ ...published, undo: { a: 'settings.undo', version: 3 } }, t);
    expect(buttonByLabel(card, '撤销此更改').confirm).toBeUndefined();
  });

  test('keep every version in the history, the live one without a way back to itself', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      version: 12 - index,
      at: NOW,
      by: '王芳',
      summary: [same(`改动${index}`)],
      live: index === 0,
      ...(index === 0
        ? {}
        : { restore: { a: 'settings.rollback', item: 'SBZL', version: 12 - index } as const }),
    }));
    const page = (number: number) =>
      settingsHistoryCard(
        {
          what: item.name,
          rows,
          page: number,
          turn: to => ({ a: 'settings.history', item: 'SBZL', page: to }),
          back: change.back,
          time: TIME,
        },
        t,
      );
    const restores = [1, 2].flatMap(number =>
      buttonsOf(page(number)).filter(button => button.label === '恢复此版'),
    );
    expect(restores).toHaveLength(11);
    expect(textOf(page(1))).toContain('第 12 版 当前');
  });

  test('choose administrators and members of roles among the candidates', () => {
    const of = { kind: 'role', role: { id: 'finance', name: same('财务') } } as const;
    const card = settingsMembersCard({ of, basedOn: 2, members: ['ou_1'], candidates: ['ou_1', 'ou_2'] }, t);
    expect(formOf(card).values).toEqual({ nameZh: '财务', nameEn: '财务', members: ['ou_1'] });
    expect(buttonByLabel(card, '检查更改').action).toEqual({
      a: 'settings.rolePreview',
      role: 'finance',
      basedOn: 2,
    });
  });
});
