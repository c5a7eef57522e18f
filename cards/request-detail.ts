import { breachElements, type BreachView } from './kit/breach-elements.ts';
import { starButtons } from './satisfaction.ts';
import { actButtons } from './kit/act-buttons.ts';
import { button, buttonRow, submitButton } from './kit/button.ts';
import { card, plainText } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import { factLines, factPages } from './kit/fact-elements.ts';
import type { CardTime, Fact } from './kit/facts.ts';
import { fieldElements } from './kit/form-control.ts';
import { formatInstant } from './kit/format.ts';
import { hr, panel, sideBySide, twoColumns } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { type NextView, nextElements } from './kit/next-elements.ts';
import { bytesOf, clip, cutPages, pageButtons } from './kit/paging.ts';
import {
  holderLines,
  pathElement,
  requestCells,
  requestSubtitle,
  statusTags,
  statusTemplate,
  timelineElements,
} from './kit/request-elements.ts';
import type { CardAct, PathStepView, RequestHead, TimelineLine } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

interface CommentView {
  /** Set where the reader may delete it. */
  readonly id?: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  /** Deleting leaves a mark. */
  readonly deleted?: boolean;
  /** Names of those who were told. */
  readonly mentions?: readonly string[];
}

/** Who was told (抄送), and since when they know. */
export interface CopyView {
  readonly who: string;
  readonly readAt?: number;
}

export interface RequestDetailCardProps {
  readonly request: RequestHead;
  readonly facts: readonly Fact[];
  readonly path: readonly PathStepView[];
  /** All of it, oldest first: the card shows the newest first and cuts the pages. */
  readonly timeline: readonly TimelineLine[];
  /** Oldest first; the newest are shown. */
  readonly comments: readonly CommentView[];
  /** Page of the timeline, from 1; brought into range. */
  readonly page?: number;
  readonly acts: readonly CardAct[];
  /** Given to the applicant only. */
  readonly next?: NextView;
  /** The reader's own open task: a button leads to it. */
  readonly task?: { readonly id: string };
  /** The reader's own act that can be taken back (拿回). */
  readonly takeBack?: { readonly task: string };
  /** Given to the applicant and administrators only. */
  readonly copies?: readonly CopyView[];
  /** Whom a comment may name: open ids of those who take part. */
  readonly mentionable?: readonly string[];
  /** Given to those who watch over it only. */
  readonly breaches?: readonly BreachView[];
  readonly time: CardTime;
}

/** The names of the comment's input and of the people it names, in the form's values. */
export const COMMENT = 'comment';
export const MENTIONS = 'mentions';

/** What each part of the card may take; together, and with the head, they fit one card. */
const FACTS = { rows: 40, bytes: 7_000 };
const HISTORY = { rows: 10, bytes: 6_000 };
const COMMENTS = { rows: 5, bytes: 6_000 };

/**
 * Everything about one request: where it is, who holds it, what was done, what is ahead. Facts, history and comments are
 * each cut into pages that turn together; the last pages of the shorter ones are empty.
 */
export function requestDetailCard(props: RequestDetailCardProps, t: Texts): Card {
  const { request, time } = props;
  const facts = factPages(props.facts, t, FACTS);
  const history = cutPages(
    [...props.timeline].reverse(),
    line => bytesOf(timelineElements(line, time, t)),
    HISTORY,
  );
  const comments = cutPages(
    [...props.comments].reverse(),
    one => bytesOf(commentElements(one, props, t)),
    COMMENTS,
  );
  const pages = Math.max(facts.length, history.length, comments.length);
  const page = Math.min(Math.max(1, Math.trunc(props.page ?? 1) || 1), pages);
  return card({
    title: request.item,
    subtitle: requestSubtitle(request),
    template: statusTemplate(request.status),
    tags: statusTags(request, time, t),
    elements: [
      ...(page === 1 ? overview(props, t) : []),
      ...panel(
        t('detail.facts'),
        (facts[page - 1] ?? []).flatMap(fact => factLines(fact, t)),
        page > 1,
      ),
      ...section(
        t('detail.history'),
        (history[page - 1] ?? []).flatMap(line => timelineElements(line, time, t)),
      ),
      ...section(
        t('detail.comments'),
        (comments[page - 1] ?? []).flatMap(one => commentElements(one, props, t)),
      ),
      ...pageButtons({ page, pages }, to => ({ a: 'request.detail', request: request.id, page: to }), t),
      ...(page === 1 ? copyLines(props, t) : []),
      ...(page === 1 ? breachElements(props.breaches ?? [], time, t) : []),
      ...(props.acts.includes('comment') ? [commentForm(props, t)] : []),
      ...actButtons(request, props.acts, t, {
        detail: false,
        first: [...openTask(props, t), ...followUpButton(props, t), ...takeBack(props, t)],
      }),
      ...(props.acts.includes('rate') ? starButtons(request.id, t) : []),
      ...printButtons(request, t),
    ],
  });
}

/** 规范表式: of a request that has ended, for whoever may see it. */
function printButtons(request: RequestHead, t: Texts): readonly CardElement[] {
  if (request.endedAt === undefined) return [];
  const print = (format: 'pdf' | 'docx', label: Text): Button =>
    button(label, { a: 'archive.print', request: request.id, format }, { size: 'small', type: 'text' });
  return buttonRow([print('pdf', t('archive.print')), print('docx', t('archive.printDocx'))]);
}

function followUpButton({ acts, request }: RequestDetailCardProps, t: Texts): readonly Button[] {
  if (!acts.includes('followUp')) return [];
  return [
    button(t('followUp.open'), { a: 'followUp.open', request: request.id }, { type: 'primary_filled' }),
  ];
}

function openTask({ task, request }: RequestDetailCardProps, t: Texts): readonly Button[] {
  if (task === undefined) return [];
  const action = { a: 'task.open', request: request.id, task: task.id } as const;
  return [button(t('button.openTask'), action, { type: 'primary_filled' })];
}

function takeBack({ takeBack: own, request }: RequestDetailCardProps, t: Texts): readonly Button[] {
  if (own === undefined) return [];
  return [
    button(t('button.takeBack'), { a: 'act.do', act: 'takeBack', request: request.id, task: own.task }),
  ];
}

const MAX_COPIES = 20;

function copyLines(props: RequestDetailCardProps, t: Texts): readonly CardElement[] {
  const copies = (props.copies ?? [])
    .slice(0, MAX_COPIES)
    .map(copy =>
      words(
        plain(same(clip(copy.who, 60))),
        copy.readAt === undefined
          ? coloured(t('detail.unread'), 'grey')
          : coloured(t('detail.readAt', { time: formatInstant(copy.readAt, props.time) }), 'green'),
      ),
    );
  return copies.length === 0
    ? []
    : panel(t('detail.copies', { n: copies.length }), [markdown(lines(...copies))]);
}

function overview(props: RequestDetailCardProps, t: Texts): readonly CardElement[] {
  const holders = holderLines(props.request.holders, props.time, t, { untilWhen: true });
  return [
    ...twoColumns(requestCells(props.request, props.time, t)),
    ...nextElements(props.next, t),
    ...(holders.length === 0 ? [] : [markdown(lines(bold(t('label.now')), ...holders))]),
    ...(props.path.length === 0 ? [] : [markdown(bold(t('detail.path'))), ...pathElement(props.path, t)]),
  ];
}

function section(title: Text, elements: readonly CardElement[]): readonly CardElement[] {
  return elements.length === 0 ? [] : [hr, markdown(bold(title)), ...elements];
}

function commentElements(
  comment: CommentView,
  { time, request }: RequestDetailCardProps,
  t: Texts,
): readonly CardElement[] {
  const head = words(
    bold(same(clip(comment.by, 60))),
    coloured(formatInstant(comment.at, time), 'grey'),
    ...(comment.mentions ?? []).slice(0, 10).map(name => coloured(same(`@${clip(name, 40)}`), 'blue')),
  );
  if (comment.deleted === true) return [markdown(lines(head, coloured(t('detail.commentDeleted'), 'grey')))];
  const text = markdown(plain(same(clip(comment.text, 1000))));
  if (comment.id === undefined) return [markdown(head), text];
  const action = { a: 'act.do', act: 'deleteComment', request: request.id, comment: comment.id } as const;
  return [
    sideBySide(markdown(head), button(t('button.deleteComment'), action, { size: 'tiny', type: 'text' })),
    text,
  ];
}

function commentForm(props: RequestDetailCardProps, t: Texts): CardElement {
  const request = props.request.id;
  const candidates = props.mentionable ?? [];
  return {
    tag: 'form',
    name: 'comment',
    elements: [
      {
        tag: 'input',
        name: COMMENT,
        width: 'fill',
        placeholder: plainText(t('detail.commentHint')),
        max_length: 500,
      },
      ...(candidates.length === 0
        ? []
        : fieldElements(
            { kind: 'people', id: MENTIONS, label: t('detail.mention'), required: false, candidates },
            t,
          )),
      ...buttonRow([submitButton(t('button.comment'), { a: 'request.comment', request }, { size: 'small' })]),
    ],
  };
}
