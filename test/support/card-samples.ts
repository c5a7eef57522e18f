import { approvalTaskCard } from '../../cards/approval-task.ts';
import { CLOSED_REASONS } from '../../cards/approval-task.ts';
import type { TaskView } from '../../cards/approval-task.ts';
import { choiceCard } from '../../cards/choice.ts';
import { guideCard } from '../../cards/guide.ts';
import { hallCard } from '../../cards/hall.ts';
import { doneCard, myCard, ROWS_PER_PAGE, todoCard } from '../../cards/inbox.ts';
import type { Card } from '../../cards/kit/element.ts';
import type { Fact } from '../../cards/kit/facts.ts';
import type {
  CardAct,
  PathStepView,
  PromiseView,
  RequestHead,
  RequestStatusView,
  TimelineLine,
} from '../../cards/kit/request-view.ts';
import { REQUEST_STATUSES, TIMELINE_KINDS } from '../../cards/kit/request-view.ts';
import type { Text, Texts } from '../../cards/kit/texts.ts';
import { messageCard } from '../../cards/message.ts';
import { previewCard } from '../../cards/preview.ts';
import { receiptCard } from '../../cards/receipt.ts';
import { archiveTemplateCard } from '../../cards/archive-template.ts';
import { boardCard } from '../../cards/board.ts';
import { progressCard } from '../../cards/progress.ts';
import { requestDetailCard } from '../../cards/request-detail.ts';
import { transferFormCard } from '../../cards/transfer-form.ts';
import { helpCard, welcomeCard } from '../../cards/welcome.ts';
import { actSamples } from './act-samples.ts';
import { calendarSamples } from './calendar-samples.ts';
import { sampleFiles, sampleForms, sampleTable } from './form-samples.ts';
import { sampleIntegrations } from './integration-samples.ts';
import { sampleNotices } from './notice-samples.ts';
import { sampleReports } from './report-samples.ts';
import { sampleSettings } from './settings-samples.ts';
import { sampleBreaches, sampleSupervision } from './supervision-samples.ts';

/** What fills the samples: one text wherever a person or an administrator types, and how long the lists are. */
export interface Filling {
  readonly text: string;
  readonly rows: number;
}

export const NOW = Date.UTC(2026, 10, 22, 8, 30);
export const TIME = { now: NOW, timeZone: 'Asia/Shanghai' };
const ACTS: readonly CardAct[] = [
  'approve',
  'reject',
  'return',
  'transfer',
  'urge',
  'withdraw',
  'comment',
  'edit',
  'again',
];

export function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The text in both languages, told apart so that a card that drops one of them shows it. */
export function both({ text }: Filling): Text {
  return text === '' ? { zh: '', en: '' } : { zh: text, en: `${text} (en)` };
}

const PROMISES: Readonly<Partial<Record<RequestStatusView, PromiseView['state']>>> = {
  RETURNED: 'paused',
  APPROVED: 'met',
  REJECTED: 'breached',
  CANCELED: 'running',
};

export function sampleHead(fill: Filling, status: RequestStatusView = 'RUNNING'): RequestHead {
  return {
    id: 'R1',
    number: 'SBZL-20261122-0001',
    item: both(fill),
    applicant: fill.text,
    department: fill.text,
    status,
    submittedAt: NOW - 3_600_000,
    dueAt: NOW - 60_000,
    promise: { state: PROMISES[status] ?? 'soon', provisional: status === 'RUNNING' },
    ...(status === 'RUNNING' ? { respondBy: NOW + 1 } : {}),
    ...(status === 'RUNNING' || status === 'RETURNED' ? {} : { endedAt: NOW }),
    holders: times(Math.min(fill.rows, 20), () => ({
      step: both(fill),
      people: times(fill.rows, () => fill.text),
      dueAt: NOW - 1,
    })),
  };
}

export function samplePath(fill: Filling): readonly PathStepView[] {
  const states = ['passed', 'failed', 'returned', 'current', 'ahead'] as const;
  const methods = ['all', 'any', 'sequence', 'vote', 'claim', 'random'] as const;
  return times(fill.rows, index => ({
    name: both(fill),
    kind: 'approve',
    people: times(fill.rows, () => fill.text),
    note: both(fill),
    limit: { amount: 1, unit: (['min', 'h', 'd', 'wh', 'wd'] as const)[index % 5] ?? 'd' },
    method: methods[index % 6] ?? 'all',
    state: states[index % 5] ?? 'ahead',
  }));
}

export function sampleFacts(fill: Filling): readonly Fact[] {
  const values = (index: number): readonly Fact['value'][] => [
    { kind: 'text', text: fill.text },
    { kind: 'texts', texts: times(fill.rows, () => both(fill)) },
    { kind: 'amount', amount: '80000.00' },
    { kind: 'number', number: 3, unit: both(fill) },
    { kind: 'dateRange', from: '2026-11-22', to: '2026-11-25' },
    { kind: 'datetime', value: '2026-11-22T09:30' },
    { kind: 'flag', on: true },
    { kind: 'flag', on: false },
    sampleTable(fill, `t${index}`),
    { kind: 'files', files: sampleFiles(fill), get: { a: 'files.get', request: 'R1', field: `f${index}` } },
    { kind: 'none' },
  ];
  return times(fill.rows, index => ({
    label: both(fill),
    value: values(index)[index % values(index).length] ?? { kind: 'none' },
  }));
}

function sampleTimeline(fill: Filling): readonly TimelineLine[] {
  return times(fill.rows, index => ({
    at: NOW - index * 60_000,
    who: fill.text,
    what: TIMELINE_KINDS[index % TIMELINE_KINDS.length] ?? 'submitted',
    step: both(fill),
    people: times(fill.rows, () => fill.text),
    text: fill.text,
  }));
}

/** Every card there is, in every state it has. */
export function sampleCards(fill: Filling, t: Texts): Readonly<Record<string, Card>> {
  return {
    ...chatSamples(fill, t),
    ...requestSamples(fill, t),
    ...sampleForms(fill, t),
    ...actSamples(fill, t),
    ...calendarSamples(fill, t),
    ...sampleSupervision(fill, t),
    ...sampleNotices(fill, t),
    ...sampleSettings(fill, t),
    ...sampleReports(fill, t),
    ...sampleIntegrations(fill, t),
  };
}

function chatSamples(fill: Filling, t: Texts): Record<string, Card> {
  const items = times(fill.rows, index => ({ id: `I${index}`, name: both(fill), summary: both(fill) }));
  const categories = times(fill.rows, index => ({
    id: `c${index}`,
    name: both(fill),
    items: times(index + 1, at => ({
      id: `I${index}_${at}`,
      name: both(fill),
      summary: both(fill),
      rating: { score: 4.25, n: 12_345 },
    })),
  }));
  return {
    hall: hallCard({ categories, todo: 3, running: 1 }, t),
    'hall, a category': hallCard({ categories, category: 'c0', page: 2, todo: 0, running: 0 }, t),
    'hall, by department': hallCard({ categories, by: 'department', todo: 0, running: 0 }, t),
    guide: guideCard(sampleGuide(fill, true), t),
    'guide, closed': guideCard(sampleGuide(fill, false), t),
    'choice, search': choiceCard({ words: fill.text, items, why: 'search' }, t),
    'choice, unknown': choiceCard({ words: fill.text, items, why: 'unknown' }, t),
    'choice, instead': choiceCard({ words: fill.text, items, why: 'instead' }, t),
    welcome: welcomeCard({ where: 'person', administrator: true }, t),
    'welcome, tasks wait': welcomeCard({ where: 'person', administrator: false, todo: 2 }, t),
    'welcome, group': welcomeCard({ where: 'group', administrator: false }, t),
    help: helpCard({ where: 'person', administrator: true, reports: true }, t),
    'help, group': helpCard({ where: 'group', administrator: false }, t),
    ...Object.fromEntries(
      (['stale', 'notFound', 'refused', 'saved', 'processing'] as const).map(kind => [
        `message ${kind}`,
        messageCard({ kind }, t),
      ]),
    ),
    'message, own words': messageCard({ kind: 'refused', text: both(fill) }, t),
  };
}

function sampleGuide(fill: Filling, canApply: boolean) {
  return {
    item: {
      id: 'SBZL',
      name: both(fill),
      category: both(fill),
      department: both(fill),
      summary: both(fill),
      materials: times(fill.rows, () => both(fill)),
      policy: both(fill),
      limit: { zh: '5 个工作日', en: '5 working days' },
    },
    steps: [
      ...samplePath(fill),
      {
        kind: 'fork',
        name: both(fill),
        mode: 'exclusive',
        ways: times(fill.rows, index => ({
          when: both(fill),
          steps: index === 0 ? [] : samplePath(fill).map(step => ({ ...step, people: [] })),
        })),
      },
    ],
    canApply,
    hasDraft: true,
  } as const;
}

function requestSamples(fill: Filling, t: Texts): Record<string, Card> {
  const base = { path: samplePath(fill), acts: ACTS, time: TIME };
  const facts = sampleFacts(fill);
  const timeline = sampleTimeline(fill);
  const comments = times(fill.rows, index => ({
    by: fill.text,
    at: NOW - index,
    text: fill.text,
    deleted: index % 3 === 2,
  }));
  const rows = times(Math.min(fill.rows, ROWS_PER_PAGE), index => ({
    ...sampleHead(fill, REQUEST_STATUSES[index % REQUEST_STATUSES.length]),
    id: `R${index}`,
    requestId: `R${index}`,
    taskId: `T${index}`,
    step: both(fill),
  }));
  const list = { rows, page: 2, total: fill.rows };
  const detail = {
    ...base,
    request: sampleHead(fill),
    facts,
    timeline,
    comments,
    task: { id: 'T1' },
    breaches: sampleBreaches(fill),
  };
  return {
    ...Object.fromEntries(
      REQUEST_STATUSES.map(status => [
        `receipt ${status}`,
        receiptCard(
          { ...base, request: sampleHead(fill, status), outcome: { by: fill.text, reason: fill.text } },
          t,
        ),
      ]),
    ),
    ...Object.fromEntries(taskViews(fill).map((view, index) => [`task ${index}`, sampleTask(fill, view, t)])),
    preview: previewCard(
      { draft: 'D1', item: both(fill), facts, path: base.path, dueAt: NOW, time: TIME },
      t,
    ),
    'preview, blocked': previewCard(
      {
        answers: [1, 2, 3].map(() => ({ question: both(fill), answer: both(fill) })),
        draft: 'D1',
        item: both(fill),
        number: 'N-1',
        facts,
        path: [],
        blocked: both(fill),
        time: TIME,
      },
      t,
    ),
    detail: requestDetailCard(detail, t),
    'detail, ended': requestDetailCard({ ...detail, request: { ...detail.request, endedAt: NOW } }, t),
    board: boardCard(
      {
        rows: times(fill.rows, index => ({
          number: fill.text,
          item: both(fill),
          category: { zh: `${fill.text}${index % 3}`, en: fill.text },
          state: both(fill),
          changedAt: NOW,
        })),
        link: 'https://onewindow.example.com/board?token=0123456789abcdef',
        time: TIME,
      },
      t,
    ),
    progress: progressCard({ title: both(fill), total: 100, at: 42 }, t),
    'progress, done': progressCard({ title: both(fill), total: 100, at: 'done' }, t),
    'progress, failed': progressCard({ title: both(fill), total: 100, at: 'tooLarge' }, t),
    template: archiveTemplateCard(
      {
        item: { id: 'SBZL', name: both(fill) },
        current: { name: fill.text, by: fill.text, at: NOW },
        offered: { key: 'file_1', name: fill.text },
        fault: both(fill),
        names: times(fill.rows, index => `form.field${index}`),
        time: TIME,
      },
      t,
    ),
    'detail, page 2': requestDetailCard({ ...detail, page: 2 }, t),
    'detail, last page': requestDetailCard({ ...detail, page: 9999 }, t),
    todo: todoCard({ list, time: TIME }, t),
    my: myCard({ list, time: TIME }, t),
    done: doneCard({ list, time: TIME }, t),
    transfer: transferFormCard(
      {
        request: sampleHead(fill),
        task: { id: 'T1', step: both(fill) },
        candidates: times(fill.rows, index => `ou_${index}`),
        reason: fill.text,
        fault: both(fill),
      },
      t,
    ),
  };
}

function taskViews(fill: Filling): readonly TaskView[] {
  const decisions = ['approved', 'rejected', 'returned', 'transferred', 'handled', 'abstained'] as const;
  return [
    { state: 'pending' },
    { state: 'waiting' },
    ...decisions.flatMap(what =>
      [true, false].map(
        (mine): TaskView => ({
          state: 'decided',
          what,
          by: fill.text,
          mine,
          at: NOW,
          opinion: fill.text,
          to: fill.text,
        }),
      ),
    ),
    ...CLOSED_REASONS.map((reason): TaskView => ({ state: 'closed', reason, by: fill.text, at: NOW })),
    { state: 'closed', reason: 'decidedByOther' },
  ];
}

function sampleTask(fill: Filling, view: TaskView, t: Texts): Card {
  const kinds = ['transfer', 'escalation', 'assist', 'signer', 'delegation'] as const;
  const kind = kinds[taskViews(fill).findIndex(one => JSON.stringify(one) === JSON.stringify(view)) % 5];
  return approvalTaskCard(
    {
      request: sampleHead(fill),
      task: {
        id: 'T1',
        step: both(fill),
        act: view.state === 'waiting' ? 'handle' : 'approve',
        dueAt: NOW - 1,
        view,
        ...(kind === undefined ? {} : { source: { kind, from: fill.text } }),
      },
      summary: sampleFacts(fill),
      facts: sampleFacts(fill),
      changed: times(fill.rows, () => ({
        label: both(fill),
        before: { kind: 'none' },
        after: { kind: 'text', text: fill.text },
      })),
      decided: sampleTimeline(fill),
      path: samplePath(fill),
      acts: ACTS,
      opinionRequired: fill.rows > 3,
      typed: fill.text,
      fault: both(fill),
      time: TIME,
    },
    t,
  );
}
