import { describe, expect, it } from 'vitest';
import type { Field, ItemDefinition } from '../../../src/core/definition.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { at, buildCalendar, shown } from '../calendar/support.ts';
import { duration, item, step } from '../../support/flow/definition.ts';
import { begin, DAY, HOUR, Play, submit } from '../../support/flow/play.ts';

const calendar = createWorkingCalendar(buildCalendar());
const text = (zh: string) => ({ zh, en: zh });
const date = (id: string, more: object = {}): Field => ({ id, label: text(id), type: 'date', ...more });
const wake = (play: Play) => play.try('Wake', 'system', {});
const told = (play: Play) =>
  play.effects.flatMap(effect => (effect.kind === 'notice' ? [`${effect.to} ${effect.notice.kind}`] : []));
const handle = { act: 'handle' } as const;
/** Fires what is due of the only pending task, as the timer does; who is told. */
const fire = (play: Play, ruleId: string, occurrence: number) => {
  const task = play.state.tasks.find(({ status }) => status === 'PENDING');
  play.try('FireRule', 'system', { taskId: task?.id ?? '', ruleId, occurrence });
  return play.refusal === undefined ? told(play) : [play.refusal.code];
};
const start = (play: Play, when: string, form = {}) => {
  play.now = at(when);
  submit(play, { form });
  return play;
};

const faultsOf = (definition: ItemDefinition) =>
  checkDefinition(definition).map(({ path, problem }) => `${path} ${problem}`);

describe('当天办结 and promisedUntil (services E8)', () => {
  const sameDay: Partial<ItemDefinition> = {
    sameDay: { before: '15:00', otherwise: '12:00' },
    promisedUntil: 'make',
  };
  const flow = [step('make', 'fin', handle), step('collect', 'ann', handle)];
  const play = () => new Play(flow, { item: sameDay, calendar });

  it('is due the same day before 15:00, else the next working day at 12:00', () => {
    expect(shown(start(play(), '2026-11-20 14:59').state.dueAt ?? 0)).toBe('2026-11-20 18:00');
    expect(shown(start(play(), '2026-11-20 15:00').state.dueAt ?? 0)).toBe('2026-11-23 12:00');
  });

  it('moves with the time in which the applicant had the ball', () => {
    const one = start(play(), '2026-11-20 10:00');
    one.now = at('2026-11-20 11:00');
    one.sendBack('fin', 'start');
    one.now = at('2026-11-23 10:00');
    one.resubmit();
    // Away for one hour of the morning, the whole afternoon and one hour of Monday: 6.5 hours of work.
    expect(shown(one.state.dueAt ?? 0)).toBe('2026-11-23 17:00');
  });

  it('is kept once the cards are made: collecting them late is nobody’s delay', () => {
    const one = start(play(), '2026-11-20 10:00');
    one.now = at('2026-11-20 16:00');
    one.approve('fin');
    expect(one.state.targets?.resolve).toMatchObject({ state: 'met', since: at('2026-11-20 16:00') });
    expect([one.state.dueAt, one.state.keptAt]).toEqual([undefined, at('2026-11-20 16:00')]);
    one.now = at('2026-11-27 10:00');
    wake(one);
    expect(one.state.targets?.resolve?.state).toBe('met');
    one.try('Recompute', 'system', {});
    expect(one.refusal?.code).toBe('ruleOutdated');
    one.approve('ann');
    expect([one.status, one.state.targets?.resolve?.state]).toEqual(['APPROVED', 'met']);
  });

  it('is missed where they are made too late, and stays missed', () => {
    const one = start(play(), '2026-11-20 10:00');
    one.now = at('2026-11-23 10:00');
    one.approve('fin');
    expect(one.state.targets?.resolve).toMatchObject({ state: 'breached', since: at('2026-11-20 18:00') });
  });

  it('cannot stand beside another limit, nor hold until a step that not everybody comes to', () => {
    expect(faultsOf(item(flow, sameDay))).toEqual([]);
    expect(faultsOf(item(flow, { ...sameDay, limit: duration('1wd') }))).toEqual(['sameDay twoLimits']);
    expect(faultsOf(item(flow, { limit: duration('1wd'), promisedUntil: 'nowhere' }))).toEqual([
      'promisedUntil notOnEveryWay',
    ]);
    expect(faultsOf(item(flow, { promisedUntil: 'make' }))).toEqual(['promisedUntil rulesWithoutLimit']);
  });
});

describe('截止 of a date (services E10)', () => {
  const fields = [date('day', { cutoff: { days: 1, at: '16:00' } })];
  const play = () => new Play([step('one', 'fin')], { item: { fields, summary: ['day'] }, calendar });

  it('is taken until the minute before, and refused with the time from then on', () => {
    expect(start(play(), '2026-11-20 15:59', { day: '2026-11-23' }).status).toBe('RUNNING');
    const late = start(play(), '2026-11-20 16:00', { day: '2026-11-23' });
    expect(late.refusal).toEqual({
      code: 'formInvalid',
      faults: [{ field: 'day', problem: 'cutoff', until: '2026-11-20T16:00' }],
    });
    expect(start(play(), '2026-11-20 16:00', { day: '2026-11-24' }).status).toBe('RUNNING');
    // A day that is over is past its end too.
    expect(start(play(), '2026-11-20 09:00', { day: '2026-11-19' }).refusal?.code).toBe('formInvalid');
  });

  it('stays good in a request that was returned, but cannot be moved to another day that has ended', () => {
    const one = start(play(), '2026-11-20 15:00', { day: '2026-11-23' });
    one.sendBack('fin', 'start');
    one.now = at('2026-11-20 17:00');
    one.try('Resubmit', 'ann', { form: { day: '2026-11-22' } });
    expect(one.refusal?.code).toBe('formInvalid');
    expect(one.resubmit({ day: '2026-11-23' }).status).toBe('RUNNING');
  });

  it('of a range its first day counts', () => {
    const range: Field = {
      id: 'span',
      label: text('span'),
      type: 'dateRange',
      cutoff: { days: 0, at: '08:00' },
    };
    const two = () => new Play([step('one', 'fin')], { item: { fields: [range], summary: [] }, calendar });
    const form = { span: { from: '2026-11-21', to: '2026-11-25' } };
    expect(start(two(), '2026-11-21 07:59', form).status).toBe('RUNNING');
    expect(start(two(), '2026-11-21 08:00', form).refusal?.code).toBe('formInvalid');
  });
});

describe('a step that is due on a date of the form (services E11)', () => {
  const rules = [
    { id: 'bring', at: duration('1wh'), do: 'remind', to: { kind: 'applicant' } },
    { id: 'remind', at: duration('1wh'), do: 'remind' },
    { id: 'up', at: duration('3wd'), do: 'escalate', mode: 'add' },
  ] as const;
  const repeat = { every: duration('1wd'), max: 60 };
  const back = step('back', 'fin', {
    ...handle,
    limitField: 'day',
    limit: duration('1wd'),
    rules: rules.map(rule => (rule.do === 'remind' ? { ...rule, repeat } : rule)),
  });
  const play = () => new Play([back], { item: { fields: [date('day')], summary: [] }, calendar });

  it('is due when that day closes; a day off when the last working day before it closes', () => {
    expect(shown(start(play(), '2026-11-16 10:00', { day: '2026-11-20' }).task('fin').dueAt ?? 0)).toBe(
      '2026-11-20 18:00',
    );
    expect(shown(start(play(), '2026-11-16 10:00', { day: '2026-11-22' }).task('fin').dueAt ?? 0)).toBe(
      '2026-11-20 18:00',
    );
    // Where the form does not say one, the step's own time counts.
    expect(shown(start(play(), '2026-11-16 10:00').task('fin').dueAt ?? 0)).toBe('2026-11-17 10:00');
  });

  it('asks the borrower and the holder each working day from the next on, and goes up after three', () => {
    const one = start(play(), '2026-11-16 10:00', { day: '2026-11-20' });
    one.now = at('2026-11-20 18:00');
    expect(fire(one, 'bring', 1)).toEqual(['ruleOutdated']);
    one.now = at('2026-11-23 10:00');
    expect(fire(one, 'bring', 1)).toEqual(['ann reminder']);
    expect(fire(one, 'remind', 1)).toEqual(['fin reminder']);
    expect(fire(one, 'bring', 2)).toEqual(['ruleOutdated']);
    one.now = at('2026-11-24 10:00');
    expect(fire(one, 'bring', 2)).toEqual(['ann reminder']);
    expect(fire(one, 'up', 1)).toEqual(['ruleOutdated']);
    one.now = at('2026-11-25 18:00');
    fire(one, 'up', 1);
    expect(one.waiting).toEqual(['fin', 'fay']);
  });

  it('names a date field, whose rules then need no other limit', () => {
    const { limit: _, ...without } = back;
    const fields = [date('day')];
    expect(checkDefinition(item([without], { fields, summary: [] }))).toEqual([]);
    expect(checkDefinition(item([{ ...without, limitField: 'days' }])).map(({ problem }) => problem)).toEqual(
      ['wrongFieldType'],
    );
  });
});

describe('到期提醒 of what was approved (services E9)', () => {
  const expiry = {
    field: 'period',
    remind: [duration('-3wd'), duration('0wh')],
    also: [{ kind: 'people', people: ['tom', 'ann'] }],
  } as const;
  const period: Field = { id: 'period', label: text('period'), type: 'dateRange' };
  const settings: Partial<ItemDefinition> = { fields: [period], summary: [], expiry };
  const form = { period: { from: '2026-11-02', to: '2026-11-20' } };
  const approved = (when = '2026-11-02 10:00') => {
    const one = start(new Play([step('one', 'fin')], { item: settings, calendar }), when, form);
    return one.approve('fin');
  };

  it('three working days before the last day and on it, once each, to the applicant and whom the item names', () => {
    const one = approved();
    expect(shown(one.state.nextWakeAt ?? 0)).toBe('2026-11-17 18:00');
    one.now = at('2026-11-17 17:59');
    wake(one);
    expect(one.refusal?.code).toBe('ruleOutdated');
    one.now = at('2026-11-17 18:00');
    wake(one);
    expect(told(one)).toEqual(['ann expiring', 'tom expiring']);
    one.now = at('2026-11-20 18:00');
    wake(one);
    expect(told(one)).toEqual(['ann expiring', 'tom expiring']);
    expect(one.state.nextWakeAt).toBeUndefined();
    expect(one.status).toBe('APPROVED');
  });

  it('what an outage swallowed comes once; what lay before the approval does not come', () => {
    const one = approved();
    one.now = at('2026-11-21 10:00');
    wake(one);
    expect(told(one)).toEqual(['ann expiring', 'tom expiring']);
    expect(one.state.nextWakeAt).toBeUndefined();
    expect(shown(approved('2026-11-18 10:00').state.nextWakeAt ?? 0)).toBe('2026-11-20 18:00');
  });

  it('nobody hears of what was revoked, refused or withdrawn', () => {
    const one = approved();
    one.do('Revoke', 'ann', { reason: 'gone' });
    one.approve('fin');
    expect([one.status, one.state.nextWakeAt]).toEqual(['REVOKED', undefined]);
    const other = start(
      new Play([step('one', 'fin')], { item: settings, calendar }),
      '2026-11-02 10:00',
      form,
    );
    expect(other.reject('fin').state.nextWakeAt).toBeUndefined();
  });

  it('is of a date that the form has', () => {
    const bad = item([step('one', 'fin')], { expiry: { ...expiry, field: 'title' } });
    expect(checkDefinition(bad).map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'expiry.field wrongFieldType',
    ]);
  });
});

it('by clock time alone these rules limit nothing and break nothing', () => {
  const play = begin([step('one', 'fin')], { item: { sameDay: { before: '15:00', otherwise: '12:00' } } });
  expect(play.later(DAY + HOUR).state.dueAt).toBeUndefined();
});
