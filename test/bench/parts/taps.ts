import { bareCall, bareDone, tapCall, tapDone } from '../support/calls.ts';
import type { Engine } from '../support/engine.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { closedLoop, type Measured, openLoop, percentile } from '../support/load.ts';
import { head, median, row, say, spread, verdict } from '../support/print.ts';
import type { SeededTask } from '../support/seed.ts';

export interface TapPlan {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly calls: number;
}

const CONNECTIONS = 32;
const WARM_UP = 1_500;

type Kind = 'bare' | 'tap';
const KINDS: readonly Kind[] = ['bare', 'tap'];

/** At saturation, then at half of what the tap could do in this very round. */
interface Round {
  readonly perSecond: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time a call at saturation: the server, and the store. */
  readonly server: number;
  readonly store: number;
}

/**
 * The approve tap beside the bare route, with so many stored requests each: all of them on one machine, in one store, in turn
 * in each round, so that what disturbs one disturbs the other.
 */
export async function measureTaps(engine: Engine, plan: TapPlan): Promise<readonly string[]> {
  const halls: { readonly size: number; readonly hall: Hall; readonly rounds: Record<Kind, Round[]> }[] = [];
  try {
    for (const size of plan.sizes) {
      say(`${size} requests on ${engine.name}`);
      halls.push({ size, hall: await openHall(engine, size), rounds: { bare: [], tap: [] } });
    }
    for (const { hall } of halls) await warmUp(hall);
    for (let n = 1; n <= plan.rounds; n += 1)
      for (const { size, hall, rounds } of halls) {
        const { bare, tap } = await oneRound(engine, hall, plan.calls);
        rounds.bare.push(bare);
        rounds.tap.push(tap);
        say(
          `round ${n}, ${size}: bare ${bare.perSecond.toFixed(0)}/s p99 ${bare.p99.toFixed(1)}, tap ${tap.perSecond.toFixed(0)}/s p99 ${tap.p99.toFixed(1)}`,
        );
      }
  } finally {
    for (const { hall } of halls) await hall.close();
  }
  return reportOf(halls);
}

async function warmUp(hall: Hall): Promise<void> {
  const tasks = await hall.fresh(WARM_UP);
  await closedLoop(hall.barePort, tasks.map(bareCall), 8, bareDone);
  await closedLoop(hall.bot.port, tasks.map(tapCall), 8, tapDone);
  await hall.remove(tasks);
}

async function oneRound(engine: Engine, hall: Hall, calls: number): Promise<Record<Kind, Round>> {
  const full = await saturated(engine, hall, calls);
  const rate = full.tap.perSecond / 2;
  const tasks = await hall.fresh(calls);
  const steady: Record<Kind, Measured> = {
    bare: await openLoop(hall.barePort, tasks.map(bareCall), rate, bareDone),
    tap: await openLoop(hall.bot.port, tasks.map(tapCall), rate, tapDone),
  };
  await hall.remove(tasks);
  const roundOf = (kind: Kind): Round => ({
    ...full[kind],
    failed: full[kind].failed + steady[kind].bad,
    p50: percentile(steady[kind].latencies, 0.5),
    p99: percentile(steady[kind].latencies, 0.99),
  });
  return { bare: roundOf('bare'), tap: roundOf('tap') };
}

type Full = Omit<Round, 'p50' | 'p99'>;

async function saturated(engine: Engine, hall: Hall, calls: number): Promise<Record<Kind, Full>> {
  const tasks = await hall.fresh(calls);
  const used = (kind: Kind) => [hall.seconds(kind), engine.seconds()] as const;
  const measured = async (kind: Kind, work: (all: readonly SeededTask[]) => Promise<Measured>) => {
    const before = used(kind);
    const { latencies, bad, seconds } = await work(tasks);
    const after = used(kind);
    const perCall = (n: 0 | 1) => ((after[n] - before[n]) * 1000) / calls;
    return { perSecond: latencies.length / seconds, failed: bad, server: perCall(0), store: perCall(1) };
  };
  const bare = await measured('bare', all =>
    closedLoop(hall.barePort, all.map(bareCall), CONNECTIONS, bareDone),
  );
  const tap = await measured('tap', all => closedLoop(hall.bot.port, all.map(tapCall), CONNECTIONS, tapDone));
  await hall.remove(tasks);
  return { bare, tap };
}

function reportOf(
  halls: readonly { readonly size: number; readonly rounds: Record<Kind, Round[]> }[],
): readonly string[] {
  const lines = [
    ...head(
      'stored',
      'route',
      'a second at saturation',
      'p50 ms at half of the tap’s',
      'p99 ms',
      'processor ms a call, server + store',
      'failed',
    ),
  ];
  for (const { size, rounds } of halls)
    for (const kind of KINDS) {
      const of = (value: (round: Round) => number) => rounds[kind].map(value);
      lines.push(
        row(
          size,
          kind === 'bare' ? 'bare' : 'approve tap',
          spread(
            of(({ perSecond }) => perSecond),
            0,
          ),
          spread(
            of(({ p50 }) => p50),
            1,
          ),
          spread(
            of(({ p99 }) => p99),
            1,
          ),
          `${median(of(({ server }) => server)).toFixed(2)} + ${median(of(({ store }) => store)).toFixed(2)}`,
          of(({ failed }) => failed).reduce((sum, failed) => sum + failed, 0),
        ),
      );
    }
  lines.push(...head('ratio, of the medians of rounds side by side', 'stored', 'measured', 'goal', ''));
  for (const { size, rounds } of halls) {
    const ratios = (value: (round: Round) => number) =>
      rounds.tap.map((round, n) => value(round) / value(rounds.bare[n] ?? round));
    const p99 = ratios(round => round.p99);
    const share = ratios(round => round.perSecond);
    lines.push(
      row('p99, tap / bare', size, spread(p99, 2), '≤ 1.5', verdict(median(p99) <= 1.5)),
      row('throughput, tap / bare', size, spread(share, 2), '≥ 0.6', verdict(median(share) >= 0.6)),
    );
  }
  return [...lines, ...growthOf(halls)];
}

/** How a tap at the largest size compares with one at 10 000, or at the smallest. */
function growthOf(
  halls: readonly { readonly size: number; readonly rounds: Record<Kind, Round[]> }[],
): readonly string[] {
  const from = halls.find(({ size }) => size === 10_000) ?? halls[0];
  const to = halls.at(-1);
  if (from === undefined || to === undefined || from === to) return [];
  const grown = (value: (round: Round) => number) =>
    to.rounds.tap.map((round, n) => value(round) / value(from.rounds.tap[n] ?? round));
  const [time, cost] = [grown(round => 1 / round.perSecond), grown(round => round.server + round.store)];
  const sizes = `${from.size} → ${to.size}`;
  return [
    row('time of a tap at saturation, growth', sizes, spread(time, 2), '≤ 1.2', verdict(median(time) <= 1.2)),
    row('its processor time, growth', sizes, spread(cost, 2), '≤ 1.2', verdict(median(cost) <= 1.2)),
  ];
}
