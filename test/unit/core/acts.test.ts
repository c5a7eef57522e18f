import { describe, expect, it } from 'vitest';
import { allowedActs } from '../../../src/core/permissions.ts';
import { byAmount, duration, step } from '../../support/flow/definition.ts';
import { HOUR, begin } from '../../support/flow/play.ts';

describe('the acts on a request', () => {
  it('goes from step to step and ends approved', () => {
    const play = begin([step('one', 'wes'), byAmount(50_000, [step('lead', 'dora')]), step('money', 'fay')], {
      form: { amount: '80000.00' },
    });
    expect(play.waiting).toEqual(['wes']);
    play.approve('wes').approve('dora').approve('fay');
    expect(play.status).toBe('APPROVED');
    expect(play.effects).toContainEqual({ kind: 'notice', to: 'ann', notice: { kind: 'approved' } });
  });

  it('skips what a small amount does not need', () => {
    const play = begin([byAmount(50_000, [step('lead', 'dora')]), step('money', 'fay')], {
      form: { amount: '50000' },
    });
    expect(play.waiting).toEqual(['fay']);
  });

  it('reminds, then escalates to the manager, who may decide beside the actor', () => {
    const rules = [
      { id: 'warn', at: duration('-4h'), do: 'remind' },
      { id: 'up', at: duration('0h'), do: 'escalate', mode: 'add' },
    ] as const;
    const play = begin([step('one', 'fin', { limit: duration('1d'), rules })]);
    const { id, dueAt, nextRuleAt } = play.task('fin');
    expect([dueAt, nextRuleAt]).toEqual([play.now + 24 * HOUR, play.now + 20 * HOUR]);
    play.later(20 * HOUR).do('FireRule', 'system', { taskId: id, ruleId: 'warn', occurrence: 1 });
    expect(play.effects).toContainEqual({
      kind: 'notice',
      to: 'fin',
      notice: { kind: 'reminder', taskId: id, occurrence: 1 },
    });
    play.try('FireRule', 'system', { taskId: id, ruleId: 'warn', occurrence: 1 });
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    play.later(4 * HOUR).do('FireRule', 'system', { taskId: id, ruleId: 'up', occurrence: 1 });
    expect(play.waiting).toEqual(['fin', 'fay']);
    play.approve('fay');
    expect([play.status, play.task('fin').status, play.task('fin').reason]).toEqual([
      'APPROVED',
      'CANCELED',
      'decidedByOther',
    ]);
  });

  it('has a button only where the act is allowed', () => {
    const play = begin([step('one', 'wes')]);
    const mine = allowedActs(play.context, play.state, 'wes', { taskId: play.task('wes').id });
    expect(mine).toEqual([
      'approve',
      'reject',
      'return',
      'transfer',
      'assist',
      'addSigner',
      'comment',
      'sendCopy',
    ]);
    expect(allowedActs(play.context, play.state, 'ann')).toEqual(['withdraw', 'urge', 'comment', 'sendCopy']);
    expect(allowedActs(play.context, play.state, 'tia')).toEqual([]);
  });
});
