import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCalendar } from '../adapters/calendar/read-calendar.ts';
import type { CalendarStore } from '../application/calendar-ports.ts';
import { importYear } from '../application/import-year.ts';
import type { Clock, Log } from '../application/ports.ts';
import { AppError } from '../shared/errors.ts';

/**
 * Brings in the years of the ICS and JSON files of a folder at start. A year that is there already is never overwritten:
 * where the file says otherwise, the dates are logged and what stands is kept. A file that cannot be read stops the start
 * with `config.invalid`, which names the file and the place.
 */
export async function importCalendarFiles(deps: {
  readonly folder: string;
  readonly calendars: CalendarStore;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const { folder } = deps;
  const files = existsSync(folder) ? readdirSync(folder).filter(name => /\.(ics|json)$/i.test(name)) : [];
  for (const name of files.toSorted()) {
    const read = readCalendar(readFileSync(join(folder, name), 'utf8'));
    if (!read.ok) throw unusable(name, read.place, read.problem.en);
    for (const [year, days] of Object.entries(read.years)) await bringIn(deps, name, year, days);
  }
}

async function bringIn(
  { calendars, clock, log }: Parameters<typeof importCalendarFiles>[0],
  name: string,
  year: string,
  days: Parameters<typeof importYear>[2],
): Promise<void> {
  const prepared = importYear(await calendars.current(), year, days);
  switch (prepared.kind) {
    case 'refused': {
      const [fault] = prepared.faults;
      throw unusable(name, `${year} ${fault?.path ?? ''}`, fault?.problem ?? 'not usable');
    }
    case 'differs': {
      const dates = prepared.differences.map(({ date }) => date);
      log.warn({ file: name, year, dates }, 'Calendar file left aside: the year is there and differs');
      return;
    }
    case 'same':
      return;
    case 'new': {
      const summary = [{ zh: `导入 ${year} 年节假日：${name}`, en: `Holidays of ${year} imported: ${name}` }];
      // Not saved: another instance did the same a moment ago.
      if (await calendars.save({ book: prepared.next, by: 'system', at: clock.now(), summary }))
        log.info({ file: name, year }, 'The holidays of a year were imported');
      return;
    }
    default:
      prepared satisfies never;
  }
}

function unusable(name: string, place: string, problem: string): AppError {
  return new AppError('config.invalid', `The calendar file ${name} is not usable: ${place}: ${problem}`);
}
