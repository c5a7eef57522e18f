import { describe, expect, test } from 'vitest';
import type { CalendarChange, CalendarStore } from '../../../src/application/calendar-ports.ts';
import type { RequestStore } from '../../../src/application/ports.ts';
import { DEFAULT_CALENDARS } from '../../../src/core/calendar/default-calendars.ts';
import { buildChange } from '../../support/stores-data.ts';

const change = (version: number, year = '2026'): CalendarChange => ({
  book: {
    version,
    calendars: DEFAULT_CALENDARS,
    years: { [year]: [{ date: `${year}-01-01`, kind: 'off', name: { zh: '元旦', en: 'New Year' } }] },
  },
  by: 'ou_an',
  at: version,
  summary: [{ zh: '改', en: 'change' }],
});

/** What every store of calendars does. */
export function calendarContract(
  open: () => {
    readonly calendars: CalendarStore;
    readonly requests: Pick<RequestStore, 'insert'>;
  },
): void {
  describe('calendars', () => {
    test('are empty, version 0, before the first is saved', async () => {
      const { calendars } = open();
      expect(await calendars.current()).toEqual({ version: 0, calendars: [], years: {} });
      expect(await calendars.history(5)).toEqual([]);
    });

    test('come back as they were saved, the newest first', async () => {
      const { calendars } = open();
      expect(await calendars.save(change(1))).toBe(true);
      expect(await calendars.save(change(2, '2027'))).toBe(true);
      expect(await calendars.current()).toEqual(change(2, '2027').book);
      expect(await calendars.history(5)).toEqual([change(2, '2027'), change(1)]);
      expect(await calendars.history(1)).toEqual([change(2, '2027')]);
    });

    test('are saved by one of several administrators who began with the same version', async () => {
      const { calendars } = open();
      await calendars.save(change(1));
      const racing = await Promise.all([1, 2, 3].map(() => calendars.save(change(2))));
      expect(racing.filter(Boolean)).toHaveLength(1);
      expect(await calendars.save(change(2))).toBe(false);
      expect(await calendars.save(change(4))).toBe(false);
    });

    test('find the requests whose due times still count, page by page', async () => {
      const { calendars, requests } = open();
      for (const id of ['r3', 'r1', 'r2']) await requests.insert(`draft-${id}`, buildChange({ id }));
      expect(await calendars.openRequests('RUNNING', '', 2)).toEqual(['r1', 'r2']);
      expect(await calendars.openRequests('RUNNING', 'r2', 2)).toEqual(['r3']);
      expect(await calendars.openRequests('RUNNING', 'r3', 2)).toEqual([]);
      expect(await calendars.openRequests('RETURNED', '', 2)).toEqual([]);
    });
  });
}
