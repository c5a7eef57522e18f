import type { CalendarRules } from './calendar-data.ts';

/** The calendars of services.md: working hours, and around the clock. */
export const DEFAULT_CALENDARS: readonly CalendarRules[] = [
  {
    id: 'W',
    name: { zh: '工作时间', en: 'Working hours' },
    weekdays: [1, 2, 3, 4, 5],
    hours: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
    holidays: true,
    local: [],
  },
  {
    id: 'C',
    name: { zh: '全天候', en: 'Around the clock' },
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    hours: [{ from: '00:00', to: '24:00' }],
    holidays: false,
    local: [],
  },
];
