import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { noticeCard } from '../../cards/notice.ts';
import type { NoticeView } from '../../cards/notice.ts';
import { both, NOW, sampleFacts, sampleHead, TIME } from './card-samples.ts';
import type { Filling } from './card-samples.ts';

function noticeViews(fill: Filling): readonly NoticeView[] {
  const step = both(fill);
  const by = fill.text;
  return [
    { kind: 'approved' },
    { kind: 'canceled' },
    { kind: 'terminated' },
    { kind: 'revoked' },
    { kind: 'expired' },
    { kind: 'copy' },
    { kind: 'rejected' },
    { kind: 'rejected', by, reason: fill.text },
    { kind: 'returned', by, reason: fill.text },
    { kind: 'progress', step },
    { kind: 'progress', step, by },
    { kind: 'reminder', taskId: 'T1', step, dueAt: NOW + 1, occurrence: 1 },
    { kind: 'reminder', taskId: 'T1', step, dueAt: NOW - 1, occurrence: 3 },
    { kind: 'escalated', taskId: 'T1', step, dueAt: NOW - 1, actor: by },
    { kind: 'escalated', step, actor: by },
    { kind: 'warned', taskId: 'T1', step, target: 'response', dueAt: NOW + 1 },
    { kind: 'warned', taskId: 'T1', step, target: 'resolve', dueAt: NOW + 1 },
    { kind: 'promise', taskId: 'T1' },
    { kind: 'promise' },
    { kind: 'urged', taskId: 'T1', step, dueAt: NOW + 1, by },
    { kind: 'overdue', step, dueAt: NOW - 1, actor: by },
    { kind: 'commented', by, text: fill.text },
    { kind: 'revokeRefused', by, reason: fill.text },
    { kind: 'assistAnswered', taskId: 'T1', step, by, text: fill.text },
    { kind: 'handedOver', by },
    { kind: 'terminated', by, reason: fill.text },
    { kind: 'managed', act: 'jumped', by, reason: fill.text },
    { kind: 'managed', act: 'reassigned', by, reason: fill.text },
    { kind: 'managed', act: 'voided', by, reason: fill.text },
    { kind: 'nobodyFound', step },
    { kind: 'awaited', step, dueAt: NOW + 1, occurrence: 1 },
    { kind: 'awaited', step, dueAt: NOW - 1, occurrence: 3 },
    { kind: 'expiring', day: '2026-12-31', item: 'RYMJ' },
    { kind: 'expiring', day: '2026-12-31' },
  ];
}

export function sampleNotices(fill: Filling, t: Texts): Record<string, Card> {
  const next = { text: both(fill), files: ['pdf', 'docx'] } as const;
  const end = { next, again: true, rate: true, summary: sampleFacts(fill), time: TIME } as const;
  return {
    'notice approved, with what to do next': noticeCard(
      { request: sampleHead(fill), notice: { kind: 'approved' }, ...end },
      t,
    ),
    ...Object.fromEntries(
      noticeViews(fill).map((notice, index) => [
        `notice ${notice.kind} ${index}`,
        noticeCard({ request: sampleHead(fill), notice, summary: sampleFacts(fill), time: TIME }, t),
      ]),
    ),
  };
}
