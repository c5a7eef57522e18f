import { describe, expect, it } from 'vitest';
import { breachesOf } from '../../../src/core/breaches.ts';
import { duration, step } from '../../support/flow/definition.ts';
import { begin, DAY, HOUR } from '../../support/flow/play.ts';

const limited = () =>
  begin([step('one', 'fin', { limit: duration('1d') }), step('two', 'sid', { limit: duration('1d') })], {
    item: { limit: duration('3d') },
  });

describe('limits that were passed are recorded with the request (features 1.24)', () => {
  it('none while everything is in time', () => {
    const play = limited().later(DAY);
    expect(breachesOf(play.state, play.now)).toEqual([]);
    play.approve('fin');
    expect(breachesOf(play.state, play.now)).toEqual([]);
  });

  it('whose, where and until when; the request’s own too, and for ever', () => {
    const play = limited().later(DAY + HOUR);
    const due = play.state.submittedAt + DAY;
    expect(breachesOf(play.state, play.now)).toEqual([{ actor: 'fin', nodeId: 'one', dueAt: due }]);
    play.approve('fin');
    const late = { actor: 'fin', nodeId: 'one', dueAt: due, doneAt: due + HOUR };
    play.later(3 * DAY).approve('sid');
    const twice = breachesOf(play.state, play.now + 100 * DAY);
    expect(twice.map(({ actor, nodeId }) => [actor, nodeId])).toEqual([
      ['fin', 'one'],
      ['sid', 'two'],
      [undefined, undefined],
    ]);
    expect(twice[0]).toEqual(late);
    expect(twice[2]?.doneAt).toBe(play.now);
  });

  it('what went on to somebody else counts for whoever had it when its time ran out', () => {
    const play = limited().later(DAY + HOUR);
    play.do('Transfer', 'fin', { taskId: 'q1-t1', to: 'ben', reason: '归他' });
    expect(breachesOf(play.state, play.now).map(({ actor }) => actor)).toEqual(['fin']);
  });
});
