import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import type { CatalogueItem } from '../../config/catalogue-schema.ts';
import type { Env } from '../../config/env.ts';
import { AppError } from '../shared/errors.ts';
import { announcedYears } from '../adapters/calendar/announced-years.ts';
import { statutoryYears } from '../adapters/calendar/statutory-days.ts';
import type { CalendarStore } from '../application/calendar-ports.ts';
import type { Clock, Log } from '../application/ports.ts';
import { seedCalendars } from '../application/seed-calendars.ts';
import { importCalendarFiles } from './calendar-files.ts';
import { createWorkingCalendars, type WorkingCalendars } from '../application/working-calendars.ts';

export interface OpenCalendars {
  readonly store: CalendarStore;
  readonly working: WorkingCalendars;
}

/**
 * Fails with `config.invalid` when a catalogue file names a calendar that is not there: its limits could not be counted as
 * it says.
 */
export function checkItemCalendars(
  catalogue: readonly CatalogueItem[],
  working: Pick<WorkingCalendars, 'byId'>,
): void {
  const bad = catalogue.filter(
    ({ calendar }) => calendar !== undefined && working.byId(calendar) === undefined,
  );
  const lines = bad.map(({ id, calendar }) => `  ${id}: calendar: there is no calendar ${calendar}`);
  if (lines.length > 0)
    throw new AppError(
      'config.invalid',
      `The catalogue of service items is not usable:\n${lines.join('\n')}`,
    );
}

/**
 * The calendars of the service, seeded with what came with it and with the files of config/calendars, and read once: the first
 * decision counts by them. Years that nobody has announced stand with their statutory days.
 */
export async function openCalendars(
  store: CalendarStore,
  env: Env,
  clock: Clock,
  log: Log,
): Promise<OpenCalendars> {
  await seedCalendars({ calendars: store, yearsExcept: announcedYears, clock });
  await importCalendarFiles({
    folder: join(projectRoot, 'config', 'calendars'),
    calendars: store,
    clock,
    log,
  });
  const { years } = await store.current();
  const first = Math.min(...Object.keys(years).map(Number));
  const working = createWorkingCalendars({
    calendars: store,
    statutory: statutoryYears(first),
    timeZone: env.timeZone,
    clock,
    log,
  });
  await working.refresh();
  return { store, working };
}
