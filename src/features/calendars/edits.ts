import { newId } from '../../application/ids.ts';
import type { CalendarBook } from '../../application/calendar-ports.ts';
import { importYear } from '../../application/import-year.ts';
import type { CalendarRules, SpecialDay } from '../../core/calendar/calendar-data.ts';
import { type CalendarFault, calendarFaults } from '../../core/calendar/check-calendar.ts';
import type { CalendarsDeps } from './deps.ts';

/** One change of the calendars, as an administrator asked for it. */
export type CalendarEdit =
  /** A calendar as it shall be, new or not. */
  | { readonly kind: 'rules'; readonly rules: CalendarRules }
  | { readonly kind: 'years'; readonly years: Readonly<Record<string, readonly SpecialDay[]>> }
  /** What stood before this version comes back. */
  | { readonly kind: 'undo'; readonly version: number };

export type Edited =
  | { readonly ok: true; readonly next: CalendarBook }
  /** `year`: the year of an imported file that is at fault. */
  | { readonly ok: false; readonly faults: readonly CalendarFault[]; readonly year?: string }
  | { readonly ok: false; readonly gone: true };

/** How far back an undo looks. */
const HISTORY = 50;

/** What an edit makes of the book; nothing is saved here. */
export async function applyEdit(
  deps: Pick<CalendarsDeps, 'calendars'>,
  book: CalendarBook,
  edit: CalendarEdit,
): Promise<Edited> {
  const version = book.version + 1;
  switch (edit.kind) {
    case 'rules': {
      const faults = calendarFaults(edit.rules);
      if (faults.length > 0) return { ok: false, faults };
      const known = book.calendars.some(({ id }) => id === edit.rules.id);
      const calendars = known
        ? book.calendars.map(each => (each.id === edit.rules.id ? edit.rules : each))
        : [...book.calendars, edit.rules];
      return { ok: true, next: { ...book, version, calendars } };
    }
    case 'years': {
      let next = book;
      for (const [year, days] of Object.entries(edit.years)) {
        const prepared = importYear(next, year, days);
        if (prepared.kind === 'refused') return { ok: false, faults: prepared.faults, year };
        if (prepared.kind !== 'same') next = { ...prepared.next, version };
      }
      return { ok: true, next };
    }
    case 'undo': {
      const history = await deps.calendars.history(HISTORY);
      const before = history.find(change => change.book.version === edit.version - 1);
      return before === undefined
        ? { ok: false, gone: true }
        : { ok: true, next: { ...before.book, version } };
    }
    default:
      return edit satisfies never;
  }
}

const PREFIX = 'calendar:';
const EDIT = 'edit';

/** Keeps an edit until it is confirmed: after a restart and on every instance. Returns its id. */
export async function keepEdit(
  deps: CalendarsDeps,
  person: string,
  basedOn: number,
  edit: CalendarEdit,
): Promise<string> {
  const id = `cal-${newId()}`;
  await deps.stores.drafts.save({
    id,
    person,
    itemId: PREFIX + edit.kind,
    itemVersion: basedOn,
    form: { [EDIT]: JSON.stringify(edit) },
    chosen: {},
    updatedAt: deps.clock.now(),
  });
  return id;
}

/** The edit, if it is there and this administrator made it; `basedOn` is the version whose difference was shown. */
export async function keptEdit(
  deps: CalendarsDeps,
  person: string,
  id: string,
): Promise<{ readonly basedOn: number; readonly edit: CalendarEdit } | undefined> {
  const draft = await deps.stores.drafts.load(id);
  const written = draft?.form[EDIT];
  if (draft === undefined || draft.person !== person || typeof written !== 'string') return undefined;
  if (!draft.itemId.startsWith(PREFIX)) return undefined;
  // Written above, by this service alone.
  const edit: CalendarEdit = JSON.parse(written);
  return { basedOn: draft.itemVersion, edit };
}
