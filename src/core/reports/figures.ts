/** Figures of reports from sums: pure arithmetic, in working days and shares from 0 to 1. */

type Counts = Readonly<Record<string, number>>;

/** Sums over requests that ended in a period. */
interface Sums {
  readonly ended: number;
  /** How many of them had a time limit; the two sums of days are of these alone. */
  readonly compared: number;
  readonly promisedDays: number;
  readonly actualDays: number;
  readonly late: number;
  readonly decided: number;
  readonly firstPass: number;
  readonly returned: number;
}
/** As the database gives them: of one item and one applicant's department. */
export interface CrossSums extends Sums {
  readonly itemId: string;
  readonly departmentId: string;
}
/** As a line of a report shows them; `key` says of what. */
export interface RequestSums extends Sums {
  readonly key: string;
}

/** Sums over tasks that were done in a period. */
interface WorkSums {
  readonly done: number;
  readonly days: number;
  /** How many of them had a time limit. */
  readonly limited: number;
  readonly late: number;
  readonly objected: number;
}
/** As the database gives them: of one step (`<item>/<step>`) and one actor. */
export interface CrossTaskSums extends WorkSums {
  readonly step: string;
  readonly actor: string;
}
export interface TaskSums extends WorkSums {
  readonly key: string;
}

/** What a line of a report says of requests. Undefined: there is nothing to say it of. */
export interface RequestFigures {
  readonly ended: number;
  /** Average promised limit and average time taken, in working days (features 1.6). */
  readonly promised: number | undefined;
  readonly actual: number | undefined;
  /** Promised less actual: days ahead of the promise (features 1.7); negative: behind it. */
  readonly ahead: number | undefined;
  readonly lateShare: number | undefined;
  /** Of what was decided, approved at the first go (features 0.25). */
  readonly firstPassShare: number | undefined;
  readonly returnedShare: number | undefined;
}

export interface TaskFigures {
  readonly done: number;
  /** Average time, in working days. */
  readonly days: number | undefined;
  readonly lateShare: number | undefined;
  readonly objectedShare: number | undefined;
}

export function requestFigures(sums: RequestSums): RequestFigures {
  const promised = ratio(sums.promisedDays, sums.compared);
  const actual = ratio(sums.actualDays, sums.compared);
  return {
    ended: sums.ended,
    promised,
    actual,
    ahead: promised === undefined || actual === undefined ? undefined : promised - actual,
    lateShare: ratio(sums.late, sums.compared),
    firstPassShare: ratio(sums.firstPass, sums.decided),
    returnedShare: ratio(sums.returned, sums.ended),
  };
}

export function taskFigures(sums: TaskSums): TaskFigures {
  return {
    done: sums.done,
    days: ratio(sums.days, sums.done),
    lateShare: ratio(sums.late, sums.limited),
    objectedShare: ratio(sums.objected, sums.done),
  };
}

/** Lines of the same item, or the same department, added up. */
export function sumsBy(by: 'itemId' | 'departmentId', lines: readonly CrossSums[]): readonly RequestSums[] {
  return grouped(lines, line => line[by]).map(([key, group]) => ({ key, ...addRequests(group) }));
}

export function tasksBy(by: 'step' | 'actor', lines: readonly CrossTaskSums[]): readonly TaskSums[] {
  return grouped(lines, line => line[by]).map(([key, group]) => ({ key, ...addTasks(group) }));
}

/** All lines together. */
export function totalOf(lines: readonly Sums[]): RequestSums {
  return { key: '', ...addRequests(lines) };
}

function grouped<T>(
  lines: readonly T[],
  keyOf: (line: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group === undefined) groups.set(keyOf(line), [line]);
    else group.push(line);
  }
  return [...groups];
}

function addRequests(lines: readonly Sums[]): Sums {
  return {
    ended: sum(lines, line => line.ended),
    compared: sum(lines, line => line.compared),
    promisedDays: sum(lines, line => line.promisedDays),
    actualDays: sum(lines, line => line.actualDays),
    late: sum(lines, line => line.late),
    decided: sum(lines, line => line.decided),
    firstPass: sum(lines, line => line.firstPass),
    returned: sum(lines, line => line.returned),
  };
}

function addTasks(lines: readonly WorkSums[]): WorkSums {
  return {
    done: sum(lines, line => line.done),
    days: sum(lines, line => line.days),
    limited: sum(lines, line => line.limited),
    late: sum(lines, line => line.late),
    objected: sum(lines, line => line.objected),
  };
}

function sum<T>(lines: readonly T[], of: (line: T) => number): number {
  return lines.reduce((all, line) => all + of(line), 0);
}

/** How many of a department's people applied for something in a period, and how often (features 2.34). */
export interface Use {
  /** The department. */
  readonly key: string;
  /** Who belong to it now. */
  readonly people: number;
  readonly applied: number;
  readonly submitted: number;
}

/** Undefined: nobody belongs to the department. Who has left since still applied, so the share stops at 1. */
export function usedShare({ people, applied }: Use): number | undefined {
  return people === 0 ? undefined : Math.min(1, applied / people);
}

/** Every department that has people or applications, the least used first. */
export function usesOf(people: Counts, used: readonly Omit<Use, 'people'>[]): readonly Use[] {
  const nobody = Object.keys(people)
    .filter(id => !used.some(({ key }) => key === id))
    .map(key => ({ key, applied: 0, submitted: 0 }));
  return [...used, ...nobody]
    .map(line => ({ ...line, people: people[line.key] ?? 0 }))
    .sort(
      (a, b) => (usedShare(a) ?? 1) - (usedShare(b) ?? 1) || b.people - a.people || (a.key < b.key ? -1 : 1),
    );
}

/** What was there, came and went: `closing` is `opening` + `submitted` − `ended` (每周对账). */
export interface Balance {
  readonly key: string;
  readonly opening: number;
  readonly submitted: number;
  readonly ended: number;
  readonly closing: number;
}

/**
 * The accounts of a period by key, largest first, from what was under way at its end. The opening follows: to count what was
 * under way long ago, everything that ended since would have to be read.
 */
export function balances(closing: Counts, submitted: Counts, ended: Counts): readonly Balance[] {
  const keys = new Set([...Object.keys(closing), ...Object.keys(submitted), ...Object.keys(ended)]);
  return [...keys]
    .map((key): Balance => {
      const [left, came, went] = [closing[key] ?? 0, submitted[key] ?? 0, ended[key] ?? 0];
      return { key, opening: left - came + went, submitted: came, ended: went, closing: left };
    })
    .sort((a, b) => b.closing - a.closing || b.submitted - a.submitted || (a.key < b.key ? -1 : 1));
}

/** Steps that took time in at least this many tasks and never objected are offered for a look (features 1.10). */
const ENOUGH_TASKS = 20;

/** The step has not rejected or returned anything in a period with enough tasks: does it add value? (features 1.10) */
export function addsNothing(sums: TaskSums): boolean {
  return sums.done >= ENOUGH_TASKS && sums.objected === 0;
}

function ratio(sum: number, of: number): number | undefined {
  return of === 0 ? undefined : sum / of;
}
