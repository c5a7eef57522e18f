import { formatDate } from '../../../cards/kit/format.ts';
import { joinTexts, same, type Text, type Texts } from '../../../cards/kit/texts.ts';
import type { CalendarRules, SpecialDay } from '../../core/calendar/calendar-data.ts';
import type { CalendarFault } from '../../core/calendar/check-calendar.ts';

/** What is wrong with a calendar, and where, in words: `工作时间第 2 段（11:00-18:00）：与前一段重叠`. */
export function calendarFaultText(rules: CalendarRules, fault: CalendarFault, t: Texts): Text {
  return faultText(placeText(rules, fault.path, t), fault, t);
}

/** The same for a year's file: the date, or the number of the entry where it is none. */
export function yearFaultText(
  year: string,
  days: readonly SpecialDay[],
  fault: CalendarFault,
  t: Texts,
): Text {
  const index = indexOf(fault.path);
  const day = index === undefined ? undefined : days[index];
  const place = day === undefined ? same(year) : t('calendar.place.day', { date: formatDate(day.date) });
  return faultText(place, fault, t);
}

function faultText(place: Text, { problem }: CalendarFault, t: Texts): Text {
  return joinTexts([place, t(`calendar.fault.${problem}`)], { zh: '：', en: ': ' });
}

function placeText(rules: CalendarRules, path: string, t: Texts): Text {
  const [, list = '', number = '', , inner] = /^(\w+)(?:\[(\d+)\])?(\.hours\[(\d+)\])?/.exec(path) ?? [];
  const index = Number(number);
  if (list === 'local') {
    const day = rules.local[index];
    const place = t('calendar.place.day', { date: formatDate(day?.date ?? '') });
    return inner === undefined
      ? place
      : joinTexts([place, part(day?.hours ?? [], Number(inner), t)], { zh: '，', en: ', ' });
  }
  const label = t(`calendar.label.${list === 'quiet' || list === 'weekdays' ? list : 'hours'}`);
  if (number === '' || list === 'weekdays') return label;
  const hours = list === 'quiet' ? (rules.quiet ?? []) : rules.hours;
  return joinTexts([label, part(hours, index, t)], { zh: '', en: ', ' });
}

function part(hours: CalendarRules['hours'], index: number, t: Texts): Text {
  const { from = '', to = '' } = hours[index] ?? {};
  return t('calendar.place.part', { n: index + 1, typed: `${from}-${to}` });
}

function indexOf(path: string): number | undefined {
  const match = /\[(\d+)\]/.exec(path);
  return match === null ? undefined : Number(match[1]);
}
