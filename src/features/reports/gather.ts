import type {
  Counts,
  Listed,
  LateTask,
  ReportStore,
  Scope,
  Stretch,
  UnclearedRequest,
} from '../../application/ports-reports.ts';
import { type Zone, zoneOf } from '../../core/calendar/local-time.ts';
import {
  type Balance,
  balances,
  type CrossSums,
  type RequestSums,
  sumsBy,
  tasksBy,
  type TaskSums,
  totalOf,
  type Use,
  usesOf,
} from '../../core/reports/figures.ts';
import { type Period, periodOf } from '../../core/reports/period.ts';
import { type ReportKind, stretchesOf } from '../../core/reports/report.ts';

/** What somebody asks for. */
export interface Asked {
  readonly kind: ReportKind;
  readonly period: Period;
  readonly scope: Scope;
}

/** A report as figures; names and words come later. */
export interface Report {
  readonly asked: Asked;
  /** The beginning of the period: what became late after it is new. */
  readonly since: number;
  /** The instant that it speaks of: the end of the period, or now. */
  readonly asOf: number;
  readonly byItem: readonly RequestSums[];
  readonly byDepartment: readonly RequestSums[];
  readonly total: RequestSums;
  /** The same part of the period before. */
  readonly last: RequestSums;
  readonly accounts: { readonly by: 'itemId' | 'departmentId'; readonly lines: readonly Balance[] };
  readonly steps: readonly TaskSums[];
  readonly people: readonly TaskSums[];
  readonly held: readonly { readonly key: string; readonly open: number; readonly late: number }[];
  readonly late: Listed<LateTask>;
  /** How many tasks were late at the beginning; of daily tracking and weekly reconciling. */
  readonly lateBefore: number | undefined;
  readonly uncleared: Listed<UnclearedRequest>;
  /** How departments use the service; of longer periods. */
  readonly uses: readonly Use[];
  /** The months of a longer period, with what came and went. */
  readonly months: readonly {
    readonly period: Period;
    readonly submitted: number;
    readonly sums: RequestSums;
  }[];
}

const SHORT: ReadonlySet<ReportKind> = new Set(['daily', 'weekly']);
/** A file lists more than a card, but is not an archive. */
const MOST_LISTED = 500;

export interface GatherDeps {
  readonly facts: ReportStore;
  /** How many people each department of a scope has. */
  readonly headcounts: (scope: Scope) => Promise<Counts>;
  readonly timeZone: string;
  readonly clock: { now(): number };
}

/** Counts a report: a dozen questions to the facts at once. Undefined: the period has not begun. */
export async function gatherReport(deps: GatherDeps, asked: Asked): Promise<Report | undefined> {
  const { facts } = deps;
  const [zone, now] = [zoneOf(deps.timeZone), deps.clock.now()];
  const stretches = stretchesOf(asked.period, zone, now);
  if (stretches === undefined) return undefined;
  const { scope } = asked;
  const { now: current, last } = stretches;
  const accountsBy = scope.departments?.length === 1 ? 'itemId' : 'departmentId';
  const [months, lastSums, closing, tasks, held, late, lateBefore, uncleared, uses] = await Promise.all([
    monthsOf(facts, asked, zone, current, accountsBy),
    facts.ended(last, scope),
    facts.underWay(current.to, accountsBy, scope),
    facts.tasksDone(current, scope),
    facts.held(current.to, scope),
    facts.lateTasks(current.to, scope, MOST_LISTED),
    // Long ago is far to look back, and only the short reports speak of it.
    SHORT.has(asked.kind) ? facts.lateTaskCount(current.from, scope) : undefined,
    facts.uncleared(current.to, scope, MOST_LISTED),
    isLong(asked.period) ? usesIn(deps, current, scope) : [],
  ]);
  const sums = months.flatMap(month => month.lines);
  const ended = Object.fromEntries(sumsBy(accountsBy, sums).map(line => [line.key, line.ended]));
  return {
    asked,
    since: current.from,
    asOf: current.to,
    byItem: largestFirst(sumsBy('itemId', sums)),
    byDepartment: largestFirst(sumsBy('departmentId', sums)),
    total: totalOf(sums),
    last: totalOf(lastSums),
    accounts: {
      by: accountsBy,
      lines: balances(closing, addedCounts(months.map(({ came }) => came)), ended),
    },
    steps: slowestFirst(tasksBy('step', tasks)),
    people: slowestFirst(tasksBy('actor', tasks)),
    held: [...held].sort((a, b) => b.late - a.late || b.open - a.open || (a.key < b.key ? -1 : 1)),
    late,
    lateBefore,
    uncleared,
    uses,
    months: isLong(asked.period) ? months : [],
  };
}

function isLong({ kind }: Period): boolean {
  return kind === 'quarter' || kind === 'year';
}

async function usesIn(
  { facts, headcounts }: GatherDeps,
  stretch: Stretch,
  scope: Scope,
): Promise<readonly Use[]> {
  const [people, used] = await Promise.all([headcounts(scope), facts.used(stretch, scope)]);
  return usesOf(
    people,
    used.filter(({ key }) => key !== ''),
  );
}

type Month = Report['months'][number] & { readonly came: Counts; readonly lines: readonly CrossSums[] };

/** A longer period by its months, as far as they have begun; a shorter one as it is. */
async function monthsOf(
  facts: ReportStore,
  { period, scope }: Asked,
  zone: Zone,
  stretch: Stretch,
  by: 'itemId' | 'departmentId',
): Promise<readonly Month[]> {
  const parts = isLong(period)
    ? monthsIn(period).filter(({ from }) => zone.instant(from, 0) < stretch.to)
    : [period];
  return Promise.all(
    parts.map(async part => {
      const of = {
        from: Math.max(stretch.from, zone.instant(part.from, 0)),
        to: Math.min(stretch.to, zone.instant(part.to, 0)),
      };
      const [lines, came] = await Promise.all([facts.ended(of, scope), facts.submitted(of, by, scope)]);
      const submitted = Object.values(came).reduce((all, n) => all + n, 0);
      return { period: part, submitted, came, sums: totalOf(lines), lines };
    }),
  );
}

function addedCounts(all: readonly Counts[]): Counts {
  const added: Record<string, number> = {};
  for (const [key, n] of all.flatMap(Object.entries<number>)) added[key] = (added[key] ?? 0) + n;
  return added;
}

function monthsIn(period: Period): readonly Period[] {
  const months: Period[] = [];
  for (
    let month = periodOf('month', period.from);
    month.from < period.to;
    month = periodOf('month', month.to)
  )
    months.push(month);
  return months;
}

function largestFirst(lines: readonly RequestSums[]): readonly RequestSums[] {
  return [...lines].sort((a, b) => b.ended - a.ended || (a.key < b.key ? -1 : 1));
}

function slowestFirst(lines: readonly TaskSums[]): readonly TaskSums[] {
  return [...lines].sort((a, b) => b.days / b.done - a.days / a.done || (a.key < b.key ? -1 : 1));
}
