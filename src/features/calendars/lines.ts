import type { ChangeLine } from '../../../cards/settings-change.ts';
import { joinTexts, same, type Text, type Texts } from '../../../cards/kit/texts.ts';
import { formatDate } from '../../../cards/kit/format.ts';
import type { CalendarBook } from '../../application/calendar-ports.ts';
import type { CalendarRules, SpecialDay } from '../../core/calendar/calendar-data.ts';
import { yearDifference } from '../../core/calendar/year-difference.ts';
import { writeHours } from './typed-hours.ts';

/** What differs between two books, in words a person understands; empty: nothing. */
export function bookLines(before: CalendarBook, after: CalendarBook, t: Texts): readonly ChangeLine[] {
  const ids = [...new Set([...before.calendars, ...after.calendars].map(({ id }) => id))];
  const years = [...new Set([...Object.keys(before.years), ...Object.keys(after.years)])].sort();
  return [
    ...ids.flatMap(id => rulesLines(find(before, id), find(after, id), t)),
    ...years.flatMap(year => yearLines(year, before.years[year], after.years[year], t)),
  ];
}

function find(book: CalendarBook, id: string): CalendarRules | undefined {
  return book.calendars.find(each => each.id === id);
}

function rulesLines(
  before: CalendarRules | undefined,
  after: CalendarRules | undefined,
  t: Texts,
): readonly ChangeLine[] {
  const name = after?.name ?? before?.name ?? same('');
  const words = (rules: CalendarRules | undefined) => ({
    name: rules?.name ?? t('calendar.none'),
    weekdays: rules === undefined ? t('calendar.none') : weekdaysText(rules.weekdays, t),
    hours: rules === undefined ? t('calendar.none') : hoursText(rules.hours, t),
    quiet: hoursText(rules?.quiet ?? [], t),
    holidays: rules === undefined ? t('calendar.none') : t(rules.holidays ? 'flag.on' : 'flag.off'),
  });
  const [old, fresh] = [words(before), words(after)];
  const keys = ['name', 'weekdays', 'hours', 'quiet', 'holidays'] as const;
  const own = keys
    .filter(key => old[key].zh !== fresh[key].zh || old[key].en !== fresh[key].en)
    .map(key => ({ label: labelled(name, t(`calendar.label.${key}`)), before: old[key], after: fresh[key] }));
  const local = dayLines(before?.local ?? [], after?.local ?? [], t);
  return [...own, ...local.map(line => ({ ...line, label: labelled(name, line.label) }))];
}

function labelled(name: Text, label: Text): Text {
  return joinTexts([name, label], { zh: ' · ', en: ' · ' });
}

/** A year that is new is told as numbers, one that was there date by date. */
function yearLines(
  year: string,
  before: readonly SpecialDay[] | undefined,
  after: readonly SpecialDay[] | undefined,
  t: Texts,
): readonly ChangeLine[] {
  if (before !== undefined && after !== undefined) return dayLines(before, after, t);
  if (before === after) return [];
  const words = (days: readonly SpecialDay[] | undefined): Text =>
    days === undefined
      ? t('calendar.notAnnounced')
      : t('calendar.announced', {
          off: days.filter(({ kind }) => kind === 'off').length,
          work: days.filter(({ kind }) => kind === 'work').length,
        });
  return [{ label: t('calendar.yearName', { year }), before: words(before), after: words(after) }];
}

function dayLines(
  before: readonly SpecialDay[],
  after: readonly SpecialDay[],
  t: Texts,
): readonly ChangeLine[] {
  return yearDifference(before, after).map(({ date, before: was, after: is }) => ({
    label: formatDate(date),
    before: dayText(was, t),
    after: dayText(is, t),
  }));
}

/** `休 国庆节`, `班 09:00-12:00`; no special day: as its weekday says. */
export function dayText(day: SpecialDay | undefined, t: Texts): Text {
  if (day === undefined) return t('calendar.asWeekday');
  const parts = [
    t(`calendar.kind.${day.kind}`),
    ...(day.name === undefined ? [] : [day.name]),
    ...(day.hours === undefined ? [] : [same(writeHours(day.hours))]),
  ];
  return joinTexts(parts, { zh: ' ', en: ' ' });
}

export function weekdaysText(weekdays: readonly number[], t: Texts): Text {
  return joinTexts(
    WEEKDAYS.filter((_, n) => weekdays.includes(n + 1)).map(day => t(`calendar.weekday.${day}`)),
  );
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export function hoursText(hours: CalendarRules['hours'], t: Texts): Text {
  return hours.length === 0 ? t('calendar.none') : same(writeHours(hours));
}
