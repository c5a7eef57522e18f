import { describe, expect, it } from 'vitest';
import { formatDuration, firingsOf, parseDuration, plainCalendar } from '../../../src/core/time-limits.ts';
import type { TimeRule } from '../../../src/core/definition.ts';
import { duration, step } from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';
import { HOUR, START, begin } from '../../support/flow/play.ts';

function timed(...rules: readonly TimeRule[]) {
  return step('one', 'fin', { limit: duration('8h'), rules });
}
function rule(id: string, at: string, does: TimeRule['do'], more: Partial<TimeRule> = {}): TimeRule {
  return { id, at: duration(at), do: does, ...more };
}

const escalation = (mode: 'add' | 'move', org = organisation()) => {
  const play = begin([timed(rule('up', '0h', 'escalate', { mode }))], { organisation: org });
  return play.later(8 * HOUR).do('FireRule', 'system', { taskId: 'q1-t1', ruleId: 'up', occurrence: 1 });
};

describe('durations', () => {
  it('are read as they are written in a catalogue, and nothing else is', () => {
    expect(['-4h', '1d', '30min', '+2wd', '3wh', '−4h'].map(text => parseDuration(text))).toEqual([
      { amount: -4, unit: 'h' },
      { amount: 1, unit: 'd' },
      { amount: 30, unit: 'min' },
      { amount: 2, unit: 'wd' },
      { amount: 3, unit: 'wh' },
      { amount: -4, unit: 'h' },
    ]);
    expect(['', '4', 'h', '1.5h', '4 hours', '1w'].map(text => parseDuration(text))).toEqual(
      Array(6).fill(undefined),
    );
    expect(formatDuration({ amount: -4, unit: 'h' })).toBe('-4h');
  });
});

describe('semantics C13: time rules', () => {
  it('semantics C13: each occurrence fires once, in its time, while the task waits', () => {
    const repeat = { every: duration('1h'), max: 3 };
    const play = begin([timed(rule('warn', '-2h', 'remind', { repeat }))]);
    const fire = (occurrence: number) => {
      play.try('FireRule', 'system', { taskId: 'q1-t1', ruleId: 'warn', occurrence });
      return play.refusal?.code;
    };
    expect(play.state.tasks[0]?.nextRuleAt).toBe(START + 6 * HOUR);
    expect(fire(1)).toBe('ruleOutdated');
    play.later(6 * HOUR);
    expect([fire(1), fire(1), fire(2)]).toEqual([undefined, 'ruleOutdated', 'ruleOutdated']);
    play.later(2 * HOUR);
    expect([fire(3), play.state.tasks[0]?.nextRuleAt, fire(4)]).toEqual([
      undefined,
      undefined,
      'ruleOutdated',
    ]);
  });

  it('semantics C13: nothing fires for a task that is done, and no person can fire', () => {
    const play = begin([timed(rule('warn', '0h', 'remind'), rule('x', '1h', 'remind'))]).later(8 * HOUR);
    play.try('FireRule', 'fin', { taskId: 'q1-t1', ruleId: 'warn', occurrence: 1 });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    play.approve('fin').try('FireRule', 'system', { taskId: 'q1-t1', ruleId: 'warn', occurrence: 1 });
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    expect(play.task('fin').nextRuleAt).toBeUndefined();
  });

  it('semantics C13: occurrences that were missed fire once, as the latest of them', () => {
    const repeat = { every: duration('1h'), max: 5 };
    const one = timed(rule('warn', '0h', 'remind', { repeat }));
    const play = begin([one]);
    const firings = firingsOf(plainCalendar, one, play.task('fin'), START + 11 * HOUR);
    expect(firings).toEqual([{ ruleId: 'warn', occurrence: 4 }]);
  });

  it('semantics C13: a reminder that lies before the task began is left out', () => {
    const play = begin([timed(rule('warn', '-9h', 'remind'), rule('late', '1h', 'remind'))]);
    expect(play.task('fin').nextRuleAt).toBe(START + 9 * HOUR);
  });

  it('semantics C13: escalating adds the manager beside the actor; the first of the two decides', () => {
    expect(escalation('add').waiting).toEqual(['fin', 'fay']);
    expect(escalation('add').approve('fin').status).toBe('APPROVED');
    expect(escalation('add').reject('fay').status).toBe('REJECTED');
  });

  it('semantics C13: the manager gets one card, which says that it was escalated, and no notice beside it', () => {
    const play = escalation('add');
    const toFay = play.effects.filter(effect => 'to' in effect && effect.to === 'fay');
    expect(toFay.map(effect => effect.kind)).toEqual(['taskCard']);
    expect(play.task('fay').origin).toEqual({ kind: 'escalation', taskId: 'q1-t1' });
  });

  it('semantics C13: escalating moves the task to the manager', () => {
    const play = escalation('move');
    expect([play.waiting, play.task('fin').reason]).toEqual([['fay'], 'escalated']);
    expect(play.task('fay').dueAt).toBe(play.now + 8 * HOUR);
  });

  it('semantics C13: without a manager the administrators get it', () => {
    const alone = organisation({
      managers: { fin: undefined },
      heads: { finance: undefined, depot: undefined },
    });
    expect(escalation('move', alone).waiting).toEqual(['root']);
  });

  it('semantics C13: further up where the rule says so', () => {
    const play = begin([timed(rule('up', '0h', 'escalate', { mode: 'add', level: 2 }))]).later(8 * HOUR);
    play.do('FireRule', 'system', { taskId: 'q1-t1', ruleId: 'up', occurrence: 1 });
    expect(play.waiting).toEqual(['fin', 'dora']);
  });

  it('semantics C13: nor does it go to the applicant', () => {
    const options = { applicant: 'fay', item: { self: 'skip' } } as const;
    const play = begin([timed(rule('up', '0h', 'escalate', { mode: 'add' }))], options);
    play.later(8 * HOUR).do('FireRule', 'system', { taskId: 'q1-t1', ruleId: 'up', occurrence: 1 });
    expect(play.waiting).toEqual(['fin', 'dora']);
  });

  it('semantics C13: the manager or the administrators are told, the task is given on, or decided', () => {
    const to = { kind: 'people', people: ['tia'] } as const;
    const all = [
      rule('boss', '0h', 'remindManager'),
      rule('tell', '0h', 'notifyAdmins'),
      rule('give', '0h', 'transfer', { to }),
      rule('yes', '0h', 'autoApprove'),
      rule('no', '0h', 'autoReject'),
    ];
    const fired = (ruleId: string) =>
      begin([timed(...all)])
        .later(8 * HOUR)
        .do('FireRule', 'system', { taskId: 'q1-t1', ruleId, occurrence: 1 });
    const overdue = { kind: 'overdue', taskId: 'q1-t1', actor: 'fin' };
    expect(fired('boss').effects).toContainEqual({ kind: 'notice', to: 'fay', notice: overdue });
    expect(fired('tell').effects).toContainEqual({ kind: 'noticeToAdministrators', notice: overdue });
    expect(fired('give').waiting).toEqual(['tia']);
    expect(fired('yes').status).toBe('APPROVED');
    expect(fired('no').status).toBe('REJECTED');
  });

  it.each(['autoApprove', 'autoReject'] as const)(
    'semantics C9: %s decides nothing for who was asked for an opinion; the owner decides without it, with fresh time',
    does => {
      const play = begin([timed(rule('end', '0h', does))]);
      play.do('Assist', 'fin', { taskId: 'q1-t1', to: 'wes', question: 'safe?' });
      const asked = play.task('wes');
      play.later(8 * HOUR).do('FireRule', 'system', { taskId: asked.id, ruleId: 'end', occurrence: 1 });
      expect(play.state.tasks.find(({ id }) => id === asked.id)).toMatchObject({
        status: 'CANCELED',
        reason: 'answerMissed',
      });
      expect([play.status, play.waiting]).toEqual(['RUNNING', ['fin']]);
      expect(play.task('fin').dueAt).toBe(START + 16 * HOUR);
      expect(play.approve('fin').status).toBe('APPROVED');
    },
  );
});
