import type { Fact } from '../../../cards/kit/facts.ts';
import { formatInstant, formatValue } from '../../../cards/kit/format.ts';
import { same, type Text } from '../../../cards/kit/texts.ts';
import { promisedFor } from '../../core/due-times.ts';
import type { Task } from '../../core/request.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { factsOf } from '../shared/facts.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { headOf } from '../shared/head.ts';
import { nameOf } from '../shared/people.ts';
import type { RequestView } from '../shared/request-view.ts';
import { type FormTable, tablesOf } from './tables.ts';

export interface FormLine {
  readonly label: string;
  readonly value: string;
}

/** One decision: who, for whom, what, when; a picture where it was signed by one. */
export interface FormOpinion {
  readonly step: string;
  readonly who: string;
  readonly opinion: string;
  readonly time: string;
  /** `（已确认）` where nobody signed by a picture. */
  readonly confirmed: string;
  /** The picture's place at Lark. */
  readonly signature?: { readonly messageId: string; readonly key: string };
}

/** Everything that stands on the standard form (规范表式), in one language; the same at every printing. */
export interface ArchiveFormData {
  readonly title: string;
  readonly subtitle: string;
  readonly number: string;
  readonly head: readonly FormLine[];
  /** By field, for templates of the unit's own. */
  readonly fields: readonly (FormLine & { readonly id: string })[];
  readonly tables: readonly FormTable[];
  readonly opinions: readonly FormOpinion[];
  readonly watermark?: string;
  readonly link: string;
  readonly endedAt?: number;
  readonly words: FormWords;
}

/** Headings and column titles. */
interface FormWords {
  readonly content: string;
  readonly opinions: string;
  readonly step: string;
  readonly who: string;
  readonly opinion: string;
  readonly signature: string;
  readonly time: string;
  readonly qr: string;
}

/** `hidden`: fields that the person it is printed for may not see. */
export function archiveFormOf(
  deps: FeatureDeps,
  view: RequestView,
  hidden: ReadonlySet<string> = new Set(),
): ArchiveFormData {
  const { state, definition, organisation } = view;
  const { language, texts: t } = deps;
  const say = (text: Text): string => text[language];
  const word = (key: keyof FormWords): string => say(t(`archive.words.${key}`));
  const time = (at: number): Text => formatInstant(at, deps);
  const head = headOf(view);
  const dueAt = promisedFor(state);
  const title = definition.archive?.title ?? t('archive.title', { item: definition.name });
  const lines: readonly (readonly [Text, Text | undefined])[] = [
    [t('label.number'), same(state.number)],
    [t('archive.documentNumber'), optional(state.documentNumber)],
    [t('archive.item'), definition.name],
    [t('label.applicant'), same(head.applicant)],
    [
      t('archive.clerk'),
      state.submittedBy === undefined ? undefined : same(nameOf(organisation, state.submittedBy)),
    ],
    [t('archive.department'), optional(head.department)],
    [t('label.submittedAt'), time(state.submittedAt)],
    [t('label.dueAt'), dueAt === undefined ? undefined : time(dueAt)],
    [t('label.endedAt'), head.endedAt === undefined ? undefined : time(head.endedAt)],
    [t('archive.result'), t(`status.${state.status}`)],
    [t('archive.revokedAt'), state.status === 'REVOKED' ? time(state.revokedAt) : undefined],
  ];
  return {
    title: say(title),
    subtitle: state.documentNumber ?? state.number,
    number: state.number,
    head: lines.flatMap(([label, value]) =>
      value === undefined ? [] : [{ label: say(label), value: say(value) }],
    ),
    fields: definition.fields.flatMap(field => {
      const facts = factsOf({ fields: [field] }, state.form, organisation, { hidden });
      return facts.map(fact => ({ id: field.id, ...lineOf(deps, fact) }));
    }),
    tables: tablesOf(deps, view, hidden),
    opinions: decisions(state.tasks).map(task => opinionOf(deps, view, task)),
    ...(state.status === 'REVOKED' ? { watermark: say(t('status.REVOKED')) } : {}),
    link: deps.links.request(state.number),
    ...(head.endedAt === undefined ? {} : { endedAt: head.endedAt }),
    words: {
      content: word('content'),
      opinions: word('opinions'),
      step: word('step'),
      who: word('who'),
      opinion: word('opinion'),
      signature: word('signature'),
      time: word('time'),
      qr: word('qr'),
    },
  };
}

function optional(text: string | undefined): Text | undefined {
  return text === undefined || text === '' ? undefined : same(text);
}

function lineOf({ texts, language }: FeatureDeps, fact: Fact): FormLine {
  return { label: fact.label[language], value: formatValue(fact.value, texts)[language] };
}

const TOLD: ReadonlySet<Task['status']> = new Set([
  'APPROVED',
  'REJECTED',
  'ABSTAINED',
  'RETURNED',
  'ANSWERED',
]);

/** All rounds, in the order in which they were decided. */
function decisions(tasks: readonly Task[]): readonly Task[] {
  return tasks
    .filter(task => TOLD.has(task.status) && task.endedAt !== undefined)
    .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
}

function opinionOf(deps: FeatureDeps, view: RequestView, task: Task): FormOpinion {
  const { language, texts: t } = deps;
  const name = nameOf(view.organisation, task.actor);
  const principal = nameOf(view.organisation, task.principal);
  const who = task.principal === task.actor ? name : t('archive.for', { name, principal })[language];
  const act = t(actKey(task))[language];
  const signature = task.files?.find(({ key }) => key === task.signature);
  const step =
    task.origin.kind === 'revoke' ? t('archive.revokeStep') : nodeName(view.definition, task.nodeId);
  return {
    step: step[language],
    who,
    opinion:
      task.opinion === undefined || task.opinion === ''
        ? act
        : t('archive.said', { act, opinion: task.opinion })[language],
    time: formatInstant(task.endedAt ?? 0, deps)[language],
    confirmed: task.auto === undefined ? t('archive.confirmed', { name })[language] : '—',
    ...(signature === undefined ? {} : { signature: { messageId: signature.messageId, key: signature.key } }),
  };
}

function actKey({ status, auto, handled }: Task): string {
  if (auto === 'duplicate') return 'timeline.duplicate';
  switch (status) {
    case 'REJECTED':
      return auto === undefined ? 'timeline.rejected' : 'timeline.autoRejected';
    case 'ABSTAINED':
      return 'timeline.abstained';
    case 'RETURNED':
      return 'timeline.returned';
    case 'ANSWERED':
      return 'archive.answered';
    default:
      if (auto !== undefined) return 'timeline.autoApproved';
      return handled === true ? 'timeline.handled' : 'timeline.approved';
  }
}
