import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEYS } from '../support/lark/callbacks.ts';
import { startDoor } from '../support/lark/door.ts';
import { counted } from '../support/lark/logs.ts';
import { type Forgery, forgery, forgeryBy, WAYS } from './support/forgeries.ts';
import { rounds } from './support/rounds.ts';

/** 100 000 and more where CI asks for it. */
const FORGED = rounds('FORGED_CALLBACKS', 4_000);
/** Of these, over real HTTP. */
const OVER_HTTP = Math.max(60, Math.round(FORGED / 50));
const MINUTES_10 = 600_000;

let door: Awaited<ReturnType<typeof startDoor>>;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.close());

/** Nothing reached anybody, and the answer says no more than that. */
function expectRefused({ way, callback }: Forgery, status: number, said: string): void {
  if (status < 400 || status > 413) throw new Error(`accepted, ${way}: ${callback.body.toString()}`);
  if (!/^\{"error":"[a-zA-Z]+"\}$/.test(said)) throw new Error(`the answer to ${way} says ${said}`);
}

describe('forged and garbage callbacks', () => {
  it.each(WAYS)('none is accepted: %s', async way => {
    await fc.assert(
      fc.asyncProperty(forgeryBy(way), async forged => {
        const { status, body } = await door.door(forged.callback);
        expectRefused(forged, status, JSON.stringify(body));
      }),
      { numRuns: 40 },
    );
  });

  it(
    `none of ${FORGED} of all ways is accepted`,
    async () => {
      await fc.assert(
        fc.asyncProperty(forgery, async forged => {
          const { status, body } = await door.door(forged.callback);
          expectRefused(forged, status, JSON.stringify(body));
        }),
        { numRuns: FORGED },
      );
    },
    MINUTES_10,
  );

  it(
    `none of ${OVER_HTTP} over real HTTP is accepted`,
    async () => {
      await fc.assert(
        fc.asyncProperty(forgery, async forged => {
          const { status, text } = await door.post(forged.callback);
          expectRefused(forged, status, text);
        }),
        { numRuns: OVER_HTTP },
      );
    },
    MINUTES_10,
  );

  it('reached nobody and told nothing', async () => {
    expect(door.inbox.events).toEqual([]);
    expect(door.taps).toEqual([]);
    expect(door.woken).toEqual([]);
    for (const kind of ['event', 'tap', 'challenge', 'ignored', 'unknown'])
      expect(await counted(door.metrics, 'onewindow_door_accepted_total', { kind })).toBe(0);
    const log = door.lines.join('');
    for (const secret of [KEYS.encryptKey, KEYS.verificationToken, KEYS.appSecret])
      expect(log.includes(secret)).toBe(false);
  });
});
