import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import { dueText } from './kit/fact-elements.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import type { Markdown } from './kit/markdown.ts';
import { clip, clipText, pageButtons } from './kit/paging.ts';
import { holderLines, statusWord } from './kit/request-elements.ts';
import type { Holder, RequestStatusView } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** Rows to ask the store for on one page of a list. */
export const ROWS_PER_PAGE = 8;

/** One page of a list: `rows` holds this page only. */
interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** From 1. */
  readonly page: number;
  readonly total: number;
}

interface TodoRow {
  readonly requestId: string;
  readonly taskId: string;
  readonly number: string;
  readonly item: Text;
  readonly applicant: string;
  readonly step: Text;
  readonly dueAt?: number;
}
export interface TodoCardProps {
  readonly list: ListPage<TodoRow>;
  /** Some of them may be approved together. */
  readonly batch?: boolean;
  readonly time: CardTime;
}

export interface RequestRowView {
  readonly id: string;
  readonly number: string;
  readonly item: Text;
  readonly applicant: string;
  readonly status: RequestStatusView;
  readonly submittedAt: number;
  readonly dueAt?: number;
  readonly holders: readonly Holder[];
  /** The reader's own act that can be taken back (拿回). */
  readonly takeBack?: { readonly task: string };
}
export interface RequestListCardProps {
  readonly list: ListPage<RequestRowView>;
  readonly time: CardTime;
}

/** 待办: what waits for me, most urgent first. */
export function todoCard(props: TodoCardProps, t: Texts): Card {
  const { list, time } = props;
  const late = list.rows.some(row => row.dueAt !== undefined && time.now > row.dueAt);
  return listCard(t('todo.title'), 'todo.open', list, row => todoRow(row, time, t), t, {
    template: late ? 'red' : 'blue',
    empty: t('todo.empty'),
    ...(props.batch === true
      ? { more: [button(t('button.batch'), { a: 'todo.batchForm' }, { size: 'small' })] }
      : {}),
  });
}

/** 我的申请: my requests with their state and holder. */
export function myCard(props: RequestListCardProps, t: Texts): Card {
  return listCard(t('my.title'), 'my.open', props.list, row => requestRow(row, false, props.time, t), t, {
    template: 'blue',
    empty: t('my.empty'),
  });
}

/** 已办: what I have acted on. */
export function doneCard(props: RequestListCardProps, t: Texts): Card {
  return listCard(t('done.title'), 'done.open', props.list, row => requestRow(row, true, props.time, t), t, {
    template: 'blue',
    empty: t('done.empty'),
  });
}

function listCard<Row>(
  title: Text,
  turn: 'todo.open' | 'my.open' | 'done.open',
  list: ListPage<Row>,
  rowOf: (row: Row) => CardElement,
  t: Texts,
  look: { readonly template: 'red' | 'blue'; readonly empty: Text; readonly more?: readonly Button[] },
): Card {
  const pages = Math.max(1, Math.ceil(list.total / ROWS_PER_PAGE));
  const to = (page: number): CardAction => ({ a: turn, page });
  return card({
    title,
    subtitle: t('list.total', { n: list.total }),
    template: look.template,
    elements: [
      ...(list.rows.length === 0 ? [markdown(coloured(look.empty, 'grey'))] : []),
      ...list.rows.map(rowOf),
      ...pageButtons({ page: Math.min(Math.max(1, list.page), pages), pages }, to, t),
      ...buttonRow([...(look.more ?? []), button(t('button.hall'), { a: 'hall.open' }, { size: 'small' })]),
    ],
  });
}

function todoRow(row: TodoRow, time: CardTime, t: Texts): CardElement {
  return sideBySide(
    markdown(
      lines(
        words(bold(clipText(row.item, 50)), plain(clipText(row.step, 40))),
        coloured(same(`${clip(row.applicant, 40)} · ${clip(row.number, 40)}`), 'grey'),
        ...(row.dueAt === undefined
          ? []
          : [words(coloured(t('task.due'), 'grey'), dueText(row.dueAt, time, t))]),
      ),
    ),
    button(t('button.open'), { a: 'task.open', request: row.requestId, task: row.taskId }, { size: 'small' }),
  );
}

function requestRow(row: RequestRowView, showApplicant: boolean, time: CardTime, t: Texts): CardElement {
  const status = statusWord(row.status, t);
  const who = showApplicant ? `${clip(row.applicant, 40)} · ` : '';
  return sideBySide(
    markdown(
      lines(
        words(bold(clipText(row.item, 50)), status),
        coloured(same(`${who}${clip(row.number, 40)}`), 'grey'),
        ...whereabouts(row, time, t),
      ),
    ),
    button(t('button.detail'), { a: 'request.detail', request: row.id }, { size: 'small' }),
    ...(row.takeBack === undefined
      ? []
      : [
          button(
            t('button.takeBack'),
            { a: 'act.do', act: 'takeBack', request: row.id, task: row.takeBack.task },
            { size: 'small' },
          ),
        ]),
  );
}

function whereabouts(row: RequestRowView, time: CardTime, t: Texts): readonly Markdown[] {
  if (row.holders.length > 0) return holderLines(row.holders.slice(0, 2), time, t);
  return [words(coloured(t('label.submittedAt'), 'grey'), plain(formatInstant(row.submittedAt, time)))];
}
