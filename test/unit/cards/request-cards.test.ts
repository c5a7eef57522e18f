import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { doneCard, myCard, ROWS_PER_PAGE, todoCard } from '../../../cards/inbox.ts';
import { noticeCard } from '../../../cards/notice.ts';
import type { NoticeView } from '../../../cards/notice.ts';
import { previewCard } from '../../../cards/preview.ts';
import { receiptCard } from '../../../cards/receipt.ts';
import { COMMENT, requestDetailCard } from '../../../cards/request-detail.ts';
import type { RequestDetailCardProps } from '../../../cards/request-detail.ts';
import { TRANSFER_REASON, TRANSFER_TO, transferFormCard } from '../../../cards/transfer-form.ts';
import { loadTexts } from '../../../config/texts.ts';
import { buttonByLabel, formOf, labelsOf, textOf } from '../../support/card-reader.ts';
import { REQUEST_STATUSES } from '../../../cards/kit/request-view.ts';
import { NOW, sampleHead, samplePath, TIME, times } from '../../support/card-samples.ts';
import type { RequestStatusView } from '../../../cards/kit/request-view.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));
const fill = { text: '李明', rows: 2 };
const step = { zh: '财务科', en: 'Finance' };

const receipt = (status: RequestStatusView) =>
  receiptCard(
    { request: sampleHead(fill, status), path: samplePath(fill), acts: ['urge', 'withdraw'], time: TIME },
    t,
  );

const row = (index: number) => ({
  ...sampleHead(fill),
  id: `R${index}`,
  requestId: `R${index}`,
  taskId: `T${index}`,
  step,
});

const notice = (view: NoticeView) => noticeCard({ request: sampleHead(fill), notice: view, time: TIME }, t);

describe('the preview', () => {
  const props = {
    draft: 'D1',
    item: { zh: '设备租赁', en: 'Lease' },
    facts: [{ label: { zh: '金额', en: 'Amount' }, value: { kind: 'amount', amount: '80000.00' } }],
    path: [{ name: step, kind: 'approve', people: ['王芳'] }],
    dueAt: NOW,
    time: TIME,
  } as const;

  test('shows the values, the path with the people and the due time; 提交 or 修改', () => {
    const card = previewCard(props, t);
    for (const words of ['80,000.00 元', '财务科', '王芳', '应办结时间 2026年11月22日 16:30'])
      expect(textOf(card)).toContain(words);
    expect(buttonByLabel(card, '提交').action).toEqual({ a: 'form.submit', draft: 'D1' });
    expect(buttonByLabel(card, '修改').action).toEqual({ a: 'form.edit', draft: 'D1' });
  });

  test('cannot be submitted while a step has nobody, and says so', () => {
    const card = previewCard({ ...props, blocked: { zh: '财务科没有人', en: 'Nobody in Finance' } }, t);
    expect(labelsOf(card)).toEqual(['修改']);
    expect(textOf(card)).toContain('财务科没有人');
  });
});

describe('the receipt', () => {
  test('has number, due time and progress, and the buttons of what is allowed', () => {
    const card = receipt('RUNNING');
    for (const words of ['SBZL-20261122-0001', '应办结时间', '已逾期', '当前环节'])
      expect(textOf(card)).toContain(words);
    expect(new Set(labelsOf(card))).toEqual(new Set(['查看详情', '催办', '撤回']));
    expect(buttonByLabel(card, '撤回').confirm).toContain('SBZL-20261122-0001');
  });

  test('changes its words and its colour with the state', () => {
    const looks = REQUEST_STATUSES.map(status => receipt(status).header.template);
    expect(looks).toEqual(['blue', 'orange', 'green', 'red', 'grey', 'grey', 'grey', 'grey']);
    expect(textOf(receipt('APPROVED'))).toContain('同意');
    const words = REQUEST_STATUSES.map(status => textOf(receipt(status)).split('\n').slice(0, 6).join(' '));
    expect(new Set(words).size).toBe(REQUEST_STATUSES.length);
  });
});

describe('the details', () => {
  const base: RequestDetailCardProps = {
    request: sampleHead(fill),
    facts: [{ label: { zh: '事由', en: 'Reason' }, value: { kind: 'text', text: '设备检修' } }],
    path: samplePath(fill),
    timeline: times(25, index => ({
      at: NOW + index,
      who: `人${index}`,
      what: 'approved',
      step,
      text: `意见${index}`,
    })),
    comments: times(7, index => ({
      by: '王芳',
      at: NOW + index,
      text: `评论${index}`,
      deleted: index === 6,
    })),
    acts: ['comment'],
    time: TIME,
  };
  const detail = (more: Partial<RequestDetailCardProps> = {}) => requestDetailCard({ ...base, ...more }, t);

  test('show the newest history first, with who, what, when and the opinion', () => {
    const shown = textOf(detail());
    expect(shown).toMatch(/人24 同意[\s\S]*意见24[\s\S]*人23/);
    expect(shown).toContain('2026年11月22日 16:30');
  });

  test('hold the whole history over their pages, each line once', () => {
    const seen = [1, 2, 3].flatMap(page => textOf(detail({ page })).match(/意见\d+/g) ?? []);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(labelsOf(detail({ page: 3 }))).not.toContain('下一页');
    expect(buttonByLabel(detail(), '下一页').action).toEqual({ a: 'request.detail', request: 'R1', page: 2 });
  });

  test('leave a mark where a comment was deleted', () => {
    expect(textOf(detail())).toContain('评论已删除');
    expect(textOf(detail())).not.toContain('评论6');
  });

  test('let those comment who may, and only those', () => {
    expect(formOf(detail()).controls.map(control => control.name)).toEqual([COMMENT]);
    expect(buttonByLabel(detail(), '评论')).toMatchObject({
      action: { a: 'request.comment' },
      submits: 'comment',
    });
    expect(labelsOf(detail({ acts: [], timeline: [], comments: [] }))).toEqual([]);
  });

  test('lead the reader to his own task', () => {
    expect(buttonByLabel(detail({ task: { id: 'T9' } }), '去处理').action).toEqual({
      a: 'task.open',
      request: 'R1',
      task: 'T9',
    });
  });

  test('hold facts that do not fit one page on the next, so that nothing is hidden', () => {
    const facts = times(
      12,
      index =>
        ({
          label: { zh: `栏${index}`, en: `F${index}` },
          value: { kind: 'text', text: `${'长'.repeat(900)}完${index}。` },
        }) as const,
    );
    const seen = [1, 2, 3, 4, 5, 6].flatMap(page => textOf(detail({ facts, page })).match(/完\d+。/g) ?? []);
    expect(new Set(seen).size).toBe(12);
  });
});

describe('the lists', () => {
  const list = { rows: times(ROWS_PER_PAGE, row), page: 2, total: 20 };

  test('待办 shows item, applicant, number and due time, and opens the task', () => {
    const card = todoCard({ list, time: TIME }, t);
    for (const words of ['李明', 'SBZL-20261122-0001', '财务科', '已逾期', '共 20 项', '第 2 / 3 页'])
      expect(textOf(card)).toContain(words);
    expect(buttonByLabel(card, '打开').action).toEqual({ a: 'task.open', request: 'R0', task: 'T0' });
    expect(card.header.template).toBe('red');
  });

  test('turn their pages both ways', () => {
    for (const [make, a] of [
      [todoCard, 'todo.open'],
      [myCard, 'my.open'],
      [doneCard, 'done.open'],
    ] as const) {
      const card = make({ list, time: TIME }, t);
      expect(buttonByLabel(card, '上一页').action).toEqual({ a, page: 1 });
      expect(buttonByLabel(card, '下一页').action).toEqual({ a, page: 3 });
    }
  });

  test('say so when they are empty', () => {
    const empty = { list: { rows: [], page: 1, total: 0 }, time: TIME };
    expect(textOf(todoCard(empty, t))).toContain('没有待办');
    expect(labelsOf(todoCard(empty, t))).toEqual(['办事大厅']);
  });

  test('我的申请 tells the state and who holds it', () => {
    const shown = textOf(myCard({ list, time: TIME }, t));
    expect(shown).toContain('审批中');
    expect(shown).toContain('李明、李明');
  });
});

describe('a notice', () => {
  test.each([
    [{ kind: 'reminder', taskId: 'T1', step, dueAt: NOW + 1, occurrence: 2 }, 'yellow', '第 2 次提醒'],
    [{ kind: 'reminder', taskId: 'T1', step, dueAt: NOW - 1, occurrence: 3 }, 'red', '逾期提醒'],
    [
      { kind: 'escalated', taskId: 'T1', step, dueAt: NOW - 1, actor: '王芳' },
      'red',
      '王芳 的待办“财务科”逾期未处理',
    ],
    [{ kind: 'approved' }, 'green', '审批已通过'],
    [{ kind: 'rejected', by: '王芳', reason: '超预算' }, 'red', '超预算'],
    [{ kind: 'returned', by: '王芳', reason: '补材料' }, 'orange', '补材料'],
    [{ kind: 'nobodyFound', step }, 'orange', '没有找到处理人'],
  ] as const)('%o has its colour and its words', (view, colour, words) => {
    expect(notice(view).header.template).toBe(colour);
    expect(textOf(notice(view))).toContain(words);
  });

  test('leads to the task where there is one to do, to the details otherwise', () => {
    const urged = notice({ kind: 'urged', taskId: 'T1', step, by: '李明' });
    expect(buttonByLabel(urged, '去处理').action).toEqual({ a: 'task.open', request: 'R1', task: 'T1' });
    expect(labelsOf(notice({ kind: 'copy' }))).toEqual(['查看详情']);
  });

  test('of a return leads the applicant straight to mending it', () => {
    const returned = notice({ kind: 'returned', by: '王芳', reason: '补材料' });
    expect(labelsOf(returned)).toEqual(['修改并重新提交', '查看详情']);
    expect(buttonByLabel(returned, '修改并重新提交').action).toEqual({ a: 'request.edit', request: 'R1' });
  });
});

describe('handing a task over', () => {
  test('asks for a person among the candidates and a reason, and leads back', () => {
    const card = transferFormCard(
      { request: sampleHead(fill), task: { id: 'T1', step }, candidates: ['ou_1', 'ou_2'], reason: '出差' },
      t,
    );
    expect(formOf(card).values).toEqual({ [TRANSFER_TO]: undefined, [TRANSFER_REASON]: '出差' });
    expect(formOf(card).controls[0]?.options.map(option => option.value)).toEqual(['ou_1', 'ou_2']);
    expect(buttonByLabel(card, '转交').action).toEqual({ a: 'task.transfer', request: 'R1', task: 'T1' });
    expect(buttonByLabel(card, '返回').action).toEqual({ a: 'task.open', request: 'R1', task: 'T1' });
  });
});
