import { describe, expect, test } from 'vitest';
import { digestDay, digestSpeaksOf } from '../../../src/application/digest-time.ts';
import { createSendDigests } from '../../../src/application/send-digests.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { buildChange, buildTask } from '../../support/stores-data.ts';
import { memoryStores } from '../../support/stores.ts';
import { at, buildCalendar } from '../calendar/support.ts';

const timeZone = 'Asia/Shanghai';
const clock = { calendar: createWorkingCalendar(buildCalendar()), timeZone };

const day = (now: string, digest?: { readonly on: boolean; readonly time?: string }) =>
  digestDay(digest === undefined ? {} : { digest }, clock, at(now))?.at;
const speaks = (now: string, due: string) => digestSpeaksOf({}, clock, at(due), at(now));
const person = (id: string) => ({ id, name: id, departmentIds: ['d'], status: 'active' as const });

describe('when the morning digest goes out', () => {
  test('at the opening of a working day; on make-up days too, never on a day off', () => {
    expect(day('2026-11-23 20:00')).toBe(at('2026-11-23 09:00'));
    expect(day('2026-10-10 08:00')).toBe(at('2026-10-10 09:00'));
    expect(day('2026-11-22 10:00')).toBeUndefined();
    expect(day('2026-10-01 10:00')).toBeUndefined();
  });

  test('at another time if the settings say so; not at all if they switch it off', () => {
    expect(day('2026-11-23 20:00', { on: true, time: '08:15' })).toBe(at('2026-11-23 08:15'));
    expect(day('2026-11-23 20:00', { on: false })).toBeUndefined();
  });

  test('a reminder of the same is left unsent for an hour from then, of what is due by the end of the day', () => {
    expect(speaks('2026-11-23 09:00', '2026-11-23 17:00')).toBe(true);
    expect(speaks('2026-11-23 09:59', '2026-11-20 17:00')).toBe(true);
    expect(speaks('2026-11-23 10:00', '2026-11-23 17:00')).toBe(false);
    expect(speaks('2026-11-23 08:59', '2026-11-23 17:00')).toBe(false);
    expect(speaks('2026-11-23 09:30', '2026-11-24 00:00')).toBe(false);
    expect(digestSpeaksOf({ digest: { on: false } }, clock, 1, at('2026-11-23 09:30'))).toBe(false);
  });
});

/** A request that two people hold until this afternoon, under one head. */
async function open() {
  const stores = memoryStores();
  const due = at('2026-11-23 17:00');
  const tasks = [buildTask({ dueAt: due }), buildTask({ id: 't2', actor: 'ou_cai', dueAt: due })];
  await stores.requests.insert('d1', buildChange({ tasks }));
  const people = Object.fromEntries(['ou_bai', 'ou_cai', 'ou_hu'].map(id => [id, person(id)]));
  const departments = { d: { id: 'd', name: 'd', headId: 'ou_hu' } };
  const sent: string[] = [];
  const world = { now: at('2026-11-23 09:00'), fails: new Map<string, AppError>(), sent };
  const send = createSendDigests({
    ...stores,
    ...clock,
    directory: { everybody: async () => ({ people, departments }) },
    messenger: {
      send: async target => {
        const to = target.kind === 'person' ? target.openId : '';
        const failure = world.fails.get(to);
        if (failure !== undefined) throw failure;
        sent.push(to);
        return { messageId: 'm' };
      },
    },
    card: async () => ({}),
    clock: { now: () => world.now },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return { ...world, world, send };
}

describe('sending the digests', () => {
  test('each holder and each head once a day', async () => {
    const { send, sent } = await open();
    expect([await send(), await send()]).toEqual([3, 0]);
    expect(sent.toSorted()).toEqual(['ou_bai', 'ou_cai', 'ou_hu']);
  });

  test('a failure of the moment is tried again, for that person only; one that will not pass is not', async () => {
    const { send, sent, fails } = await open();
    fails.set('ou_cai', new AppError('lark.transient', 'x', { retryable: true }));
    fails.set('ou_hu', new AppError('lark.person', 'x', { expected: true }));
    expect(await send()).toBe(2);
    fails.clear();
    expect(await send()).toBe(1);
    expect(sent).toEqual(['ou_bai', 'ou_cai']);
  });

  test('before its time nothing, and not in the afternoon', async () => {
    const { send, world } = await open();
    world.now = at('2026-11-23 08:59');
    expect(await send()).toBe(0);
    world.now = at('2026-11-23 13:00');
    expect(await send()).toBe(0);
  });
});
