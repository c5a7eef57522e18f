import { isOpen, signerRows, taskButtons, taskForm } from './approval-form.ts';
import { card, headerTag } from './kit/card.ts';
import type { Card, CardElement, HeaderTag, HeaderTemplate } from './kit/element.ts';
import { dueText, factCell, factGrid, factLines, respondCell } from './kit/fact-elements.ts';
import type { CardTime, Fact, FactValue } from './kit/facts.ts';
import type { FormField } from './kit/form-field.ts';
import { formatInstant, formatValue } from './kit/format.ts';
import { panel, twoColumns } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clip, clipText, cutPages } from './kit/paging.ts';
import { pathElement, requestCells, requestSubtitle, timelineElements } from './kit/request-elements.ts';
import type { CardAct, PathStepView, PromiseView, RequestHead, TimelineLine } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** How the reader came by the task, when not by the flow itself. */
export interface TaskSource {
  readonly kind: 'transfer' | 'escalation' | 'assist' | 'signer' | 'delegation' | 'revoke' | 'feedback';
  readonly from: string;
  /** What was asked, or why. */
  readonly said?: string;
}

export type TaskView =
  | { readonly state: 'pending' }
  | { readonly state: 'waiting' }
  /** Somebody decided; `mine` when it was the reader of the card. `to`: who got it by transfer. */
  | {
      readonly state: 'decided';
      readonly what:
        | 'approved'
        | 'rejected'
        | 'returned'
        | 'transferred'
        | 'handled'
        | 'abstained'
        | 'answered';
      readonly by: string;
      readonly mine: boolean;
      readonly at: number;
      readonly opinion?: string;
      readonly to?: string;
    }
  /** Closed without an act of its owner: worded as `closed.<reason>`. */
  | {
      readonly state: 'closed';
      readonly reason: ClosedReason;
      readonly by?: string;
      readonly at?: number;
    };

export const CLOSED_REASONS = [
  'decidedByOther',
  'rejectedByOther',
  'returned',
  'withdrawn',
  'escalated',
  'takenBack',
  'removed',
  'duplicate',
  'self',
  'departed',
  'ended',
  'stepDecided',
  'claimed',
  'waitsForSigners',
  'waitsForAssistant',
  'delegationEnded',
  'delegated',
  'jumped',
  'feedbackMissed',
  'answerMissed',
] as const;
type ClosedReason = (typeof CLOSED_REASONS)[number];

export interface ChangedFact {
  readonly label: Text;
  readonly before: FactValue;
  readonly after: FactValue;
}

export interface ApprovalTaskCardProps {
  readonly request: RequestHead;
  readonly task: {
    readonly id: string;
    readonly step: Text;
    readonly act: 'approve' | 'handle';
    readonly dueAt?: number;
    /** How the time for it stands. */
    readonly promise?: PromiseView;
    /** Until when a first act is asked for; left out once there was one. */
    readonly respondBy?: number;
    readonly source?: TaskSource;
    readonly view: TaskView;
  };
  /** The telling fields, first on the card. */
  readonly summary: readonly Fact[];
  /** All fields, in a panel that opens. */
  readonly facts: readonly Fact[];
  /** What the applicant changed when handing in again (semantics C6): how it was, and how it is. */
  readonly changed?: readonly ChangedFact[];
  /** What was decided before, oldest first. */
  readonly decided: readonly TimelineLine[];
  readonly path: readonly PathStepView[];
  readonly acts: readonly CardAct[];
  readonly opinionRequired?: boolean;
  /** Asked above the opinion: fields that the step may edit, the next step's people, phrases. */
  readonly before?: readonly FormField[];
  /** More is asked than the opinion. */
  readonly asks?: boolean;
  /** Asked below it: the signature, files. */
  readonly after?: readonly FormField[];
  /** Decided, but the step is not: one's mind may still be changed (semantics C1, wait for all). */
  readonly changeable?: boolean;
  /** What is missing before this can be decided at all, e.g. a signature. */
  readonly notes?: readonly Text[];
  /** Whom the reader added or asked, who has not acted yet. */
  readonly signers?: readonly {
    readonly task: string;
    readonly who: string;
    readonly kind: 'before' | 'after' | 'parallel' | 'assist';
  }[];
  /** What was typed before the server refused, and why it did. */
  readonly typed?: string;
  readonly fault?: Text;
  readonly time: CardTime;
}

const FACTS = { rows: 60, bytes: 9_000 };
const MAX_SUMMARY = 6;
const MAX_DECIDED = 6;
const MAX_CHANGED = 12;

/** The card of a task: decide with a tap; once it is decided it says by whom and when, and has no buttons to decide. */
export function approvalTaskCard(props: ApprovalTaskCardProps, t: Texts): Card {
  const { request, task, time } = props;
  const facts = props.facts.map(fact => factLines(fact, t));
  const shown = cutPages(facts, bytesOf, FACTS)[0] ?? [];
  return card({
    title: t('task.title', { item: clipText(request.item, 50), step: clipText(task.step, 40) }),
    subtitle: requestSubtitle(request),
    template: template(props),
    tags: [stateTag(props, t), ...soonTag(props, t)],
    elements: [
      ...source(props, t),
      ...twoColumns([
        ...requestCells({ ...request, number: request.number }, time, t).slice(1, 2),
        ...(task.dueAt === undefined
          ? []
          : [factCell(t('task.due'), dueText(task.dueAt, dueTime(props), t, task.promise?.provisional))]),
        ...respondCell(task.respondBy, time, t),
      ]),
      ...factGrid(props.summary.slice(0, MAX_SUMMARY), t),
      ...changed(props, t),
      ...panel(t('task.allFields'), [
        ...shown.flat(),
        ...(shown.length < props.facts.length
          ? [markdown(coloured(t('facts.more', { n: props.facts.length - shown.length }), 'grey'))]
          : []),
      ]),
      ...before(props)
        .slice(-MAX_DECIDED)
        .flatMap(line => timelineElements(clipLine(line), time, t)),
      ...panel(t('task.path'), pathElement(props.path, t)),
      ...outcome(props, t),
      ...(isOpen(props) ? taskForm(props, t) : []),
      ...signerRows(props, t),
      ...taskButtons(props, t),
    ],
  });
}

/** What was decided before this task: its own outcome is told apart from it. */
function before({ decided, task: { view } }: ApprovalTaskCardProps): readonly TimelineLine[] {
  if (view.state !== 'decided') return decided;
  return decided.filter(line => line.at !== view.at || line.who !== view.by);
}

function clipLine(line: TimelineLine): TimelineLine {
  return line.text === undefined ? line : { ...line, text: clip(line.text, 200) };
}

/** A decided task is measured against the time it was decided at, not against today. */
function dueTime({ task, time }: ApprovalTaskCardProps): CardTime {
  const end = 'at' in task.view ? task.view.at : undefined;
  return end === undefined ? time : { ...time, now: end };
}

function isOverdue({ task, time }: ApprovalTaskCardProps): boolean {
  return task.view.state === 'pending' && task.dueAt !== undefined && time.now > task.dueAt;
}

function template(props: ApprovalTaskCardProps): HeaderTemplate {
  const { view } = props.task;
  if (view.state === 'pending') return isOverdue(props) ? 'red' : 'blue';
  if (view.state !== 'decided') return 'grey';
  const byDecision = {
    approved: 'green',
    handled: 'green',
    rejected: 'red',
    returned: 'orange',
    transferred: 'grey',
    abstained: 'grey',
    answered: 'green',
  } as const;
  return byDecision[view.what];
}

function stateTag(props: ApprovalTaskCardProps, t: Texts): HeaderTag {
  const { view } = props.task;
  if (view.state === 'decided') return headerTag(t(`decided.${view.what}`), 'neutral');
  if (isOverdue(props)) return headerTag(t('due.overdue'), 'red');
  return headerTag(t(`task.${view.state}`), view.state === 'pending' ? 'orange' : 'neutral');
}

/** Most of the time has gone, and the holder can still act. */
function soonTag(props: ApprovalTaskCardProps, t: Texts): readonly HeaderTag[] {
  const { view, promise } = props.task;
  const soon = view.state === 'pending' && promise?.state === 'soon' && !isOverdue(props);
  return soon ? [headerTag(t('limits.tag.soon'), 'orange')] : [];
}

function source({ task }: ApprovalTaskCardProps, t: Texts): readonly CardElement[] {
  if (task.source === undefined) return [];
  const { kind, from, said } = task.source;
  return [
    markdown(coloured(t(`task.source.${kind}`, { who: clip(from, 60) }), 'orange')),
    ...(said === undefined ? [] : [markdown(plain(same(clip(said, 500))))]),
  ];
}

function changed(props: ApprovalTaskCardProps, t: Texts): readonly CardElement[] {
  if (props.changed === undefined || props.changed.length === 0) return [];
  const value = (fact: FactValue) => plain(clipText(formatValue(fact, t), 120));
  const rows = props.changed
    .slice(0, MAX_CHANGED)
    .map(({ label, before, after }) =>
      words(coloured(clipText(label, 60), 'grey'), value(before), plain(same('→')), value(after)),
    );
  return [markdown(lines(coloured(t('task.changed'), 'orange'), ...rows))];
}

function outcome(props: ApprovalTaskCardProps, t: Texts): readonly CardElement[] {
  const { view } = props.task;
  if (view.state === 'pending' || view.state === 'waiting') return [];
  return [
    markdown(
      lines(
        bold(outcomeText(view, t)),
        ...(view.at === undefined ? [] : [coloured(formatInstant(view.at, props.time), 'grey')]),
        ...(view.state === 'decided' && view.opinion !== undefined
          ? [plain(same(clip(view.opinion, 1000)))]
          : []),
      ),
    ),
  ];
}

function outcomeText(view: Extract<TaskView, { state: 'decided' | 'closed' }>, t: Texts): Text {
  const who = view.by === undefined ? t('closed.someone') : same(clip(view.by, 60));
  if (view.state === 'closed') return t(`closed.${view.reason}`, { who });
  const what = t(`decided.${view.what}`);
  if (view.what === 'transferred')
    return t('task.transferredTo', { who, to: clip(view.to ?? '', 60), mine: String(view.mine) });
  return t(view.mine ? 'task.decidedByMe' : 'task.decidedBy', { who, what });
}

export { OPINION } from './approval-form.ts';
