import type { ActionOf } from '../../../cards/kit/action.ts';
import { calendarDayCard, calendarFormCard } from '../../../cards/calendar-form.ts';
import type { CalendarFormValues, CalendarDayValues } from '../../../cards/calendar-form.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { CalendarRules, SpecialDay } from '../../core/calendar/calendar-data.ts';
import { calendarFaults } from '../../core/calendar/check-calendar.ts';
import { readDay } from '../../core/calendar/days.ts';
import { politeNo, show, textInput } from '../shared/answers.ts';
import { differenceCard } from './change.ts';
import type { CalendarsDeps } from './deps.ts';
import { calendarFaultText } from './faults.ts';
import { readHours, writeHours } from './typed-hours.ts';

const ID = /^[A-Za-z][\w-]{0,19}$/;

/** The form of a calendar as it stands; without one the form of a new calendar, with the hours of W. */
export async function calendarForm(
  deps: CalendarsDeps,
  { calendar: id }: ActionOf<'calendar.form'>,
): Promise<TapAnswer> {
  const rules = await rulesOf(deps, id ?? 'W');
  if (rules === undefined) return politeNo(deps, 'notFound');
  const values = valuesOf(rules);
  const fresh = { ...values, id: '', nameZh: '', nameEn: '' };
  return show(
    calendarFormCard({ values: id === undefined ? fresh : values, isNew: id === undefined }, deps.texts),
  );
}

export async function rulesOf(deps: CalendarsDeps, id: string): Promise<CalendarRules | undefined> {
  return (await deps.calendars.current()).calendars.find(each => each.id === id);
}

function valuesOf(rules: CalendarRules): CalendarFormValues {
  return {
    id: rules.id,
    nameZh: rules.name.zh,
    nameEn: rules.name.en,
    weekdays: rules.weekdays.map(String),
    hours: writeHours(rules.hours),
    quiet: writeHours(rules.quiet ?? []),
    holidays: rules.holidays,
  };
}

/** Reads the form; what cannot be is shown beside it with everything typed, else the difference. */
export async function calendarPreview(
  deps: CalendarsDeps,
  { calendar }: ActionOf<'calendar.preview'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const { texts } = deps;
  const isNew = calendar === undefined;
  const typed = typedValues(tap, calendar);
  const old = isNew ? undefined : await rulesOf(deps, calendar);
  if (!isNew && old === undefined) return politeNo(deps, 'notFound');
  const again = (fault: ReturnType<typeof texts>) =>
    show(calendarFormCard({ values: typed, isNew, fault }, texts));
  if (isNew && !ID.test(typed.id)) return again(texts('calendar.badId'));
  if (isNew && (await rulesOf(deps, typed.id)) !== undefined) return again(texts('calendar.idTaken'));
  if (typed.nameZh === '' && typed.nameEn === '') return again(texts('calendar.needsName'));
  const [hours, quiet] = [readHours(typed.hours), readHours(typed.quiet)];
  if ('badPart' in hours) return again(texts('calendar.badPart', { n: hours.badPart }));
  if ('badPart' in quiet) return again(texts('calendar.badPart', { n: quiet.badPart }));
  const rules: CalendarRules = {
    id: typed.id,
    name: { zh: typed.nameZh || typed.nameEn, en: typed.nameEn || typed.nameZh },
    weekdays: typed.weekdays.map(Number).toSorted((a, b) => a - b),
    hours,
    ...(quiet.length === 0 ? {} : { quiet }),
    holidays: typed.holidays,
    local: old?.local ?? [],
  };
  const [fault] = calendarFaults(rules);
  if (fault !== undefined) return again(calendarFaultText(rules, fault, texts));
  return show(await differenceCard(deps, tap.person, { kind: 'rules', rules }));
}

function typedValues(tap: CardTap, id: string | undefined): CalendarFormValues {
  const weekdays = tap.form?.['weekdays'];
  return {
    id: id ?? textInput(tap, 'id') ?? '',
    nameZh: textInput(tap, 'nameZh') ?? '',
    nameEn: textInput(tap, 'nameEn') ?? '',
    weekdays: Array.isArray(weekdays) ? weekdays.filter(each => typeof each === 'string') : [],
    hours: textInput(tap, 'hours') ?? '',
    quiet: textInput(tap, 'quiet') ?? '',
    holidays: tap.form?.['holidays'] === 'yes',
  };
}

/** The form of a local day. */
export async function dayForm(deps: CalendarsDeps, id: string): Promise<TapAnswer> {
  const rules = await rulesOf(deps, id);
  if (rules === undefined) return politeNo(deps, 'notFound');
  const values = { date: '', kind: 'off', hours: '', name: '' } as const;
  return show(calendarDayCard({ calendar: { id, name: rules.name }, values }, deps.texts));
}

/** Reads a local day; it takes the place of one on the same date. */
export async function dayPreview(deps: CalendarsDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  const rules = await rulesOf(deps, id);
  if (rules === undefined) return politeNo(deps, 'notFound');
  const typed: CalendarDayValues = {
    date: textInput(tap, 'date') ?? '',
    kind: tap.form?.['kind'] === 'work' ? 'work' : 'off',
    hours: textInput(tap, 'hours') ?? '',
    name: textInput(tap, 'name') ?? '',
  };
  const again = (fault: ReturnType<CalendarsDeps['texts']>) =>
    show(calendarDayCard({ calendar: { id, name: rules.name }, values: typed, fault }, deps.texts));
  if (readDay(typed.date) === undefined) return again(deps.texts('calendar.fault.badDate'));
  const hours = typed.kind === 'work' ? readHours(typed.hours) : [];
  if ('badPart' in hours) return again(deps.texts('calendar.badPart', { n: hours.badPart }));
  const day: SpecialDay = {
    date: typed.date,
    kind: typed.kind,
    ...(typed.name === '' ? {} : { name: { zh: typed.name, en: typed.name } }),
    ...(hours.length === 0 ? {} : { hours }),
  };
  const changed = withDay(rules, typed.date, day);
  const [fault] = calendarFaults(changed);
  if (fault !== undefined) return again(calendarFaultText(changed, fault, deps.texts));
  return show(await differenceCard(deps, tap.person, { kind: 'rules', rules: changed }));
}

/** The difference that taking a local day away makes. */
export async function dayRemove(
  deps: CalendarsDeps,
  { calendar, date }: ActionOf<'calendar.dayRemove'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const rules = await rulesOf(deps, calendar);
  if (rules === undefined) return politeNo(deps, 'notFound');
  return show(await differenceCard(deps, tap.person, { kind: 'rules', rules: withDay(rules, date) }));
}

function withDay(rules: CalendarRules, date: string, day?: SpecialDay): CalendarRules {
  const others = rules.local.filter(each => each.date !== date);
  const local = [...others, ...(day === undefined ? [] : [day])].toSorted((a, b) =>
    a.date < b.date ? -1 : 1,
  );
  return { ...rules, local };
}
