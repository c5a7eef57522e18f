import { describe, expect, test } from 'vitest';
import { createRecomputeDueTimes } from '../../../src/application/recompute-due-times.ts';
import { seedCalendars } from '../../../src/application/seed-calendars.ts';
import { createWarnMissingYear } from '../../../src/application/warn-missing-year.ts';
import { createWorkingCalendars } from '../../../src/application/working-calendars.ts';
import { importYear } from '../../../src/application/import-year.ts';
import { announcedYears } from '../../../src/adapters/calendar/announced-years.ts';
import { statutoryDays, statutoryYears } from '../../../src/adapters/calendar/statutory-days.ts';
import type { SpecialDay } from '../../../src/core/calendar/calendar-data.ts';
import { decide } from '../../../src/core/decide.ts';
import { evolve } from '../../../src/core/evolve.ts';
import type { RequestState } from '../../../src/core/request.ts';
import { manualClock } from '../../support/clock.ts';
import { duration, step } from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';
import { memoryCalendars } from '../../support/stores-calendars.ts';
import { quietLog } from '../../support/stores-core.ts';
import { buildItem } from '../../support/stores-data.ts';
import { buildSubmission, openOffice } from '../../support/stores-office.ts';
import { memoryStores } from '../../support/stores.ts';
import { at, shown } from './support.ts';

/** As the State Council might announce it: New Year from Friday to Saturday, and Sunday 3 January is worked. */
const YEAR_2027: readonly SpecialDay[] = [
  { date: '2027-01-01', kind: 'off' },
  { date: '2027-01-02', kind: 'off' },
  { date: '2027-01-03', kind: 'work' },
];

const flow = [
  step('one', 'wes', {
    limit: duration('2wd'),
    rules: [{ id: 'soon', at: duration('-4wh'), do: 'remind' }],
  }),
];

const shownOr = (instant: number | undefined) => (instant === undefined ? '' : shown(instant));

/** The service at an hour of a day in Shanghai, with one request of ann that waits for wes. */
async function service(now: string) {
  const clock = manualClock(at(now));
  const stores = memoryStores();
  const states = new Map<string, RequestState>();
  const calendars = memoryCalendars(() => [...states.values()]);
  await seedCalendars({ calendars, yearsExcept: announcedYears, clock });
  const working = createWorkingCalendars({
    calendars,
    statutory: statutoryYears(2027),
    timeZone: 'Asia/Shanghai',
    clock,
    log: quietLog,
  });
  await working.refresh();
  await stores.items.publish(
    {
      definition: buildItem({ id: 'YEAR', version: 1, flow, limit: duration('3wd') }),
      publishedAt: 1,
      publishedBy: 'catalogue',
      summary: [],
      enabled: true,
    },
    0,
  );
  const office = await openOffice(
    {
      core: { decide, evolve },
      calendarOf: working.of,
      organisationFor: async () => organisation(),
      afterCommit: ({ state }) => void states.set(state.id, state),
    },
    stores,
  );
  const submitted = await office.submit(
    buildSubmission({ itemId: 'YEAR', by: 'ann', applicant: 'ann', at: clock.now() }),
  );
  if (submitted.kind !== 'done') throw new Error(JSON.stringify(submitted));
  const { id } = submitted.stored.state;
  const stored = async () => {
    const found = await stores.requests.load(id);
    if (found === undefined) throw new Error('the request is gone');
    return found;
  };
  return {
    clock,
    calendars,
    working,
    stores,
    stored,
    recompute: (execute = office.execute) =>
      createRecomputeDueTimes({ calendars, working, execute, marks: stores.marks, clock, log: quietLog }),
    execute: office.execute,
    announce: async (days: readonly SpecialDay[]) => {
      const prepared = importYear(await calendars.current(), '2027', days);
      if (prepared.kind !== 'new' && prepared.kind !== 'differs') throw new Error(prepared.kind);
      await calendars.save({ book: prepared.next, by: 'adm', at: clock.now(), summary: [] });
    },
    due: async () => {
      const { state } = await stored();
      const [task] = state.tasks;
      return {
        request: shownOr(state.dueAt),
        task: shownOr(task?.dueAt),
        reminder: shownOr(task?.nextRuleAt),
      };
    },
  };
}

describe('a year that is announced after requests have run into it', () => {
  const provisional = {
    request: '2027-01-06 16:00',
    task: '2027-01-05 16:00',
    reminder: '2027-01-05 10:30',
  };
  const settled = { request: '2027-01-05 16:00', task: '2027-01-04 16:00', reminder: '2027-01-04 10:30' };

  test('until then the statutory days count and the due time is provisional', async () => {
    const { due, working } = await service('2026-12-31 16:00');
    expect(await due()).toEqual(provisional);
    const from = at('2026-12-31 16:00');
    expect(working.calendar.due(from, duration('2wd')).provisional).toBe(true);
    expect(working.calendar.due(from, duration('1wh')).provisional).toBe(false);
  });

  test('moves every open due time and reminder, once, and says so in the timeline', async () => {
    const office = await service('2026-12-31 16:00');
    const { recompute, announce, due, stored, working } = office;
    const run = recompute();
    expect(await run()).toBe(0);
    await announce(YEAR_2027);
    expect(await run()).toBe(1);
    expect(await due()).toEqual(settled);
    expect(await run()).toBe(0);
    // Another instance, or this one after a restart, finds it done.
    expect(await recompute()()).toBe(0);
    const moved = (await stored()).timeline.filter(({ event }) => event.type === 'Recomputed');
    expect(moved).toHaveLength(1);
    expect(working.calendar.due(at('2026-12-31 16:00'), duration('2wd')).provisional).toBe(false);
  });

  test('the mark 暂定 goes when the year arrives, also where the due time stays', async () => {
    const { recompute, announce, stored } = await service('2026-12-31 16:00');
    const marks = async () => {
      const { targets, tasks } = (await stored()).state;
      return [targets?.resolve?.provisional, tasks[0]?.targets?.resolve?.provisional];
    };
    expect(await marks()).toEqual([true, true]);
    await announce(statutoryDays(2027));
    const before = (await stored()).state.dueAt;
    expect(await recompute()()).toBe(1);
    expect([await marks(), (await stored()).state.dueAt]).toEqual([[undefined, undefined], before]);
  });

  test('two instances at once move it once', async () => {
    const { recompute, announce, due, stored } = await service('2026-12-31 16:00');
    await announce(YEAR_2027);
    await Promise.all([recompute()(), recompute()()]);
    expect(await due()).toEqual(settled);
    expect((await stored()).timeline.filter(({ event }) => event.type === 'Recomputed')).toHaveLength(1);
  });

  test('a run that failed on the way is done again', async () => {
    const { recompute, announce, due } = await service('2026-12-31 16:00');
    await announce(YEAR_2027);
    expect(await recompute(() => Promise.reject(new Error('the database is away')))()).toBe(0);
    expect(await due()).toEqual(provisional);
    expect(await recompute()()).toBe(1);
    expect(await due()).toEqual(settled);
  });

  test('what lies in years that did not change is left alone', async () => {
    const { recompute, announce, stored } = await service('2026-11-23 10:00');
    await announce(YEAR_2027);
    expect(await recompute()()).toBe(0);
    expect((await stored()).version).toBe(1);
  });

  test('only the service itself may tell a request to count anew', async () => {
    const { execute, stored, announce, working } = await service('2026-12-31 16:00');
    await announce(YEAR_2027);
    await working.refresh();
    const { state } = await stored();
    const meta = { key: 'k', at: at('2026-12-31 17:00'), by: 'wes', channel: 'card' } as const;
    const outcome = await execute(state.id, { ...meta, type: 'Recompute' });
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'notAllowed' } });
  });
});

/** The service with two administrators, and what it would tell them. */
async function warning(now: string) {
  const office = await service(now);
  const { clock, stores, working } = office;
  const sent: string[] = [];
  const state = { away: false };
  await stores.settings.save({
    settings: { version: 1, administrators: ['adm', 'bob'], roles: {} },
    by: 'system',
    at: 1,
    summary: [],
  });
  const warn = createWarnMissingYear({
    working,
    settings: stores.settings,
    marks: stores.marks,
    clock,
    log: quietLog,
    words: year => ({ zh: `缺 ${year}`, en: `${year} is missing` }),
    say: text => text.zh,
    messenger: {
      send: async (target, content) => {
        if (state.away) throw new Error('Lark does not answer');
        if (target.kind === 'person' && content.kind === 'text')
          sent.push(`${target.openId}: ${content.text}`);
        return { messageId: 'om_1' };
      },
    },
  });
  return { ...office, sent, warn, state };
}
describe('while a calendar is missing', () => {
  const DAY = 86_400_000;

  test('nobody is told before 1 November', async () => {
    const { warn, sent } = await warning('2026-10-30 10:00');
    expect(await warn()).toBe(0);
    expect(sent).toEqual([]);
  });

  test('from 1 November on each administrator is told once a week, in working time', async () => {
    const { warn, sent, clock } = await warning('2026-11-02 08:00');
    expect(await warn()).toBe(0);
    clock.move(2 * 3_600_000);
    expect(await warn()).toBe(2);
    expect(sent).toEqual(['adm: 缺 2027', 'bob: 缺 2027']);
    expect(await warn()).toBe(0);
    clock.move(7 * DAY);
    expect(await warn()).toBe(2);
  });

  test('nobody is told any more once it was imported', async () => {
    const { warn, announce } = await warning('2026-11-02 10:00');
    await announce(YEAR_2027);
    expect(await warn()).toBe(0);
  });

  test('a year that has begun without its calendar is still told of', async () => {
    const { warn, sent } = await warning('2027-01-05 10:00');
    expect(await warn()).toBe(2);
    expect(sent[0]).toBe('adm: 缺 2027');
  });

  test('a message that Lark did not take is sent at the next run', async () => {
    const { warn, sent, state } = await warning('2026-11-02 10:00');
    state.away = true;
    expect(await warn()).toBe(0);
    state.away = false;
    expect(await warn()).toBe(2);
    expect(sent).toHaveLength(2);
  });
});
