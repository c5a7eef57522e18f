import { setTimeout as wait } from 'node:timers/promises';
import type { Fleet } from './fleet.ts';
import type { Random } from './random.ts';

export interface Kills {
  readonly instance: number;
  /** Of an instance that was just starting. */
  readonly starting: number;
  readonly store: number;
}

export interface KillPlan {
  readonly kills: number;
  /** Acts between two kills, on average; a kill may come in the middle of any. */
  readonly actsBetween: number;
  /** How many acts were begun so far. */
  readonly begun: () => number;
  /** Told of every kill. */
  readonly killed: (kills: Kills) => void;
  /** No more kills after this time, however many are wanted. */
  readonly until: number;
}

/** A kill is not put off longer than that, however little happens. */
const LONGEST_PAUSE_MS = 8_000;

/**
 * Kills instances and the database at random moments until there were so many kills. The pace is that of the work, not of
 * the clock: on a slow machine the two would otherwise do little else than start.
 */
export async function killAround(fleet: Fleet, plan: KillPlan, random: Random): Promise<Kills> {
  const kills = { instance: 0, starting: 0, store: 0 };
  while (kills.instance + kills.store < plan.kills && Date.now() < plan.until) {
    await someActs(plan, random);
    await wait(random.below(250));
    if (random.chance(0.55) && fleet.killStore()) {
      kills.store += 1;
      plan.killed(kills);
      continue;
    }
    const place = random.pick(fleet.instances);
    const listening = place.current().address() !== undefined;
    const others = fleet.addresses().length - (listening ? 1 : 0);
    // One in ten times the last one that serves is killed as well, or one that is just starting.
    if (!(listening && others > 0) && !random.chance(0.1)) continue;
    await place.kill();
    kills.instance += 1;
    if (!listening) kills.starting += 1;
    plan.killed(kills);
  }
  return kills;
}

async function someActs({ begun, actsBetween }: KillPlan, random: Random): Promise<void> {
  const from = begun();
  const wanted = 1 + random.below(2 * actsBetween);
  const until = Date.now() + LONGEST_PAUSE_MS;
  while (begun() < from + wanted && Date.now() < until) await wait(20);
}
