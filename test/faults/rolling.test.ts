import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createMarks } from './support/acts.ts';
import { comesToRest } from './support/calm.ts';
import { leaks } from './support/check-logs.ts';
import { wrongMessages } from './support/check-messages.ts';
import { lostOrDoubled, missingEffects, wrongStates } from './support/check-requests.ts';
import { type Fleet, openFleet } from './support/fleet.ts';
import { createHands, type Hands } from './support/hands.ts';
import type { Instance } from './support/instance.ts';
import { createPeople, type People } from './support/people.ts';
import { createRandom } from './support/random.ts';
import { createReadyBalancer, type ReadyBalancer } from './support/ready-balancer.ts';
import { allDeliveries, allRequests } from './support/stored.ts';

const SEED = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const PEOPLE_AT_ONCE = 10;
/** An index that the older version did not know: the new one makes it while both serve. */
const NEW_INDEX = { collection: 'requests', name: 'stalled_1' };

describe(`a rolling update under load, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  const balancer: ReadyBalancer = createReadyBalancer();
  const ends: Awaited<ReturnType<Instance['terminate']>>[] = [];
  let fleet: Fleet;
  let hands: Hands;
  let people: People;
  let left: readonly string[] = [];
  let ended = false;
  let requests: Awaited<ReturnType<typeof allRequests>> = [];
  let deliveries: Awaited<ReturnType<typeof allDeliveries>> = [];

  const stops: string[] = [];
  const running: Instance[] = [];
  const startOne = async (): Promise<void> => {
    const instance = fleet.start();
    running.push(instance);
    balancer.add(await instance.listens);
    const look = (): void => expect(balancer.inService()).toContain(instance.address());
    await vi.waitFor(look, { timeout: 60_000, interval: 50 });
  };

  beforeAll(async () => {
    fleet = await openFleet(random.fork(), 0);
    fleet.faults.calm();
    await Promise.all([startOne(), startOne()]);
    hands = createHands(fleet.lark, balancer, random.fork(), () => ended);
    const { everybody } = fleet.staff;
    people = createPeople({
      everybody,
      lark: fleet.lark,
      hands,
      random: random.fork(),
      marks: createMarks(),
    });
    await fleet.connection.collection(NEW_INDEX.collection).dropIndex(NEW_INDEX.name);

    const day = { over: false };
    const working = Array.from({ length: PEOPLE_AT_ONCE }, async () => {
      while (!day.over) await people.something();
    });
    await wait(3_000);
    // One of the new version comes, one of the old goes; twice.
    for (const old of running.slice(0, 2)) {
      await startOne();
      stops.push(`${old.address() ?? ''} was told at ${Date.now()}`);
      ends.push(await old.terminate());
      await wait(1_000);
    }
    day.over = true;
    await Promise.all(working);
    left = await comesToRest(fleet, 120_000);
    ended = true;
    requests = await allRequests(fleet);
    deliveries = await allDeliveries(fleet);
  }, 600_000);

  afterAll(async () => {
    await Promise.all(running.map(instance => instance.terminate()));
    balancer.close();
    await fleet.close();
    const took = ends.map(({ tookMs }) => `${Math.round(tookMs)} ms`).join(' and ');
    process.stdout.write(
      `seed ${SEED}: ${balancer.answered} requests answered, ${balancer.refused.length} refused; ${people.acts.length} acts; the old instances ended in ${took}\n`,
    );
  });

  test('the old instances end well and in time', () => {
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    for (const { tookMs } of ends) expect(tookMs).toBeLessThan(20_000);
  });

  test('no request is refused', () => {
    expect(balancer.answered).toBeGreaterThan(20);
    expect(balancer.refused, stops.join('; ')).toEqual([]);
  });

  test('nothing is lost and nothing is done twice', () => {
    expect(left).toEqual([]);
    expect(lostOrDoubled(people.acts, requests)).toEqual([]);
    expect(wrongStates(requests)).toEqual([]);
    expect(missingEffects(requests, deliveries)).toEqual([]);
    expect(wrongMessages(fleet.lark, deliveries, hands.acknowledged)).toEqual([]);
    expect(leaks(fleet.log())).toEqual([]);
  });

  test('the index of the new version is there', async () => {
    const indexes = await fleet.connection.collection(NEW_INDEX.collection).indexes();
    expect(indexes.map(({ name }) => name)).toContain(NEW_INDEX.name);
  });
});
