import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAction } from '../../cards/kit/action.ts';
import { projectRoot } from '../../config/project-root.ts';
import { replay } from '../../src/core/evolve.ts';
import {
  type Callback,
  cardTapEvent,
  envelope,
  KEYS,
  messageEvent,
  sign,
  signedCallback,
} from '../support/lark/callbacks.ts';
import { startDoor } from '../support/lark/door.ts';
import { counted } from '../support/lark/logs.ts';
import type { Bot } from '../support/world-bot.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import { type Office, openOffice } from '../support/world-office.ts';
import { rounds } from './support/rounds.ts';

const SEQUENCES = rounds('REPLAYED_SEQUENCES', 40);
const HOUR_MS = 3_600_000;

describe('what comes again', () => {
  it(`does nothing twice, in any order and as often as one likes: ${SEQUENCES} sequences`, async () => {
    const kinds = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
    const order = fc.array(fc.nat(100), { minLength: 1, maxLength: 30 });
    const door = await startDoor();
    await fc.assert(
      fc.asyncProperty(kinds, order, async (made, picks) => {
        const sent = made.map(isTap =>
          signedCallback(isTap ? cardTapEvent({ value: {} }) : messageEvent('待办')),
        );
        const before = [door.taps.length, door.inbox.events.length] as const;
        const chosen = picks.map(pick => pick % sent.length);
        for (const n of chosen) expect((await door.door(sent[n] ?? fail())).status).toBe(200);
        const distinct = [...new Set(chosen)];
        expect(door.taps.length - before[0]).toBe(distinct.filter(n => made[n] === true).length);
        expect(door.inbox.events.length - before[1]).toBe(distinct.filter(n => made[n] === false).length);
      }),
      { numRuns: SEQUENCES },
    );
    await door.close();
  }, 120_000);

  it('a tap again shows nothing of what its first answer showed', async () => {
    const card = { header: { title: '机密' } };
    const door = await startDoor({ onTap: async () => ({ card }) });
    const tap = signedCallback(cardTapEvent({ value: {} }));
    expect((await door.post(tap)).text).toContain('机密');
    expect(await door.post(tap)).toEqual({ status: 200, text: '{}' });
    expect(await counted(door.metrics, 'onewindow_door_refused_total', { reason: 'replayed' })).toBe(1);
    await door.close();
  });

  it.each([
    ['an event that Lark repeats for the last time', 7.2, 200],
    ['an event older than that', 13, 401],
    ['a tap where the machine’s clock is wrong', 0.5, 200],
    ['a tap of two hours ago', 2, 401],
  ] as const)('%s: %s h old, %s', async (what, hours, status) => {
    const callback = signedCallback(
      what.startsWith('a tap') ? cardTapEvent({ value: {} }) : messageEvent('待办'),
    );
    const door = await startDoor({ machineNow: () => Date.now() + hours * HOUR_MS });
    expect((await door.door(callback)).status).toBe(status);
    expect(door.inbox.events.length + door.taps.length).toBe(status === 200 ? 1 : 0);
    await door.close();
  });

  it('what happened long ago and is signed only now may be a repetition: it is taken', async () => {
    const door = await startDoor();
    const late = envelope(
      'im.chat.member.bot.added_v1',
      { chat_id: 'oc_chat' },
      { create_time: '1763800000123' },
    );
    expect((await door.door(signedCallback(late))).status).toBe(200);
    expect((await door.door(signedCallback(late, KEYS, 1_763_800_000_000))).status).toBe(401);
    await door.close();
  });

  it('an old one stays old when digits are moved between timestamp and nonce, which the signature does not see', async () => {
    const door = await startDoor({ machineNow: () => Date.now() + 24 * HOUR_MS });
    const old = signedCallback(messageEvent('待办'));
    for (const moved of movedDigits(old)) {
      const { status, body } = await door.door(moved);
      expect([status, body]).toEqual([401, { error: 'stale' }]);
    }
    await door.close();
  });

  it('a fresh stamp on an old body is worth nothing without the key', async () => {
    const door = await startDoor();
    const { body } = signedCallback(messageEvent('待办'));
    expect((await door.door(sign(body, 'a guess'))).status).toBe(401);
    await door.close();
  });
});

/** Every split of the same characters into timestamp and nonce. */
function movedDigits({ headers, body }: Callback): readonly Callback[] {
  const both = `${headers['x-lark-request-timestamp']}${headers['x-lark-request-nonce']}`;
  return Array.from({ length: both.length + 1 }, (_, at) => ({
    body,
    headers: {
      ...headers,
      'x-lark-request-timestamp': both.slice(0, at),
      'x-lark-request-nonce': both.slice(at),
    },
  }));
}

function fail(): never {
  throw new Error('nothing to send');
}

/** Three people sign in any order, on two instances, and each tap is played again later. */
describe('the same acts in another order', () => {
  const SIGNERS = ['ou_zhao', 'ou_qian', 'ou_wu'] as const;
  const ORDERS = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 1, 0],
  ] as const;
  let office: Office;
  let bots: readonly Bot[] = [];
  beforeAll(async () => {
    office = await openOffice({
      catalogueDir: join(projectRoot, 'test', 'security', 'support', 'catalogue'),
    });
    bots = [await office.start(), await office.start()];
  });
  afterAll(() => office.close());

  it('end in the same state, also with each tap sent again to the other instance', async () => {
    const ends: unknown[] = [];
    for (const order of ORDERS) {
      const [first, second, third] = SIGNERS;
      const number = await (bots[0] ?? fail()).apply('ou_li', 'ALL', {
        purpose: '会签',
        first,
        second,
        third,
      });
      const { state } = await office.request(number);
      const taps = order.map(n => {
        const task = state.tasks.find(({ actor }) => actor === SIGNERS[n]) ?? fail();
        const value = encodeAction({ a: 'task.approve', request: state.id, task: task.id });
        return tapEnvelope(task.actor, `om_${task.id}`, { value, form_value: { opinion: '同意' } });
      });
      for (const [n, tap] of taps.entries()) {
        expect((await postEnvelope(addressOf(n), tap)).toast).toBe('已同意');
        const { version } = await office.request(number);
        for (const earlier of taps.slice(0, n + 1)) {
          await postEnvelope(addressOf(0), earlier);
          await postEnvelope(addressOf(1), earlier);
        }
        expect((await office.request(number)).version).toBe(version);
      }
      const after = await office.request(number);
      expect(replay(after.timeline)).toEqual(after.state);
      ends.push({
        status: after.state.status,
        tasks: after.state.tasks.map(({ actor, status }) => `${actor} ${status}`).sort(),
        // Who signed last is whom the passing of the step is put down to.
        acts: after.timeline.map(({ event }) => event.type).sort(),
      });
    }
    expect(ends).toHaveLength(ORDERS.length);
    for (const end of ends) expect(end).toEqual(ends[0]);
  }, 60_000);

  it('nothing was logged as an error', () => {
    expect(bots.flatMap(bot => bot.errors)).toEqual([]);
  });

  const addressOf = (n: number): string => (bots[n % 2] ?? fail()).address;
});
