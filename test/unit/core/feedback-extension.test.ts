import { describe, expect, it } from 'vitest';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import type { FeedbackByField } from '../../../src/core/supervision/types.ts';
import { duration, item, step } from '../../support/flow/definition.ts';
import { begin, DAY, HOUR, type Play } from '../../support/flow/play.ts';

const label = { zh: '周期', en: 'cycle' };
const cycle = {
  id: 'cycle',
  label,
  type: 'select',
  options: [
    { id: 'weekly', label },
    { id: 'none', label },
  ],
} as const;
const by = { field: 'cycle', options: { weekly: duration('5wd') } };
const feedback = { every: by, limit: duration('2h') };
const wake = (play: Play) => play.try('Wake', 'system', {});
const open = (play: Play, kind: 'flow' | 'feedback' = 'feedback') =>
  play.state.tasks
    .filter(task => task.status === 'PENDING' && task.origin.kind === kind)
    .map(task => task.actor);
const asking = (form: Readonly<Record<string, string>> = { cycle: 'weekly' }) =>
  begin([step('one', 'fin sid', { feedback })], { item: { fields: [cycle], summary: ['cycle'] }, form });

describe('progress is asked for while a step is open (services E13)', () => {
  it('of everybody who holds it, as often as the form says, until then and by then', () => {
    const play = asking();
    wake(play.later(4 * DAY));
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    wake(play.later(DAY));
    expect(open(play)).toEqual(['fin', 'sid']);
    expect(play.state.tasks.at(-1)?.dueAt).toBe(play.now + 2 * HOUR);
    expect(play.effects.filter(({ kind }) => kind === 'taskCard')).toHaveLength(2);
    expect(play.state.nextWakeAt).toBe(play.now + 5 * DAY);
  });

  it('an answer decides nothing, and the step decides without it', () => {
    const play = asking();
    wake(play.later(5 * DAY));
    const [first] = play.state.tasks.filter(({ origin }) => origin.kind === 'feedback');
    for (const act of ['Approve', 'Reject'] as const) {
      play.try(act, 'fin', { taskId: first?.id ?? '', opinion: '好' });
      expect(play.refusal).toEqual({ code: 'notAllowed' });
    }
    play.do('Answer', 'fin', { taskId: first?.id ?? '', opinion: '做了一半' });
    expect([play.status, open(play), open(play, 'flow')]).toEqual(['RUNNING', ['sid'], ['fin', 'sid']]);
    play.approve('fin').approve('sid');
    expect([play.status, open(play)]).toEqual(['APPROVED', []]);
    expect(play.state.nextWakeAt).toBeUndefined();
  });

  it('who gave none is asked anew; periods that were missed are asked for once', () => {
    const play = asking();
    wake(play.later(5 * DAY));
    wake(play.later(16 * DAY));
    expect(open(play)).toEqual(['fin', 'sid']);
    expect(play.state.tasks.filter(task => task.reason === 'feedbackMissed')).toHaveLength(2);
    expect(play.state.nextWakeAt).toBe(play.state.submittedAt + 25 * DAY);
  });

  it('not at all where the form names no period', () => {
    expect(asking({ cycle: 'none' }).state.nextWakeAt).toBeUndefined();
    expect(asking({}).state.nextWakeAt).toBeUndefined();
  });
});

const extension = {
  item: 'MORE',
  form: { until: '$until', reason: '$reason', of: '$number', what: 'title' },
};
const limited = (more: Partial<ItemDefinition> = {}) =>
  begin([step('one', 'fin')], {
    item: { limit: duration('20wd'), extension, ...more },
    form: { title: '整治' },
  });
const until = '2026-12-31';
const end = (play: Play, status: 'APPROVED' | 'REJECTED') =>
  play.do('EndSubrequest', 'system', { runId: '$extension', requestId: 'q1-e1', status });

describe('more time is a request of its own (services E13, 延期申请)', () => {
  it('started in the asker’s name, with what was said and the values of this form', () => {
    const play = limited();
    play.do('AskExtension', 'fin', { until, reason: '缺料' });
    expect(play.effects.find(({ kind }) => kind === 'startSubrequest')).toEqual({
      kind: 'startSubrequest',
      requestId: 'q1-e1',
      runId: '$extension',
      item: 'MORE',
      applicant: 'fin',
      form: { until, reason: '缺料', of: play.state.number, what: '整治' },
    });
  });

  it('approved, the limit moves to the closing of that day and supervision begins anew; refused, nothing does', () => {
    const refused = limited();
    const before = refused.state.dueAt;
    refused.do('AskExtension', 'fin', { until, reason: '缺料' });
    end(refused, 'REJECTED');
    expect(refused.state.dueAt).toBe(before);
    const play = limited().later(21 * DAY);
    wake(play);
    expect(play.state.supervision?.fired).not.toEqual({});
    play.do('AskExtension', 'fin', { until, reason: '缺料' });
    end(play, 'APPROVED');
    expect(play.state).toMatchObject({ extendedTo: until, dueAt: play.context.calendar.closing?.(until) });
    expect(play.state.supervision).toMatchObject({ fired: {}, since: play.now });
    // Counting anew, after a change of the calendar, keeps the new day.
    play.try('Recompute', 'system', {});
    expect(play.state.dueAt).toBe(play.context.calendar.closing?.(until));
  });

  it('by those who hold it or applied, once at a time, with a reason and a later day', () => {
    const play = limited();
    const ask = (person: string, day = until, reason = '缺料') =>
      play.try('AskExtension', person, { until: day, reason });
    ask('sid');
    expect(play.refusal).toEqual({ code: 'notYours' });
    ask('fin', until, ' ');
    expect(play.refusal).toEqual({ code: 'reasonRequired' });
    for (const day of ['2026-11-10', '2099-01-01', 'soon', '']) {
      ask('fin', day);
      expect(play.refusal).toEqual({ code: 'dateTooEarly' });
    }
    ask('ann');
    expect(play.refusal).toBeUndefined();
    ask('fin');
    expect(play.refusal).toEqual({ code: 'extensionRunning' });
  });

  it('ends with the request that it was for', () => {
    const play = limited();
    play.do('AskExtension', 'fin', { until, reason: '缺料' });
    play.approve('fin');
    expect(play.effects).toContainEqual({ kind: 'endSubrequest', requestId: 'q1-e1', why: 'parentMovedOn' });
    end(play, 'APPROVED');
    expect(play.state.extendedTo).toBeUndefined();
  });
});

it('what cannot work is refused by the check, with its place', () => {
  const faults = (more: Partial<ItemDefinition>, every: FeedbackByField = by, limit = duration('1d')) =>
    checkDefinition(
      item([step('one', 'fin', { feedback: { every, limit } })], {
        fields: [cycle, { id: 'title', label, type: 'text' }],
        summary: ['cycle'],
        ...more,
      }),
    ).map(({ path, problem }) => `${path} ${problem}`);
  expect(faults({ extension })).toEqual([]);
  expect(faults({ extension: { ...extension, item: 'TEST' } })).toEqual(['extension.item ownItem']);
  expect(faults({ extension: { item: 'MORE', form: { x: 'nothing' } } })).toEqual([
    'extension.form unknownField',
  ]);
  const place = 'flow[0].feedback';
  expect(faults({}, { ...by, field: 'nothing' })).toEqual([`${place} unknownField`]);
  expect(faults({}, { ...by, field: 'title' })).toEqual([`${place} wrongFieldType`]);
  expect(
    faults({}, { field: 'cycle', options: { weekly: duration('1wd'), never: duration('1wd') } }),
  ).toEqual([`${place} wrongOperand`]);
  expect(faults({}, by, duration('0d'))).toEqual([`${place} badDuration`]);
});
