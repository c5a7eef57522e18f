import { audienceOf } from '../../application/report-audience.ts';
import { fingerprint } from '../../application/ids.ts';
import type { Scope } from '../../application/ports-reports.ts';
import { DAY_MS } from '../../core/calendar/days.ts';
import { zoneOf } from '../../core/calendar/local-time.ts';
import { periodKey } from '../../core/reports/period.ts';
import { reportsOn } from '../../core/reports/schedule.ts';
import { today } from './choose.ts';
import type { ReportDeps } from './deps.ts';
import { cardOf, drawWithin, type Drawn, type Wish } from './draw.ts';
import { everyDepartment, reachOf } from './reach.ts';

/**
 * Sends the reports that are due: once a period and person, on the period's first working day from the opening of working
 * time on, however many instances run (issue 6.6). What could not be sent is tried again at the next run; a report in
 * which nothing stands is not sent. Returns how many went out.
 */
export async function sendDueReports(deps: ReportDeps, heartbeat: () => Promise<void>): Promise<number> {
  const { calendar, clock, log } = deps;
  if (!calendar.isOpen(clock.now())) return 0;
  const zone = zoneOf(deps.timeZone);
  const works = (day: number): boolean =>
    calendar.workedMs(zone.instant(day, 0), zone.instant(day, DAY_MS)) > 0;
  const due = reportsOn(today(deps), works);
  const settings = await deps.stores.settings.current();
  const heads = await headsOf(deps);
  let sent = 0;
  for (const wish of due) {
    const draw = onceEach(deps, wish);
    for (const person of audienceOf(settings, wish.kind, heads)) {
      try {
        if (await sendTo(deps, wish, person, draw)) sent += 1;
      } catch (error) {
        log.warn({ person, report: wish.kind, error }, 'a report could not be sent and is tried again');
      }
      await heartbeat();
    }
  }
  return sent;
}

async function headsOf(deps: ReportDeps): Promise<readonly string[]> {
  const { departments, people } = await everyDepartment(deps);
  const heads = Object.values(departments).flatMap(({ headId }) => headId ?? []);
  return [...new Set(heads)].filter(id => people[id]?.status === 'active').sort();
}

type Draw = (scope: Scope) => Promise<Drawn>;

/** Those who may see the same get the same: it is counted once. */
function onceEach(deps: ReportDeps, wish: Wish): Draw {
  const drawn = new Map<string, Promise<Drawn>>();
  return scope => {
    const key = JSON.stringify(scope);
    const known = drawn.get(key) ?? drawWithin(deps, wish, scope, false);
    drawn.set(key, known);
    return known;
  };
}

async function sendTo(deps: ReportDeps, wish: Wish, person: string, draw: Draw): Promise<boolean> {
  const mark = `report/${wish.kind}/${periodKey(wish.period)}/${person}`;
  if (await deps.stores.marks.isSet(mark)) return false;
  const reach = await reachOf(deps, person);
  const report = reach === undefined ? undefined : await draw(reach);
  const worth = report?.kind === 'report' && !report.empty;
  // Lark drops a second one with this uuid, if the process dies before the mark is set, or two instances send at once.
  if (worth)
    await deps.messenger.send(
      { kind: 'person', openId: person },
      { kind: 'card', card: cardOf(deps, report) },
      `rp-${fingerprint(40, mark)}`,
    );
  return (await deps.stores.marks.setOnce(mark, deps.clock.now())) && worth;
}
