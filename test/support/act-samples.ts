import { actFormCard } from '../../cards/act-form.ts';
import { approvalTaskCard } from '../../cards/approval-task.ts';
import { BATCH_ROWS, batchFormCard, batchResultCard } from '../../cards/batch.ts';
import { delegationsCard } from '../../cards/delegation.ts';
import { delegationDeskCard } from '../../cards/delegation-desk.ts';
import { handOverCard, handOversCard } from '../../cards/hand-over.ts';
import { doneCard, todoCard } from '../../cards/inbox.ts';
import type { Card } from '../../cards/kit/element.ts';
import type { FormField } from '../../cards/kit/form-field.ts';
import type { CardAct } from '../../cards/kit/request-view.ts';
import type { Text, Texts } from '../../cards/kit/texts.ts';
import { peopleCheckCard } from '../../cards/people-check.ts';
import { opinionsCard, signatureCard } from '../../cards/personal.ts';
import { previewCard } from '../../cards/preview.ts';
import { requestDetailCard } from '../../cards/request-detail.ts';
import { RUNNING_PER_PAGE, runningCard } from '../../cards/running.ts';
import { stalledCard } from '../../cards/stalled.ts';
import { supersededCard } from '../../cards/superseded.ts';
import { both, type Filling, NOW, sampleHead, TIME, times } from './card-samples.ts';

const TASK_ACTS: readonly CardAct[] = [
  'approve',
  'reject',
  'return',
  'abstain',
  'transfer',
  'assist',
  'addSigner',
  'claim',
  'release',
  'takeBack',
];
const REQUEST_ACTS: readonly CardAct[] = [
  'comment',
  'sendCopy',
  'revoke',
  'reassign',
  'jump',
  'resend',
  'terminate',
];

/** The cards of acts beyond 同意 and 拒绝, as those of `sampleCards`. */
export function actSamples(fill: Filling, t: Texts): Record<string, Card> {
  const text: Text = both(fill);
  const few = Math.min(fill.rows, 30);
  const ids = times(few, index => `ou_${index}`);
  const fields: readonly FormField[] = [
    { kind: 'people', id: 'people', label: text, required: true, candidates: ids, value: ids.slice(0, 2) },
    { kind: 'select', id: 'mode', label: text, required: true, options: [{ id: 'a', label: text }] },
    { kind: 'multiline', id: 'opinion', label: text, required: true, value: fill.text },
  ];
  const head = sampleHead(fill);
  const base = { facts: [], path: [], time: TIME };
  const row = { who: fill.text, items: [text], from: NOW, to: NOW + 86_400_000, mode: 'both' } as const;
  const states = ['now', 'ahead', 'over'] as const;
  const whats = ['request', 'role', 'delegation', 'administrator', 'item'] as const;
  return {
    superseded: supersededCard({ request: head, taskId: 'T1' }, t),
    'superseded receipt': supersededCard({ request: head }, t),
    'running requests': runningCard(
      {
        rows: times(Math.min(fill.rows, RUNNING_PER_PAGE), n => ({
          id: `R${n}`,
          number: fill.text,
          item: text,
          applicant: fill.text,
          status: 'RUNNING',
          submittedAt: NOW,
          dueAt: NOW + 1,
          steps: text,
          holders: times(few, () => fill.text),
          acts: ['jump', 'reassign', 'resend', 'terminate'],
        })),
        asked: { number: fill.text.slice(0, 40) || 'A', words: fill.text.slice(0, 40) || 'A' },
        said: times(6, () => text),
        previous: { at: NOW, id: 'R1' },
        next: { at: NOW, id: 'R9' },
        settings: true,
        time: TIME,
      },
      t,
    ),
    'act form': actFormCard(
      {
        title: text,
        request: head,
        notes: [text],
        fields,
        fault: text,
        submit: {
          label: t('button.return'),
          action: { a: 'act.do', act: 'return', request: 'R1', task: 'T1' },
        },
        back: { a: 'task.open', request: 'R1', task: 'T1' },
      },
      t,
    ),
    'task with all acts': approvalTaskCard(
      {
        ...base,
        request: head,
        task: {
          id: 'T1',
          step: text,
          act: 'approve',
          view: { state: 'pending' },
          source: { kind: 'revoke', from: fill.text, said: fill.text },
        },
        summary: [],
        decided: [],
        acts: TASK_ACTS,
        before: fields.slice(0, 2),
        after: [{ kind: 'checkbox', id: 'sign', label: t('task.sign'), required: true }],
        asks: true,
        notes: [t('task.noSignature'), t('task.noFiles')],
        signers: (['before', 'after', 'parallel', 'assist'] as const).map((kind, n) => ({
          task: `S${n}`,
          who: fill.text,
          kind,
        })),
      },
      t,
    ),
    'task to answer': approvalTaskCard(
      {
        ...base,
        request: head,
        task: {
          id: 'T1',
          step: text,
          act: 'approve',
          view: { state: 'pending' },
          source: { kind: 'assist', from: fill.text, said: fill.text },
        },
        summary: [],
        decided: [],
        acts: ['answer'],
      },
      t,
    ),
    'task answered': approvalTaskCard(
      {
        ...base,
        request: head,
        task: {
          id: 'T1',
          step: text,
          act: 'approve',
          view: { state: 'decided', what: 'answered', by: fill.text, mine: true, at: NOW },
        },
        summary: [],
        decided: [],
        acts: [],
      },
      t,
    ),
    'detail with copies and acts': requestDetailCard(
      {
        ...base,
        request: head,
        timeline: [],
        comments: times(Math.min(few, 8), n => ({
          id: `c${n}`,
          by: fill.text,
          at: NOW,
          text: fill.text,
          mentions: [fill.text],
        })),
        acts: REQUEST_ACTS,
        takeBack: { task: 'T0' },
        copies: times(few, n => ({ who: fill.text, ...(n % 2 === 0 ? {} : { readAt: NOW }) })),
        mentionable: ids,
      },
      t,
    ),
    'todo with batch': todoCard({ list: { rows: [], page: 1, total: 0 }, batch: true, time: TIME }, t),
    'done with take back': doneCard(
      {
        list: {
          rows: [
            {
              id: 'R1',
              number: 'N',
              item: text,
              applicant: fill.text,
              status: 'RUNNING',
              submittedAt: NOW,
              holders: [],
              takeBack: { task: 'T1' },
            },
          ],
          page: 1,
          total: 1,
        },
        time: TIME,
      },
      t,
    ),
    'preview with a choice': previewCard(
      { draft: 'D1', item: text, facts: [], path: [], choose: fields.slice(0, 1), time: TIME },
      t,
    ),
    'batch form': batchFormCard(
      times(Math.min(fill.rows, BATCH_ROWS), n => ({
        id: `R${n}/T${n}`,
        item: text,
        step: text,
        number: 'SBZL-20261122-0001',
        applicant: fill.text,
      })),
      t,
    ),
    'batch result': batchResultCard(
      times(few, n => ({ number: `N${n}`, item: text, ...(n % 2 === 0 ? {} : { why: text }) })),
      t,
    ),
    delegations: delegationsCard(
      {
        mine: times(few, n => ({ ...row, id: `d${n}`, state: states[n % 3] ?? 'now' })),
        forOthers: times(few, n => ({ ...row, id: `e${n}`, items: [], mode: 'agentOnly', state: 'now' })),
        time: TIME,
      },
      t,
    ),
    'everybody’s delegations': delegationDeskCard(
      {
        rows: times(fill.rows, n => ({
          id: `d${n}`,
          principal: fill.text,
          agent: fill.text,
          items: [text],
          from: NOW,
          to: NOW + 86_400_000,
          mode: 'both' as const,
          state: n % 2 === 0 ? ('now' as const) : ('ahead' as const),
        })),
        mayEdit: true,
        time: TIME,
      },
      t,
    ),
    'check of people': peopleCheckCard(
      {
        faults: times(fill.rows, n => ({
          kind: (['left', 'role', 'noHead', 'noManager'] as const)[n % 4] ?? 'left',
          who: text,
          where: text,
          mend: { label: t('button.handOver'), open: { a: 'settings.role', role: `r${n}` } },
        })),
      },
      t,
    ),
    'hand-overs': handOversCard(
      {
        rows: times(few, n => ({
          person: `ou_${n}`,
          name: fill.text,
          successor: fill.text,
          status: (['planned', 'done', 'failed'] as const)[n % 3] ?? 'done',
          at: NOW,
        })),
        mayRun: true,
        time: TIME,
      },
      t,
    ),
    'hand-over, failed': handOverCard(
      {
        person: 'ou_1',
        mayRun: true,
        name: fill.text,
        successor: 'x',
        status: 'failed',
        lines: times(few, n => ({
          what: whats[n % 5] ?? 'item',
          label: fill.text,
          status: (['open', 'done', 'failed'] as const)[n % 3] ?? 'open',
          why: t('handOver.why.invalid'),
        })),
      },
      t,
    ),
    'hand-over, nobody': handOverCard(
      { person: 'ou_1', mayRun: true, name: fill.text, successor: '', status: 'planned', lines: [] },
      t,
    ),
    opinions: opinionsCard(
      {
        phrases: times(Math.min(few, 20), () => fill.text),
        from: { request: 'R1', task: 'T1' },
        fault: text,
      },
      t,
    ),
    'no signature': signatureCard({ time: TIME }, t),
    signature: signatureCard({ setAt: NOW, pictureAt: NOW, time: TIME }, t),
    stalled: stalledCard({ request: head, time: TIME }, t),
  };
}
