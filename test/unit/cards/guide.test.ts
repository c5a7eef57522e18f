import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { guideCard } from '../../../cards/guide.ts';
import { noticeCard } from '../../../cards/notice.ts';
import { welcomeCard } from '../../../cards/welcome.ts';
import { loadTexts } from '../../../config/texts.ts';
import { buttonsOf, textOf } from '../../support/card-reader.ts';
import { NOW, sampleHead, TIME } from '../../support/card-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const text = (zh: string, en = zh) => ({ zh, en });
const step = (name: string, ...people: string[]) => ({ name: text(name), kind: 'approve', people }) as const;
const primary = (card: unknown) =>
  buttonsOf(card)
    .filter(each => each.type === 'primary_filled')
    .map(each => each.label);
const reminder = (dueAt: number) =>
  noticeCard(
    {
      request: sampleHead({ text: '设备租赁', rows: 1 }),
      notice: { kind: 'reminder', taskId: 'T1', step: text('财务科'), occurrence: 2, dueAt },
      time: TIME,
    },
    t,
  );

describe('the guide', () => {
  const item = {
    id: 'SBZL',
    name: text('设备租赁审批'),
    category: text('设备物资'),
    department: text('机械设备科'),
    summary: text('租用施工机械'),
    materials: [],
  };
  const card = guideCard(
    {
      item,
      steps: [
        step('车间主任', '陈大勇'),
        {
          kind: 'fork',
          name: text('按金额'),
          mode: 'exclusive',
          ways: [
            { when: text('50 000 元及以下'), steps: [] },
            { when: text('超过 50 000 元'), steps: [step('分管领导', '高卫民'), step('段长', '沈国梁')] },
          ],
        },
      ],
      canApply: true,
    },
    t,
  );

  test('draws the flow as a chart: boxes with arrows, at a fork its ways beside each other with their people', () => {
    expect(textOf(card).replaceAll('\n', ' | ')).toContain(
      '● 提交申请 | ↓ | 车间主任 | 陈大勇 | ↓ | ◇ 按金额 走其中一条： | ' +
        '50 000 元及以下 | ↓ | 无需再审批 | 超过 50 000 元 | ↓ | 分管领导 | 高卫民 | ↓ | 段长 | 沈国梁 | ↓ | ● 办结',
    );
  });

  test('says what it really took, and offers the guide on paper and a star', () => {
    const known = guideCard(
      { item, steps: [], canApply: true, average: { days: 2.34, ended: 12 }, favourite: true },
      t,
    );
    expect(textOf(known)).toContain('2.3 个工作日（近 90 天 12 件）');
    expect(buttonsOf(known).map(({ label }) => label)).toEqual([
      '办理',
      '★ 已收藏',
      '打印指南',
      '打印空白表',
      '办事大厅',
    ]);
  });
});

describe('a reminder', () => {
  test('before the due time asks for the task in time; after it, it says that the time has passed', () => {
    expect(textOf(reminder(NOW + 1))).toContain('您的待办“财务科”请按时处理（第 2 次提醒）');
    expect(textOf(reminder(NOW - 1))).toContain('您的待办“财务科”已过处理时限，请尽快处理（第 2 次提醒）');
  });
});

describe('the welcome', () => {
  test('leads a person for whom tasks wait to them, everybody else to the hall', () => {
    const waited = welcomeCard({ where: 'person', administrator: false, todo: 2 }, t);
    expect(textOf(waited)).toContain('有 2 项待办在等您处理');
    expect(primary(waited)).toEqual(['我的待办']);
    const free = welcomeCard({ where: 'person', administrator: false, todo: 0 }, t);
    expect(textOf(free)).not.toContain('等您处理');
    expect(primary(free)).toEqual(['办事大厅']);
  });
});
