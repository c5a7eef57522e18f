import { calendarCard, calendarsCard, calendarYearCard } from '../../../cards/calendar-home.ts';
import type { CardJson, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { politeNo, show } from '../shared/answers.ts';
import { mayNow, withRight } from '../shared/guard.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { confirmEdit, differenceCard } from './change.ts';
import type { CalendarsDeps } from './deps.ts';
import { calendarForm, calendarPreview, dayForm, dayPreview, dayRemove, rulesOf } from './forms.ts';
import { importFile } from './import-file.ts';
import { dayText, hoursText, weekdaysText } from './lines.ts';

/** How many changes the first card tells. */
const RECENT = 3;

/**
 * 工作日历 in the settings: working hours, local days, a year of holidays sent as a file. Each change is shown as a difference,
 * confirmed, kept as a version, and can be undone; open due times follow it (issue 6, item 1).
 */
export function createCalendars(deps: CalendarsDeps): Feature {
  const mayEdit = (person: string) => mayNow(deps, person, 'calendars.edit');
  return {
    name: 'calendars',
    taps: {
      'calendar.open': withRight(deps, 'calendars.see', async (_, { person }) =>
        show(await home(deps, await mayEdit(person))),
      ),
      'calendar.show': withRight(deps, 'calendars.see', async ({ calendar }, { person }) =>
        one(deps, calendar, await mayEdit(person)),
      ),
      'calendar.year': withRight(deps, 'calendars.see', ({ year, page }) => yearOf(deps, year, page)),
      'calendar.form': withRight(deps, 'calendars.edit', action => calendarForm(deps, action)),
      'calendar.preview': withRight(deps, 'calendars.edit', (action, tap) =>
        calendarPreview(deps, action, tap),
      ),
      'calendar.dayForm': withRight(deps, 'calendars.edit', ({ calendar }) => dayForm(deps, calendar)),
      'calendar.dayPreview': withRight(deps, 'calendars.edit', ({ calendar }, tap) =>
        dayPreview(deps, calendar, tap),
      ),
      'calendar.dayRemove': withRight(deps, 'calendars.edit', (action, tap) => dayRemove(deps, action, tap)),
      'calendar.undo': withRight(deps, 'calendars.edit', async ({ version }, { person }) =>
        show(await differenceCard(deps, person, { kind: 'undo', version })),
      ),
      'calendar.confirm': withRight(deps, 'calendars.edit', (action, tap) => confirmEdit(deps, action, tap)),
    },
    sentFile: (person, sent) => importFile(deps, person, sent),
  };
}

async function home(deps: CalendarsDeps, mayEdit: boolean): Promise<CardJson> {
  const [book, history] = await Promise.all([deps.calendars.current(), deps.calendars.history(RECENT)]);
  const part = await peopleNamed(
    deps,
    history.map(({ by }) => by).filter(by => by !== 'system'),
  );
  const newest = history[0];
  return calendarsCard(
    {
      calendars: book.calendars.map(({ id, name, weekdays, hours, holidays }) => ({
        id,
        name,
        weekdays: weekdaysText(weekdays, deps.texts),
        hours: hoursText(hours, deps.texts),
        holidays,
      })),
      years: Object.keys(book.years).sort().reverse(),
      changes: history.map(({ book: { version }, by, at, summary }) => ({
        version,
        at,
        summary,
        ...(by === 'system' ? {} : { by: nameOf(part, by) }),
      })),
      mayEdit,
      ...(mayEdit && newest !== undefined && newest.by !== 'system' ? { undo: newest.book.version } : {}),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

async function one(deps: CalendarsDeps, id: string, mayEdit: boolean): Promise<TapAnswer> {
  const rules = await rulesOf(deps, id);
  if (rules === undefined) return politeNo(deps, 'notFound');
  return show(
    calendarCard(
      {
        id,
        name: rules.name,
        weekdays: weekdaysText(rules.weekdays, deps.texts),
        hours: hoursText(rules.hours, deps.texts),
        quiet: hoursText(rules.quiet ?? [], deps.texts),
        holidays: rules.holidays,
        local: rules.local.map(day => ({ date: day.date, text: dayText(day, deps.texts) })),
        mayEdit,
      },
      deps.texts,
    ),
  );
}

async function yearOf(deps: CalendarsDeps, year: string, page?: number): Promise<TapAnswer> {
  const days = (await deps.calendars.current()).years[year];
  if (days === undefined) return politeNo(deps, 'notFound');
  const rows = days.map(day => ({ date: day.date, text: dayText(day, deps.texts) }));
  return show(calendarYearCard({ year, days: rows, ...(page === undefined ? {} : { page }) }, deps.texts));
}
