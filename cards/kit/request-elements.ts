import { button } from './button.ts';
import { headerTag } from './card.ts';
import type { CardElement, HeaderTag, HeaderTemplate, TagColor } from './element.ts';
import { dueText, factCell, respondCell } from './fact-elements.ts';
import type { CardTime } from './facts.ts';
import { formatDuration, formatInstant, formatNames } from './format.ts';
import { sideBySide } from './layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './markdown.ts';
import type { Markdown } from './markdown.ts';
import { clip, clipText } from './paging.ts';
import type {
  PartView,
  Holder,
  PathStepView,
  RequestHead,
  RequestStatusView,
  TimelineLine,
} from './request-view.ts';
import { joinTexts, same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

const COLOURS = {
  RUNNING: 'blue',
  RETURNED: 'orange',
  APPROVED: 'green',
  REJECTED: 'red',
  CANCELED: 'grey',
  TERMINATED: 'grey',
  EXPIRED: 'grey',
  REVOKED: 'grey',
} as const satisfies Readonly<Record<RequestStatusView, HeaderTemplate>>;
const TAGS: Readonly<Record<RequestStatusView, TagColor>> = {
  RUNNING: 'blue',
  RETURNED: 'orange',
  APPROVED: 'green',
  REJECTED: 'red',
  CANCELED: 'neutral',
  TERMINATED: 'neutral',
  EXPIRED: 'neutral',
  REVOKED: 'neutral',
};
const MARKS = { passed: '✓', failed: '✗', returned: '↩', current: '▶', ahead: '○' } as const;
/** More steps than this are told as a number: nobody reads them on a card. */
const MAX_STEPS = 20;
const MAX_PARTS = 12;

/** The colour of the header by the state; red while the due time has passed. */
export function statusTemplate(status: RequestStatusView): HeaderTemplate {
  return COLOURS[status];
}

/** The state in a line of a list, in its colour. */
export function statusWord(status: RequestStatusView, t: Texts): Markdown {
  return coloured(t(`status.${status}`), COLOURS[status]);
}

function statusTag(status: RequestStatusView, t: Texts): HeaderTag {
  return headerTag(t(`status.${status}`), TAGS[status]);
}

/** The state, and beside it how the time promised for the request stands, where that is worth a look. */
export function statusTags(request: RequestHead, time: CardTime, t: Texts): readonly HeaderTag[] {
  return [statusTag(request.status, t), ...promiseTag(request, time, t)];
}

function promiseTag(
  { promise, dueAt, endedAt }: RequestHead,
  time: CardTime,
  t: Texts,
): readonly HeaderTag[] {
  if (promise === undefined || dueAt === undefined) return [];
  const ended = endedAt !== undefined;
  switch (promise.state) {
    case 'running':
    case 'soon':
      if (time.now > dueAt) return [headerTag(t('due.overdue'), 'red')];
      return promise.state === 'soon' ? [headerTag(t('limits.tag.soon'), 'orange')] : [];
    case 'paused':
      return [headerTag(t('limits.tag.paused'), 'neutral')];
    case 'met':
      return [headerTag(t('limits.tag.met'), 'green')];
    case 'breached':
      return [headerTag(t(ended ? 'limits.tag.missed' : 'due.overdue'), 'red')];
    default:
      return promise.state satisfies never;
  }
}

/** Number and applicant, under the title. */
export function requestSubtitle(request: Pick<RequestHead, 'number' | 'applicant'>): Text {
  return same(`${clip(request.number, 40)} · ${clip(request.applicant, 40)}`);
}

/** Number, applicant, when submitted, until when: as cells of a grid. */
export function requestCells(request: RequestHead, time: CardTime, t: Texts): readonly CardElement[] {
  const applicant = [request.applicant, request.department ?? ''].filter(part => part !== '').join(' · ');
  return [
    factCell(t('label.number'), plain(same(clip(request.number, 60)))),
    factCell(t('label.applicant'), plain(same(clip(applicant, 80)))),
    factCell(t('label.submittedAt'), plain(formatInstant(request.submittedAt, time))),
    ...(request.endedAt === undefined
      ? []
      : [factCell(t('label.endedAt'), plain(formatInstant(request.endedAt, time)))]),
    ...(request.dueAt === undefined
      ? []
      : [
          factCell(
            t('label.dueAt'),
            dueText(
              request.dueAt,
              { ...time, now: request.endedAt ?? time.now },
              t,
              request.promise?.provisional,
            ),
          ),
        ]),
    ...respondCell(request.respondBy, time, t),
  ];
}

/** Where a request is and who holds it, a line for each holder; nothing once it has ended. */
export function holderLines(
  holders: readonly Holder[],
  time: CardTime,
  t: Texts,
  { untilWhen = false } = {},
): readonly Markdown[] {
  return holders
    .slice(0, 8)
    .map(holder =>
      words(
        plain(clipText(holder.step, 60)),
        plain(same('·')),
        plain(clipText(formatNames(holder.people, t), 200)),
        ...holderMark(holder, time, t),
        ...(untilWhen && holder.dueAt !== undefined
          ? [coloured(t('label.until', { time: formatInstant(holder.dueAt, time) }), 'grey')]
          : []),
      ),
    );
}

function holderMark({ dueAt, soon }: Holder, time: CardTime, t: Texts): readonly Markdown[] {
  if (dueAt !== undefined && time.now > dueAt) return [coloured(t('due.overdue'), 'red')];
  return soon === true ? [coloured(t('limits.tag.soon'), 'orange')] : [];
}

/** The path, one line a step: how far, what, who, how several decide. */
export function pathElement(path: readonly PathStepView[], t: Texts): readonly CardElement[] {
  if (path.length === 0) return [];
  const more = path.length - MAX_STEPS;
  return [
    markdown(
      lines(
        ...path
          .slice(0, MAX_STEPS)
          .flatMap((step, index) => [
            pathLine(step, index, t),
            ...(step.parts ?? []).slice(0, MAX_PARTS).map(part => partLine(part, t)),
          ]),
        ...(more > 0 ? [coloured(t('path.more', { n: more }), 'grey')] : []),
      ),
    ),
  ];
}

const PART_COLOURS = { RUNNING: 'blue', RETURNED: 'orange', APPROVED: 'green' } as const;

/** One part of a package, below the step that started it. */
function partLine({ item, number, status, holders }: PartView, t: Texts): Markdown {
  const colour =
    status === 'RUNNING' || status === 'RETURNED' || status === 'APPROVED' ? PART_COLOURS[status] : 'red';
  return words(
    plain(same('　└')),
    plain(clipText(item, 40)),
    coloured(same(clip(number, 40)), 'grey'),
    coloured(t(`status.${status}`), colour),
    ...(holders.length === 0 ? [] : [plain(same('·')), plain(clipText(formatNames(holders, t), 100))]),
  );
}

/** One step of a path: its mark or number, its name, who acts and how several decide. */
function pathLine(step: PathStepView, index: number, t: Texts): Markdown {
  const mark = same(step.state === undefined ? `${index + 1}` : MARKS[step.state]);
  const name = clipText(step.name, 60);
  return words(
    step.state === 'failed'
      ? coloured(mark, 'red')
      : coloured(mark, step.state === 'passed' ? 'green' : 'grey'),
    step.state === 'current' ? bold(name) : plain(name),
    ...(step.people.length === 0
      ? []
      : [plain(same('·')), plain(clipText(formatNames(step.people, t), 200))]),
    ...(step.method === undefined || step.people.length === 1
      ? []
      : [coloured(t(`method.${step.method}`), 'blue')]),
    ...(step.note === undefined ? [] : [coloured(clipText(step.note, 120), 'grey')]),
    ...(step.limit === undefined
      ? []
      : [coloured(t('path.limit', { limit: formatDuration(step.limit, t) }), 'grey')]),
  );
}

/** What is longer than this stands alone, so that it is sent once and not once for each language. */
const SHORT = 60;

/** How a line begins, so that what was decided is seen at a glance. */
const SIGNS: Readonly<Partial<Record<TimelineLine['what'], readonly [string, 'green' | 'red' | 'orange']>>> =
  {
    approved: ['✓', 'green'],
    handled: ['✓', 'green'],
    autoApproved: ['✓', 'green'],
    duplicate: ['✓', 'green'],
    passedSelf: ['✓', 'green'],
    passedNobody: ['✓', 'green'],
    subrequestApproved: ['✓', 'green'],
    rejected: ['✗', 'red'],
    autoRejected: ['✗', 'red'],
    revokeRefused: ['✗', 'red'],
    terminated: ['✗', 'red'],
    returned: ['↩', 'orange'],
    returnedTo: ['↩', 'orange'],
    takenBack: ['↩', 'orange'],
    withdrawn: ['↩', 'orange'],
    reminded: ['!', 'orange'],
    escalated: ['!', 'orange'],
    urged: ['!', 'orange'],
  };
/** Of these the step is where it went, not where it was done. */
const TO_A_STEP: readonly TimelineLine['what'][] = ['returnedTo', 'jumped'];

/** One entry of the history: who did what, then when, where and by which way; what was typed stands below in full. */
export function timelineElements(line: TimelineLine, time: CardTime, t: Texts): readonly CardElement[] {
  const [sign, colour] = SIGNS[line.what] ?? (['•', 'grey'] as const);
  const target = line.step !== undefined && TO_A_STEP.includes(line.what);
  const what = words(
    coloured(same(sign), colour),
    ...(line.who === undefined ? [] : [bold(same(clip(line.who, 60)))]),
    ...(line.for === undefined ? [] : [plain(t('timeline.for', { who: clip(line.for, 60) }))]),
    plain(t(`timeline.${line.what}`)),
    ...(line.people === undefined || line.people.length === 0
      ? []
      : [plain(clipText(formatNames(line.people, t), 200))]),
    ...(line.step === undefined || !target ? [] : [plain(clipText(line.step, 60))]),
    ...(line.fields === undefined ? [] : [plain(clipText(joinTexts(line.fields), 200))]),
  );
  const when = words(
    coloured(formatInstant(line.at, time), 'grey'),
    ...(line.step === undefined || target
      ? []
      : [coloured(same('·'), 'grey'), coloured(clipText(line.step, 60), 'grey')]),
    ...(line.channel === undefined ? [] : [coloured(t(`timeline.by.${line.channel}`), 'grey')]),
  );
  const head = lines(what, when);
  const proved = proofElements(line, t);
  if (line.text === undefined || line.text === '') return [markdown(head), ...proved];
  const said = plain(same(clip(line.text, 1000)));
  const all = line.text.length <= SHORT ? [markdown(lines(head, said))] : [markdown(head), markdown(said)];
  return [...all, ...proved];
}

const MOST_FILES = 5;

/** That it was signed and which files were attached, and the button by which the bot sends them. */
function proofElements({ signed, files = [], get }: TimelineLine, t: Texts): readonly CardElement[] {
  if (signed !== true && files.length === 0) return [];
  const names = files
    .slice(0, MOST_FILES)
    .map(name => (name === undefined ? t('file.picture') : same(clip(name, 60))));
  const more = files.length > names.length ? t('timeline.moreFiles', { n: files.length }) : undefined;
  const told = markdown(
    words(
      ...(signed === true ? [coloured(t('timeline.signed'), 'green')] : []),
      ...(names.length === 0 ? [] : [plain(t('timeline.files', { files: joinTexts(names) }))]),
      ...(more === undefined ? [] : [coloured(more, 'grey')]),
    ),
  );
  if (get === undefined) return [told];
  const label = t(files.length === 0 ? 'button.taskSignature' : 'button.taskFiles');
  return [sideBySide(told, button(label, { a: 'task.files', ...get }, { size: 'tiny', type: 'text' }))];
}
