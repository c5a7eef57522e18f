import { button, buttonRow } from './kit/button.ts';
import { starButtons } from './satisfaction.ts';
import { card } from './kit/card.ts';
import type { Button, Card, CardElement, HeaderTemplate } from './kit/element.ts';
import { dueText, factCell, factGrid } from './kit/fact-elements.ts';
import type { CardTime, Fact } from './kit/facts.ts';
import { formatDate } from './kit/format.ts';
import { twoColumns } from './kit/layout.ts';
import { bold, lines, markdown, plain } from './kit/markdown.ts';
import { type NextView, nextElements } from './kit/next-elements.ts';
import { clip, clipText } from './kit/paging.ts';
import { holderLines, requestCells, requestSubtitle } from './kit/request-elements.ts';
import type { RequestHead } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** Structurally the core's notices, with names instead of ids. */
export type NoticeView =
  | { readonly kind: 'approved' | 'canceled' | 'revoked' | 'expired' | 'copy' }
  | { readonly kind: 'rejected' | 'terminated'; readonly by?: string; readonly reason?: string }
  | { readonly kind: 'returned'; readonly by: string; readonly reason: string }
  | { readonly kind: 'progress'; readonly step: Text; readonly by?: string }
  | {
      readonly kind: 'reminder';
      readonly taskId: string;
      readonly step: Text;
      readonly dueAt?: number;
      readonly occurrence: number;
    }
  /** `actor` had the task; the reader is his manager or an administrator. `taskId`: the reader's own task, if any. */
  | {
      readonly kind: 'escalated';
      readonly taskId?: string;
      readonly step: Text;
      readonly dueAt?: number;
      readonly actor: string;
    }
  /** Most of the time for a first act (response) or for the decision (resolve) has gone. */
  | {
      readonly kind: 'warned';
      readonly taskId: string;
      readonly step: Text;
      readonly target: 'response' | 'resolve';
      readonly dueAt?: number;
    }
  /** How the time promised for the whole request stands; `taskId`: the reader's own task, if any. */
  | { readonly kind: 'promise'; readonly taskId?: string }
  | {
      readonly kind: 'urged';
      readonly taskId: string;
      readonly step: Text;
      readonly dueAt?: number;
      readonly by: string;
    }
  /** To administrators: `actor` is late. */
  | { readonly kind: 'overdue'; readonly step: Text; readonly dueAt?: number; readonly actor: string }
  | { readonly kind: 'commented'; readonly by: string; readonly text: string }
  | { readonly kind: 'revokeRefused'; readonly by: string; readonly reason: string }
  /** The opinion that somebody was asked for; `taskId`: the reader's own task. */
  | {
      readonly kind: 'assistAnswered';
      readonly taskId: string;
      readonly step: Text;
      readonly by: string;
      readonly text: string;
    }
  /** Of somebody who has left. */
  | { readonly kind: 'handedOver'; readonly by: string }
  /** An administrator did it; `reason` as typed. */
  | {
      readonly kind: 'managed';
      readonly act: 'jumped' | 'reassigned' | 'voided';
      readonly by: string;
      readonly reason: string;
    }
  | { readonly kind: 'nobodyFound'; readonly step: Text }
  /** Somebody else's task that the reader has to do something for: bring back what was taken out. */
  | {
      readonly kind: 'awaited';
      readonly step: Text;
      readonly dueAt?: number;
      readonly occurrence: number;
    }
  /** What was approved runs out on this day; `item`: what to apply for again. */
  | { readonly kind: 'expiring'; readonly day: string; readonly item?: string }
  | { readonly kind: 'lowRating'; readonly stars: number; readonly text: string };

export interface NoticeCardProps {
  readonly request: RequestHead;
  readonly notice: NoticeView;
  /** With the news of the approval: what to do with it. */
  readonly next?: NextView;
  /** The reader may apply again with the same form. */
  readonly again?: boolean;
  /** Asks how satisfied the reader was. */
  readonly rate?: boolean;
  /** Shown on a copy (抄送) and where they help to decide what to do. */
  readonly summary?: readonly Fact[];
  /** The applicant will be away: somebody may act for him meanwhile. */
  readonly away?: { readonly agent?: string; readonly from: string; readonly to: string };
  readonly time: CardTime;
}

const TEMPLATES: Readonly<Record<NoticeView['kind'], HeaderTemplate>> = {
  approved: 'green',
  rejected: 'red',
  returned: 'orange',
  canceled: 'grey',
  terminated: 'grey',
  revoked: 'grey',
  expired: 'grey',
  copy: 'blue',
  progress: 'blue',
  reminder: 'yellow',
  escalated: 'red',
  warned: 'yellow',
  promise: 'yellow',
  urged: 'orange',
  commented: 'blue',
  nobodyFound: 'orange',
  overdue: 'red',
  revokeRefused: 'orange',
  assistAnswered: 'blue',
  handedOver: 'orange',
  managed: 'orange',
  lowRating: 'orange',
  awaited: 'yellow',
  expiring: 'yellow',
};

/** Something happened that this person should know: one look, one button. */
export function noticeCard(props: NoticeCardProps, t: Texts): Card {
  const { request, notice, time } = props;
  const late = isLate(props);
  const title = t(late ? 'notice.overdue' : `notice.${notice.kind}`);
  return card({
    title,
    subtitle: requestSubtitle(request),
    template: late ? 'red' : TEMPLATES[notice.kind],
    summary: t('notice.summary', { title, item: clipText(request.item, 50) }),
    elements: [
      markdown(lines(bold(clipText(request.item, 60)), plain(sentence(notice, late, t)))),
      ...typed(notice),
      ...twoColumns([
        ...(notice.kind === 'promise'
          ? requestCells(request, time, t)
          : requestCells(request, time, t).slice(0, 2)),
        ...('dueAt' in notice && notice.dueAt !== undefined
          ? [factCell(t('task.due'), dueText(notice.dueAt, time, t))]
          : []),
      ]),
      ...(notice.kind === 'promise' ? held(props, t) : []),
      ...factGrid((props.summary ?? []).slice(0, 6), t),
      ...nextElements(props.next, t),
      ...(props.away === undefined ? [] : [markdown(plain(t('notice.awayAsk')))]),
      ...(props.rate === true ? starButtons(request.id, t) : []),
      ...buttonRow([...awayButton(props, t), ...buttons(props, t)]),
    ],
  });
}

/** A reminder that comes after the time, told as such. */
function isLate({ request, notice, time }: NoticeCardProps): boolean {
  const own = notice.kind === 'reminder' || notice.kind === 'awaited' ? notice.dueAt : undefined;
  const due = notice.kind === 'promise' ? request.dueAt : own;
  return due !== undefined && time.now > due;
}

/** Where it is and with whom. */
function held({ request, time }: NoticeCardProps, t: Texts): readonly CardElement[] {
  const holders = holderLines(request.holders, time, t);
  return holders.length === 0 ? [] : [markdown(lines(bold(t('label.now')), ...holders))];
}

function sentence(notice: NoticeView, late: boolean, t: Texts): Text {
  const step = 'step' in notice ? clipText(notice.step, 40) : '';
  const by = 'by' in notice && notice.by !== undefined ? clip(notice.by, 60) : undefined;
  const actor = 'actor' in notice ? clip(notice.actor, 60) : '';
  const times = 'occurrence' in notice ? notice.occurrence : 1;
  const lateText =
    notice.kind === 'promise' || notice.kind === 'awaited'
      ? `notice.text.${notice.kind}Late`
      : 'notice.text.late';
  return t(late ? lateText : `notice.text.${notice.kind}`, {
    ...('target' in notice ? { target: notice.target } : {}),
    ...('act' in notice ? { act: notice.act } : {}),
    stars: 'stars' in notice ? notice.stars : 0,
    day: 'day' in notice ? formatDate(notice.day) : '',
    step,
    who: by ?? '',
    known: by === undefined ? 'no' : 'yes',
    actor,
    times,
  });
}

/** A reason or a comment, as it was typed. */
function typed(notice: NoticeView) {
  const text = 'text' in notice ? notice.text : 'reason' in notice ? notice.reason : undefined;
  return text === undefined || text === '' ? [] : [markdown(plain(same(clip(text, 1000))))];
}

const FILLED = { type: 'primary_filled' } as const;

function awayButton({ away }: NoticeCardProps, t: Texts): readonly Button[] {
  return away === undefined ? [] : [button(t('button.delegateNew'), { a: 'delegate.form', ...away }, FILLED)];
}

function buttons({ request, notice, again }: NoticeCardProps, t: Texts): readonly Button[] {
  const detail = button(t('button.detail'), { a: 'request.detail', request: request.id });
  // Only the applicant is told of a return: the next thing to do is to mend it.
  if (notice.kind === 'returned')
    return [button(t('button.resubmit'), { a: 'request.edit', request: request.id }, FILLED), detail];
  if (notice.kind === 'lowRating')
    return [button(t('followUp.open'), { a: 'followUp.open', request: request.id }, FILLED), detail];
  if (again === true) return [detail, button(t('button.again'), { a: 'request.again', request: request.id })];
  if (notice.kind === 'expiring' && notice.item !== undefined)
    return [button(t('button.applyAnew'), { a: 'item.form', item: notice.item }, FILLED), detail];
  if (!('taskId' in notice) || notice.taskId === undefined) return [detail];
  const open = { a: 'task.open' as const, request: request.id, task: notice.taskId };
  return [button(t('button.openTask'), open, FILLED), detail];
}
