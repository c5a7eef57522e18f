import { button, buttonRow, submitButton } from './kit/button.ts';
import { card, headerTag } from './kit/card.ts';
import type { Button, Card, CardElement, HeaderTemplate } from './kit/element.ts';
import { factCell } from './kit/fact-elements.ts';
import type { CardTime } from './kit/facts.ts';
import { fieldElements } from './kit/form-control.ts';
import { formatDate, formatInstant } from './kit/format.ts';
import { latenessMark, latenessText } from './kit/lateness.ts';
import type { Lateness } from './kit/lateness.ts';
import { hr, twoColumns } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { holderLines, requestSubtitle } from './kit/request-elements.ts';
import type { RequestHead } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

interface AnswerView {
  readonly by: string;
  readonly at?: number;
  readonly text: string;
  /** The new date asked for, `2026-12-31`. */
  readonly until?: string;
}

export interface SupervisionCardProps {
  readonly request: RequestHead;
  /** time: a stage has come. urged: somebody's words. answered: the reply of those who hold it. */
  readonly kind: 'time' | 'urged' | 'answered';
  readonly due?: Lateness & { readonly at: number };
  /** 疑难. */
  readonly hard: boolean;
  /** `urged`: whose words. */
  readonly said?: { readonly by: string; readonly text: string };
  readonly answer?: AnswerView;
  /** The reader holds it, or was told of it: a reply is asked for. */
  readonly mayAnswer: boolean;
  /** What was typed and could not be taken. */
  readonly typed?: { readonly text?: string; readonly until?: string };
  readonly fault?: Text;
  /** The reader's own open task. */
  readonly taskId?: string;
  readonly time: CardTime;
}

/** The names of the reply's inputs in the form's values. */
export const ANSWER = { text: 'reason', until: 'until' } as const;

/** 督办卡: how late it is, where it lies, and the reply that is asked for (features 1.22). */
export function supervisionCard(props: SupervisionCardProps, t: Texts): Card {
  const { request, kind, due, time } = props;
  const title = titleOf(props, t);
  const holders = holderLines(request.holders, time, t);
  return card({
    title,
    subtitle: requestSubtitle(request),
    template: templateOf(props),
    ...(props.hard ? { tags: [headerTag(t('supervise.hard'), 'red')] } : {}),
    summary: t('notice.summary', { title, item: clipText(request.item, 50) }),
    elements: [
      markdown(lines(bold(clipText(request.item, 60)), plain(sentence(props, t)))),
      ...(props.said === undefined || props.said.text === ''
        ? []
        : [markdown(plain(same(clip(props.said.text, 1000))))]),
      ...(kind === 'answered' ? answerElements(props, t) : []),
      ...twoColumns([
        factCell(t('label.applicant'), plain(same(clip(request.applicant, 60)))),
        ...(due === undefined
          ? []
          : [factCell(t('label.dueAt'), words(plain(formatInstant(due.at, time)), latenessMark(due, t)))]),
      ]),
      ...(holders.length === 0 ? [] : [markdown(lines(bold(t('label.now')), ...holders))]),
      ...(kind === 'answered' ? [] : answerElements(props, t)),
      ...(props.mayAnswer && kind !== 'answered' ? [hr, answerForm(props, t)] : []),
      ...buttonRow(buttons(props, t)),
    ],
  });
}

function templateOf({ kind, due, hard }: SupervisionCardProps): HeaderTemplate {
  if (kind === 'answered') return 'blue';
  return due?.late === true || hard || kind === 'urged' ? 'red' : 'yellow';
}

function titleOf({ kind, due }: SupervisionCardProps, t: Texts): Text {
  if (kind === 'answered') return t('supervision.answered');
  if (kind === 'urged' || due === undefined) return t('supervision.title');
  return t('supervision.titleTime', { lateness: latenessText(due, t) });
}

function sentence({ kind, due, said, answer }: SupervisionCardProps, t: Texts): Text {
  if (kind === 'answered') return t('supervision.text.answered', { who: clip(answer?.by ?? '', 60) });
  if (kind === 'urged') return t('supervision.text.urged', { who: clip(said?.by ?? '', 60) });
  return t(due?.late === true ? 'supervision.text.late' : 'supervision.text.soon');
}

function answerElements({ answer, time }: SupervisionCardProps, t: Texts): readonly CardElement[] {
  if (answer === undefined) return [];
  const head = words(
    bold(t('supervision.reply')),
    plain(same(clip(answer.by, 60))),
    ...(answer.at === undefined ? [] : [coloured(formatInstant(answer.at, time), 'grey')]),
  );
  const until =
    answer.until === undefined
      ? []
      : [coloured(t('supervision.asksUntil', { date: formatDate(answer.until) }), 'orange')];
  return [markdown(lines(head, ...until)), markdown(plain(same(clip(answer.text, 1000))))];
}

function answerForm({ request, typed, fault }: SupervisionCardProps, t: Texts): CardElement {
  return {
    tag: 'form',
    name: 'answer',
    elements: [
      ...fieldElements(
        {
          kind: 'multiline',
          id: ANSWER.text,
          label: t('supervision.reason'),
          required: true,
          maxLength: 500,
          ...(typed?.text === undefined ? {} : { value: typed.text }),
        },
        t,
      ),
      ...fieldElements(
        {
          kind: 'date',
          id: ANSWER.until,
          label: t('supervision.until'),
          required: false,
          ...(typed?.until === undefined ? {} : { value: typed.until }),
        },
        t,
      ),
      ...(fault === undefined ? [] : [markdown(coloured(clipText(fault, 200), 'red'))]),
      ...buttonRow([
        submitButton(t('button.answerSupervision'), { a: 'supervise.answer', request: request.id }),
      ]),
    ],
  };
}

function buttons({ request, taskId }: SupervisionCardProps, t: Texts): readonly Button[] {
  const detail = button(t('button.detail'), { a: 'request.detail', request: request.id });
  if (taskId === undefined) return [detail];
  const open = { a: 'task.open' as const, request: request.id, task: taskId };
  return [button(t('button.openTask'), open, { type: 'primary_filled' }), detail];
}
