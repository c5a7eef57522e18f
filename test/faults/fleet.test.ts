import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMarks } from './support/acts.ts';
import { createBalancer } from './support/balancer.ts';
import { comesToRest } from './support/calm.ts';
import { leaks } from './support/check-logs.ts';
import { staleCards, wrongMessages } from './support/check-messages.ts';
import { lostOrDoubled, missingEffects, wrongStates } from './support/check-requests.ts';
import { type Fleet, openFleet } from './support/fleet.ts';
import { createHands, type Hands } from './support/hands.ts';
import { killAround, type Kills } from './support/killer.ts';
import { createPeople, type People } from './support/people.ts';
import { createRandom } from './support/random.ts';
import { summaryOf } from './support/summary.ts';
import { allDeliveries, allRequests } from './support/stored.ts';

const SEED = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const KILLS = Number(process.env['FAULT_KILLS'] ?? 12);
const ACTS_BETWEEN_KILLS = 2;
const PEOPLE_AT_ONCE = Number(process.env['FAULT_PEOPLE'] ?? 16);
/** Where all that the instances logged is kept, to look into. */
const LOG_FILE = process.env['FAULT_LOG'] ?? '';
/** Kills end after so many minutes, even if there were fewer. */
const LONGEST_MINUTES = Number(process.env['FAULT_MINUTES'] ?? 120);
const CALM_MS = Number(process.env['FAULT_CALM_MS'] ?? 300_000);

/** A long run says how far it is. */
function tell({ instance, store }: Kills): void {
  const all = instance + store;
  if (all % 25 === 0) process.stdout.write(`${new Date().toISOString()} ${all} kills\n`);
}

describe(`a fleet of two, ${KILLS} kills, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  const since = Date.now();
  let fleet: Fleet;
  let hands: Hands;
  let people: People;
  let kills: Kills = { instance: 0, starting: 0, store: 0 };
  let ended = false;
  let left: readonly string[] = [];
  let requests: Awaited<ReturnType<typeof allRequests>> = [];
  let deliveries: Awaited<ReturnType<typeof allDeliveries>> = [];

  beforeAll(async () => {
    fleet = await openFleet(random.fork());
    const balancer = createBalancer(() => fleet.addresses(), random.fork());
    hands = createHands(fleet.lark, balancer, random.fork(), () => ended);
    people = createPeople({
      everybody: fleet.staff.everybody,
      lark: fleet.lark,
      hands,
      random: random.fork(),
      marks: createMarks(),
    });
    await fleet.instances[0]?.current().listens;

    const day = { over: false };
    const working = Array.from({ length: PEOPLE_AT_ONCE }, async () => {
      while (!day.over) {
        await people.something();
        await wait(50);
      }
    });
    const expiring = (async () => {
      while (!day.over) {
        await wait(4_000);
        fleet.lark.expireTokens();
        fleet.faults.count('expired token');
      }
    })();
    if (KILLS === 0) await wait(20_000);
    kills = await killAround(
      fleet,
      {
        kills: KILLS,
        actsBetween: ACTS_BETWEEN_KILLS,
        begun: () => hands.counting,
        killed: tell,
        until: since + LONGEST_MINUTES * 60_000,
      },
      random.fork(),
    );
    day.over = true;
    fleet.faults.calm();
    await Promise.all([...working, expiring]);
    left = await comesToRest(fleet, CALM_MS);
    ended = true;
    requests = await allRequests(fleet);
    deliveries = await allDeliveries(fleet);
  }, 3 * 3_600_000);

  afterAll(async () => {
    await fleet.close();
    if (LOG_FILE !== '') writeFileSync(LOG_FILE, fleet.log());
    process.stdout.write(
      `${summaryOf({ seed: SEED, since, kills, fleet, hands, acts: people.acts, requests, deliveries })}\n`,
    );
  });

  test('everything comes to rest: no event, effect or delivery is left undone', () => {
    expect(left).toEqual([]);
  });

  test('every acknowledged act stands in a timeline once, every other at most once', () => {
    expect(people.acts.length).toBeGreaterThan(0);
    expect(lostOrDoubled(people.acts, requests)).toEqual([]);
  });

  test('every state is what its timeline makes, and no running request waits for nobody', () => {
    expect(wrongStates(requests)).toEqual([]);
  });

  test('every effect that a timeline calls for was made once', () => {
    expect(missingEffects(requests, deliveries)).toEqual([]);
  });

  test('every effect reached its person once, or is listed as unknown; every acknowledged text was answered', () => {
    expect(deliveries.filter(({ status }) => status === 'dead')).toEqual([]);
    expect(wrongMessages(fleet.lark, deliveries, hands.acknowledged)).toEqual([]);
  });

  test('every card shows what is now', () => {
    expect(staleCards(fleet.lark, requests, hands)).toEqual([]);
  });

  test('the logs hold no secret and nothing that anybody typed', () => {
    expect(leaks(fleet.log())).toEqual([]);
  });
});
