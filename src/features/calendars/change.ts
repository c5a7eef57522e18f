import type { ActionOf, CardAction } from '../../../cards/kit/action.ts';
import {
  type ChangeLine,
  settingsChangeCard,
  settingsPublishedCard,
} from '../../../cards/settings-change.ts';
import type { Text } from '../../../cards/kit/texts.ts';
import type { CalendarBook } from '../../application/calendar-ports.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { CalendarFault } from '../../core/calendar/check-calendar.ts';
import { answer } from '../shared/answers.ts';
import { recorded } from '../shared/record.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import type { CalendarsDeps } from './deps.ts';
import { applyEdit, type CalendarEdit, keepEdit, keptEdit } from './edits.ts';
import { calendarFaultText, yearFaultText } from './faults.ts';
import { bookLines } from './lines.ts';

/** Back to where the edit is made. */
function backTo(edit: CalendarEdit): CardAction {
  return edit.kind === 'rules' ? { a: 'calendar.show', calendar: edit.rules.id } : { a: 'calendar.open' };
}

/** The difference that an edit makes, to be confirmed; or what is wrong with it, and where. */
export async function differenceCard(
  deps: CalendarsDeps,
  person: string,
  edit: CalendarEdit,
  notes: readonly Text[] = [],
): Promise<CardJson> {
  const book = await deps.calendars.current();
  const edited = await applyEdit(deps, book, edit);
  const lines = edited.ok ? bookLines(book, edited.next, deps.texts) : [];
  const problems = edited.ok ? notes : problemsOf(deps, edit, edited);
  return settingsChangeCard(
    {
      what: deps.texts('calendar.title'),
      lines,
      ...(lines.length === 0
        ? {}
        : { confirm: { a: 'calendar.confirm', change: await keepEdit(deps, person, book.version, edit) } }),
      problems,
      note: deps.texts('calendar.recounts'),
      back: backTo(edit),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

function problemsOf(
  deps: CalendarsDeps,
  edit: CalendarEdit,
  edited: { readonly faults: readonly CalendarFault[]; readonly year?: string } | { readonly gone: true },
): readonly Text[] {
  if ('gone' in edited) return [deps.texts('calendar.undoGone')];
  return edited.faults.map(fault => {
    if (edit.kind === 'rules') return calendarFaultText(edit.rules, fault, deps.texts);
    const year = edited.year ?? '';
    return yearFaultText(year, edit.kind === 'years' ? (edit.years[year] ?? []) : [], fault, deps.texts);
  });
}

/** 确认: the next version of the calendars. Where somebody saved in between, the difference to theirs is shown first. */
export async function confirmEdit(
  deps: CalendarsDeps,
  { change }: ActionOf<'calendar.confirm'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const kept = await keptEdit(deps, tap.person, change);
  if (kept === undefined) return answer('info', deps.texts('admin.changeGone'));
  const { edit, basedOn } = kept;
  const book = await deps.calendars.current();
  const edited = await applyEdit(deps, book, edit);
  const lines = edited.ok ? bookLines(book, edited.next, deps.texts) : [];
  const current = book.version === basedOn && edited.ok && lines.length > 0;
  if (!current || !edited.ok || !(await save(deps, tap, edited.next, lines, edit)))
    return answer(
      'warning',
      deps.texts('calendar.conflict'),
      await differenceCard(deps, tap.person, edit, [deps.texts('calendar.conflict')]),
    );
  await deps.stores.drafts.remove(change);
  await deps.refreshCalendars();
  return answer(
    'success',
    deps.texts('calendar.saved', { n: edited.next.version }),
    await savedCard(deps, tap, edited.next, summaryOf(deps, edit, lines), edit),
  );
}

async function save(
  deps: CalendarsDeps,
  tap: CardTap,
  book: CalendarBook,
  lines: readonly ChangeLine[],
  edit: CalendarEdit,
): Promise<boolean> {
  const summary = summaryOf(deps, edit, lines);
  const change = { book, by: tap.person, at: deps.clock.now(), summary };
  const subject = deps.texts('calendar.saved', { n: book.version });
  return recorded(
    deps,
    tap,
    { kind: 'calendar', subject, summary },
    () => deps.calendars.save(change),
    Boolean,
  );
}

function summaryOf(deps: CalendarsDeps, edit: CalendarEdit, lines: readonly ChangeLine[]): readonly Text[] {
  const undone = edit.kind === 'undo' ? [deps.texts('admin.undone')] : [];
  return [
    ...undone,
    ...lines.map(({ label, before, after }) => ({
      zh: `${label.zh}：${before.zh} → ${after.zh}`,
      en: `${label.en}: ${before.en} → ${after.en}`,
    })),
  ];
}

async function savedCard(
  deps: CalendarsDeps,
  tap: CardTap,
  { version }: CalendarBook,
  lines: readonly Text[],
  edit: CalendarEdit,
): Promise<CardJson> {
  const part = await peopleNamed(deps, [tap.person]);
  return settingsPublishedCard(
    {
      what: deps.texts('calendar.title'),
      lines: [...lines, deps.texts('calendar.recounting')],
      version,
      by: nameOf(part, tap.person),
      at: deps.clock.now(),
      undo: { a: 'calendar.undo', version },
      back: backTo(edit),
      time: cardTime(deps),
    },
    deps.texts,
  );
}
