import { describe, expect, test } from 'vitest';
import type { DecideContext } from '../../../src/core/commands.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../../../src/core/working-calendar.ts';
import type { FlowNode, ItemDefinition } from '../../../src/core/definition.ts';
import { duration, step } from '../../support/flow/definition.ts';
import { Play, submit } from '../../support/flow/play.ts';
import { at, buildCalendar, shown } from './support.ts';

/** A request that counts by a working calendar, which may be changed on the way. */
class CalendarPlay extends Play {
  calendar: WorkingCalendar = createWorkingCalendar(buildCalendar());

  override get context(): DecideContext {
    return { ...super.context, calendar: this.calendar };
  }
}

function applied(now: string, flow: readonly FlowNode[], item: Partial<ItemDefinition>): CalendarPlay {
  const play = new CalendarPlay(flow, { item });
  play.now = at(now);
  submit(play);
  expect(play.refusal).toBeUndefined();
  return play;
}

/** 22 June is a day off here, as an administrator may set it. */
const changed = createWorkingCalendar(buildCalendar({ local: [{ date: '2026-06-22', kind: 'off' }] }));

describe('while the applicant has the ball', () => {
  const item = { limit: duration('2wd') };
  const flow = [step('one', 'wes', { limit: duration('4wh') })];

  test('the working time that passes is given back, nights and weekends are not', () => {
    const play = applied('2026-11-20 10:00', flow, item);
    expect(shown(play.state.dueAt ?? 0)).toBe('2026-11-24 10:00');
    play.now = at('2026-11-20 16:00');
    play.sendBack('wes', 'start');
    play.now = at('2026-11-23 10:00');
    play.resubmit();
    // Two hours on Friday and one on Monday.
    expect(shown(play.state.dueAt ?? 0)).toBe('2026-11-24 14:30');
    expect(shown(play.task('wes').dueAt ?? 0)).toBe('2026-11-23 15:30');
  });

  test('a second return adds to the first', () => {
    const play = applied('2026-11-20 10:00', flow, item);
    for (const [back, again] of [
      ['2026-11-20 16:00', '2026-11-20 17:00'],
      ['2026-11-23 09:00', '2026-11-23 10:00'],
    ] as const) {
      play.now = at(back);
      play.sendBack('wes', 'start');
      play.now = at(again);
      play.resubmit();
    }
    expect(shown(play.state.dueAt ?? 0)).toBe('2026-11-24 12:00');
    expect(play.state.pauses).toHaveLength(2);
  });

  test('a pause is kept when the calendar changes', () => {
    const play = applied('2026-06-17 10:00', flow, item);
    play.now = at('2026-06-17 14:00');
    play.sendBack('wes', 'start');
    play.now = at('2026-06-17 15:00');
    play.resubmit();
    // 19 June is the Dragon Boat Festival.
    expect(shown(play.state.dueAt ?? 0)).toBe('2026-06-22 11:00');
    play.calendar = changed;
    play.do('Recompute', 'system', {});
    expect(shown(play.state.dueAt ?? 0)).toBe('2026-06-23 11:00');
  });
});

describe('a changed calendar', () => {
  test('moves the end of a return that nobody answers, and the wake-up with it', () => {
    const flow = [step('one', 'wes')];
    const play = applied('2026-06-17 10:00', flow, { returnExpire: duration('3wd') });
    play.sendBack('wes', 'start');
    expect(shown(play.state.nextWakeAt ?? 0)).toBe('2026-06-23 10:00');
    play.calendar = changed;
    play.do('Recompute', 'system', {});
    expect(shown(play.state.nextWakeAt ?? 0)).toBe('2026-06-24 10:00');
  });

  test('moves a waiting time in the flow', () => {
    const delay = {
      kind: 'delay',
      id: 'wait',
      name: { zh: '公示', en: 'Public notice' },
      for: duration('3wd'),
    } as const;
    const play = applied('2026-06-17 10:00', [delay, step('one', 'wes')], {});
    expect(shown(play.state.nextWakeAt ?? 0)).toBe('2026-06-23 10:00');
    play.calendar = changed;
    play.do('Recompute', 'system', {});
    expect(shown(play.state.nextWakeAt ?? 0)).toBe('2026-06-24 10:00');
    play.now = at('2026-06-23 10:00');
    expect(play.try('Wake', 'system', {}).ok).toBe(false);
    play.now = at('2026-06-24 10:00');
    play.do('Wake', 'system', {});
    expect(play.waiting).toEqual(['wes']);
  });

  test('a reminder that has fired does not fire again for the new due time', () => {
    const rules = [{ id: 'soon', at: duration('-4wh'), do: 'remind' } as const];
    const flow = [step('one', 'wes', { limit: duration('2wd'), rules })];
    const play = applied('2026-06-18 16:00', flow, {});
    play.now = at('2026-06-23 10:30');
    const firing = { taskId: play.task('wes').id, ruleId: 'soon', occurrence: 1 };
    play.do('FireRule', 'system', firing);
    play.calendar = changed;
    play.do('Recompute', 'system', {});
    expect(shown(play.task('wes').dueAt ?? 0)).toBe('2026-06-24 16:00');
    expect(play.task('wes').nextRuleAt).toBeUndefined();
    play.now = at('2026-06-24 10:30');
    expect(play.try('FireRule', 'system', firing).ok).toBe(false);
  });
});
