import { calendarDayCard, calendarFormCard } from '../../cards/calendar-form.ts';
import { calendarCard, calendarsCard, calendarYearCard } from '../../cards/calendar-home.ts';
import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { both, type Filling, NOW, TIME } from './card-samples.ts';

const times = <T>(n: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, index) => make(index));

export function calendarSamples(fill: Filling, t: Texts): Record<string, Card> {
  const text = both(fill);
  const row = { name: text, weekdays: text, hours: text, holidays: true };
  const days = times(fill.rows, index => ({
    date: `2026-10-${String((index % 28) + 1).padStart(2, '0')}`,
    text,
  }));
  const values = {
    id: 'W',
    nameZh: fill.text.slice(0, 40),
    nameEn: '',
    weekdays: ['1', '2'],
    hours: '09:00-12:00',
    quiet: '',
    holidays: true,
  };
  return {
    calendars: calendarsCard(
      {
        calendars: times(fill.rows, index => ({ ...row, id: `C${index}`, holidays: index % 2 === 0 })),
        years: ['2027', '2026'],
        changes: times(Math.min(fill.rows, 3), index => ({
          version: index + 2,
          at: NOW,
          summary: times(fill.rows, () => text),
          ...(index === 0 ? {} : { by: fill.text }),
        })),
        mayEdit: true,
        undo: 4,
        time: TIME,
      },
      t,
    ),
    'calendars, only to look at': calendarsCard(
      { calendars: [{ ...row, id: 'W' }], years: [], changes: [], mayEdit: false, time: TIME },
      t,
    ),
    calendar: calendarCard({ ...row, id: 'W', quiet: text, local: days, mayEdit: true }, t),
    'calendar, only to look at': calendarCard({ ...row, id: 'W', quiet: text, local: [], mayEdit: false }, t),
    'calendar form': calendarFormCard({ values, isNew: false, fault: text }, t),
    'calendar form, new': calendarFormCard({ values: { ...values, holidays: false }, isNew: true }, t),
    'calendar day': calendarDayCard(
      {
        calendar: { id: 'W', name: text },
        values: { date: '2026-12-24', kind: 'work', hours: '09:00-12:00', name: '' },
        fault: text,
      },
      t,
    ),
    'calendar year': calendarYearCard({ year: '2026', days, page: 2 }, t),
  };
}
