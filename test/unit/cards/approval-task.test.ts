import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { approvalTaskCard, OPINION } from '../../../cards/approval-task.ts';
import type { ApprovalTaskCardProps, TaskView } from '../../../cards/approval-task.ts';
import { loadTexts } from '../../../config/texts.ts';
import { buttonByLabel, formOf, hasForm, labelsOf, textOf } from '../../support/card-reader.ts';
import { NOW, sampleFacts, sampleHead, samplePath, TIME } from '../../support/card-samples.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const fill = { text: '李明', rows: 2 };

function task(view: TaskView, more: Partial<ApprovalTaskCardProps> = {}, dueAt = NOW + 60_000) {
  return approvalTaskCard(
    {
      request: sampleHead(fill),
      task: { id: 'T1', step: { zh: '财务科', en: 'Finance' }, act: 'approve', dueAt, view },
      summary: sampleFacts(fill),
      facts: sampleFacts(fill),
      decided: [],
      path: samplePath(fill),
      acts: ['approve', 'reject', 'return', 'transfer'],
      time: TIME,
      ...more,
    },
    t,
  );
}
const decided = {
  state: 'decided',
  what: 'approved',
  by: '王芳',
  mine: false,
  at: NOW,
  opinion: '可以',
} as const;

describe('the card of a task', () => {
  test('has an opinion and the decisions in one form, each sending ids and no decision of its own', () => {
    const card = task({ state: 'pending' });
    expect(formOf(card).controls.map(control => control.name)).toEqual([OPINION]);
    expect(formOf(card).buttons.map(button => button.label)).toEqual(['同意', '拒绝', '退回']);
    expect(buttonByLabel(card, '同意')).toMatchObject({
      action: { a: 'task.approve', request: 'R1', task: 'T1' },
      submits: 'decide',
      type: 'primary_filled',
    });
    expect(buttonByLabel(card, '转交')).toMatchObject({
      action: { a: 'task.transferForm' },
      submits: undefined,
    });
    expect(buttonByLabel(card, 'Reject', 'en').action?.a).toBe('task.reject');
  });

  test('shows only the buttons of what is allowed', () => {
    expect(new Set(labelsOf(task({ state: 'pending' }, { acts: ['approve'] })))).toEqual(
      new Set(['同意', '常用意见', '查看详情']),
    );
    expect(hasForm(task({ state: 'pending' }, { acts: [] }))).toBe(false);
  });

  test('says 办结 where the step is done rather than decided', () => {
    const base = {
      id: 'T1',
      step: { zh: '派车', en: 'Dispatch' },
      act: 'handle',
      view: { state: 'pending' },
    } as const;
    expect(labelsOf(task({ state: 'pending' }, { task: base, acts: ['approve'] }))).toContain('办结');
  });

  test('asks for an opinion as far as one is needed', () => {
    const pending = { state: 'pending' } as const;
    expect(textOf(task(pending))).toContain('拒绝、退回时必填');
    expect(textOf(task(pending, { acts: ['approve'] }))).toContain('可不填');
    expect(textOf(task(pending, { opinionRequired: true }))).not.toContain('可不填');
  });

  test('is marked and red when it is overdue', () => {
    const late = task({ state: 'pending' }, {}, NOW - 1);
    expect(late.header.template).toBe('red');
    expect(textOf(late)).toContain('已逾期');
    expect(task({ state: 'pending' }).header.template).toBe('blue');
    expect(textOf(task({ state: 'pending' }))).not.toContain('已逾期');
  });

  test('once decided says by whom, when and why, and nothing can be decided any more', () => {
    const card = task(decided);
    expect(textOf(card)).toContain('已由王芳处理：同意');
    expect(textOf(card)).toContain('2026年11月22日 16:30');
    expect(textOf(card)).toContain('可以');
    expect(labelsOf(card)).toEqual(['查看详情']);
    expect(card.header.template).toBe('green');
    expect(textOf(task({ ...decided, mine: true }))).toContain('您已同意');
  });

  test('says why it was closed without the reader', () => {
    const closed = task({ state: 'closed', reason: 'rejectedByOther', by: '王芳', at: NOW });
    expect(textOf(closed)).toContain('会签已被王芳拒绝');
    expect(labelsOf(closed)).toEqual(['查看详情']);
    expect(textOf(task({ state: 'closed', reason: 'decidedByOther' }))).toContain('已由他人处理');
  });

  test('keeps what was typed when it was refused, and says what is missing', () => {
    const card = task(
      { state: 'pending' },
      { typed: '不行', fault: { zh: '请填写理由', en: 'Give a reason' } },
    );
    expect(formOf(card).values[OPINION]).toBe('不行');
    expect(textOf(card)).toContain('请填写理由');
  });

  test('tells from whom it came', () => {
    const view = { state: 'pending' } as const;
    const source = { kind: 'escalation', from: '王芳' } as const;
    const card = task(view, {
      task: { id: 'T1', step: { zh: '财务科', en: 'F' }, act: 'approve', view, source },
    });
    expect(textOf(card)).toContain('王芳 逾期未处理，已升级给您');
  });
});
