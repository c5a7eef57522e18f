import type { Instant, Text } from '../core/definition.ts';
import type { Clock, Log, Marks, Messenger, SettingsStore } from './ports.ts';
import type { WorkingCalendars } from './working-calendars.ts';

export interface WarnDeps {
  readonly working: WorkingCalendars;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly messenger: Pick<Messenger, 'send'>;
  readonly marks: Marks;
  readonly clock: Clock;
  readonly log: Log;
  /** The words, for this year. */
  readonly words: (year: number) => Text;
  readonly say: (text: Text) => string;
}

const WEEK_MS = 7 * 86_400_000;

/**
 * Tells each administrator, once a week and in working time, while a calendar is missing: next year's from 1 November on,
 * and this year's (issue 6.1). A message that could not be sent is tried again at the next run. Returns how many were sent.
 */
export function createWarnMissingYear(deps: WarnDeps): () => Promise<number> {
  return async () => {
    const { working, clock } = deps;
    const { years } = await working.refresh();
    const { year, late } = working.today();
    const wanted = [year, ...(late ? [year + 1] : [])];
    const missing = wanted.find(each => years[String(each)] === undefined);
    if (missing === undefined || !working.calendar.isOpen(clock.now())) return 0;
    const { administrators } = await deps.settings.current();
    let sent = 0;
    for (const person of administrators) if (await warn(deps, person, missing)) sent += 1;
    return sent;
  };
}

/** That this person was told, in the week of `now`, that the calendar of `year` is missing. */
export function missingYearMark(year: number, now: Instant, person: string): string {
  return `calendar-missing/${year}/${Math.floor(now / WEEK_MS)}/${person}`;
}

async function warn(deps: WarnDeps, person: string, year: number): Promise<boolean> {
  const now = deps.clock.now();
  const week = Math.floor(now / WEEK_MS);
  const mark = missingYearMark(year, now, person);
  if (await deps.marks.isSet(mark)) return false;
  const text = deps.say(deps.words(year));
  try {
    // Lark drops a second one with this uuid, if the process dies before the mark is set.
    const uuid = `cal-${year}-${week}-${person}`.slice(0, 50);
    await deps.messenger.send({ kind: 'person', openId: person }, { kind: 'text', text }, uuid);
  } catch (error) {
    deps.log.warn({ person, error }, 'an administrator could not be told of the missing calendar');
    return false;
  }
  return deps.marks.setOnce(mark, now);
}
