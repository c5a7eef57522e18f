import { describe, expect, it } from 'vitest';
import { countVotes } from '../../../src/core/methods.ts';
import { slotsOf } from '../../../src/core/slots.ts';
import {
  all,
  allMustReject,
  any,
  claimed,
  percent,
  random,
  sequence,
  step,
  waitAll,
} from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';
import { begin } from '../../support/flow/play.ts';

const abstain = (mode: 'count' | 'exclude') => {
  const play = begin([step('one', 'v1 v2 v3', percent(66, mode))]).approve('v1');
  return play.do('Abstain', 'v2', { taskId: play.task('v2').id });
};

const five = 'v1 v2 v3 v4 v5';

describe('semantics C0: one task, one decision', () => {
  it('semantics C0: the loser of a race is told who was first, and nothing changes', () => {
    const play = begin([step('one', 'wes sam', any)]);
    const lost = play.task('sam').id;
    play.approve('wes');
    play.try('Approve', 'sam', { taskId: lost });
    expect(play.refusal).toEqual({ code: 'alreadyDecided', by: 'wes', at: play.now, what: 'APPROVED' });
  });

  it('semantics C0: nobody decides what is not theirs, or is not there', () => {
    const play = begin([step('one', 'wes')]);
    play.try('Approve', 'tom', { taskId: play.task('wes').id });
    expect(play.refusal).toEqual({ code: 'notYours' });
    play.try('Approve', 'tom', { taskId: 'q1-t99' });
    expect(play.refusal).toEqual({ code: 'notFound' });
  });

  it('semantics C0: a second submission is refused', () => {
    const play = begin([step('one', 'wes')]);
    play.try('Submit', 'ann', { requestId: 'q1', number: 'x', applicant: 'ann', form: {}, chosen: {} });
    expect(play.refusal).toEqual({ code: 'alreadySubmitted' });
  });
});

describe('semantics C1: 会签', () => {
  it('semantics C1: every distinct actor gets a task, and all must approve', () => {
    const play = begin([step('one', 'wes sam wes', all)]);
    expect(play.waiting).toEqual(['wes', 'sam']);
    expect(play.approve('wes').status).toBe('RUNNING');
    expect(play.approve('sam').status).toBe('APPROVED');
  });

  it('semantics C1: the first reject fails the step and takes the task from the others', () => {
    const play = begin([step('one', 'wes sam', all)]).reject('wes');
    expect(play.status).toBe('REJECTED');
    expect(play.task('sam')).toMatchObject({ status: 'CANCELED', reason: 'rejectedByOther', endedBy: 'wes' });
  });

  it('semantics C1: with waitAll everybody acts, and may change their mind until it is resolved', () => {
    const play = begin([step('one', 'wes sam tom', waitAll)])
      .reject('wes')
      .approve('sam');
    expect(play.waiting).toEqual(['tom']);
    play.do('Approve', 'wes', { taskId: play.task('wes').id });
    expect(play.approve('tom').status).toBe('APPROVED');
    const again = begin([step('one', 'wes sam', waitAll)])
      .reject('wes')
      .approve('sam');
    expect(again.status).toBe('REJECTED');
    again.try('Approve', 'wes', { taskId: again.task('wes').id });
    expect(again.refusal?.code).toBe('alreadyDecided');
  });

  it('semantics C1: one member returns for all, and earlier approvals do not count in the next round', () => {
    const play = begin([step('zero', 'cid'), step('one', 'wes sam', all)])
      .approve('cid')
      .approve('wes');
    play.sendBack('sam', 'zero').approve('cid');
    expect(play.waiting).toEqual(['wes', 'sam']);
    expect(play.state.tasks.filter(task => task.actor === 'wes').map(task => task.status)).toEqual([
      'APPROVED',
      'PENDING',
    ]);
  });
});

describe('semantics C2: 或签', () => {
  it('semantics C2: the first decision decides, a rejection too', () => {
    const play = begin([step('one', 'wes sam tom', any)]).reject('sam');
    expect(play.status).toBe('REJECTED');
    expect(play.task('tom')).toMatchObject({ status: 'CANCELED', reason: 'decidedByOther', endedBy: 'sam' });
  });

  it('semantics C2: the cards of the others are updated', () => {
    const play = begin([step('one', 'wes sam', any)]).approve('wes');
    expect(play.effects).toContainEqual({ kind: 'refreshTask', taskId: play.task('sam').id });
  });

  it('semantics C2: with allMustReject one approval wins even after rejections', () => {
    const play = begin([step('one', 'wes sam', allMustReject)]).reject('wes');
    expect(play.status).toBe('RUNNING');
    expect(play.approve('sam').status).toBe('APPROVED');
    expect(
      begin([step('one', 'wes sam', allMustReject)])
        .reject('wes')
        .reject('sam').status,
    ).toBe('REJECTED');
  });
});

describe('semantics C3: 依次', () => {
  it('semantics C3: only the head is asked, the rest is not told', () => {
    const play = begin([step('one', 'wes sam tom', sequence)]);
    expect(play.waiting).toEqual(['wes']);
    expect(play.effects.filter(effect => effect.kind === 'taskCard')).toHaveLength(1);
    play.approve('wes');
    expect([play.waiting, play.effects.filter(effect => effect.kind === 'taskCard')]).toEqual([
      ['sam'],
      [{ kind: 'taskCard', to: 'sam', taskId: play.task('sam').id }],
    ]);
    expect(play.approve('sam').approve('tom').status).toBe('APPROVED');
  });

  it('semantics C3: a rejection fails the step', () => {
    const play = begin([step('one', 'wes sam', sequence)]).reject('wes');
    expect([play.status, play.task('sam').status]).toEqual(['REJECTED', 'CANCELED']);
  });

  it('semantics C3: signers added in parallel come right behind the one who added them', () => {
    const play = begin([step('one', 'wes tom', sequence)]).addSigner('wes', 'parallel', 'sam sue');
    expect(play.waiting).toEqual(['wes']);
    expect(play.approve('wes').waiting).toEqual(['sam']);
    expect(play.approve('sam').waiting).toEqual(['sue']);
    expect(play.approve('sue').waiting).toEqual(['tom']);
  });

  it('semantics C3: who has left is skipped in the tail, and the timeline says so', () => {
    const play = begin([step('one', 'wes sam tom', sequence)]);
    play.org = organisation({ gone: ['sam'] });
    play.approve('wes');
    expect(play.waiting).toEqual(['tom']);
    expect(play.events).toContainEqual({
      type: 'TaskClosed',
      taskId: play.task('sam').id,
      status: 'SKIPPED',
      reason: 'departed',
    });
  });
});

describe('semantics C4: 票签', () => {
  it('semantics C4: passes exactly on the threshold, and the open ballots are closed', () => {
    const play = begin([step('one', five, percent(60))])
      .approve('v1')
      .approve('v2');
    expect(play.status).toBe('RUNNING');
    expect(play.approve('v3').status).toBe('APPROVED');
    expect(play.task('v4')).toMatchObject({ status: 'CANCELED', reason: 'stepDecided' });
  });

  it('semantics C4: fails as soon as passing is impossible, and not before', () => {
    const play = begin([step('one', five, percent(60))])
      .reject('v1')
      .reject('v2');
    expect(play.status).toBe('RUNNING');
    expect(play.reject('v3').status).toBe('REJECTED');
  });

  it('semantics C4: counts in whole numbers, so that 34 % of three voters are two', () => {
    const play = begin([step('one', 'v1 v2 v3', percent(34))]).approve('v1');
    expect(play.status).toBe('RUNNING');
    expect(play.approve('v2').status).toBe('APPROVED');
    expect(begin([step('one', 'v1 v2 v3', percent(33))]).approve('v1').status).toBe('APPROVED');
  });

  it('semantics C4: abstentions count, unless they are excluded', () => {
    expect(abstain('count').reject('v3').status).toBe('REJECTED');
    expect(abstain('exclude').status).toBe('RUNNING');
    expect(abstain('exclude').approve('v3').status).toBe('APPROVED');
  });

  it('semantics C4: when all abstain and are excluded, the rule for nobody applies', () => {
    const play = begin([step('one', 'v1 v2', percent(50, 'exclude'))]);
    for (const voter of ['v1', 'v2']) play.do('Abstain', voter, { taskId: play.task(voter).id });
    expect(play.waiting).toEqual(['root']);
    expect(play.approve('root').status).toBe('APPROVED');
  });

  it('semantics C4: a count of votes, and a weight that must be more than its share', () => {
    const count = { method: { kind: 'vote', pass: { count: 2 }, abstain: 'count' } } as const;
    expect(
      begin([step('one', five, count)])
        .approve('v1')
        .approve('v2').status,
    ).toBe('APPROVED');
    const pass = { weightPercent: 50, weights: { v1: 3, v2: 2, v3: 1 } };
    const weight = { method: { kind: 'vote', pass, abstain: 'count' } } as const;
    expect(begin([step('one', 'v1 v2 v3', weight)]).approve('v1').status).toBe('RUNNING');
    expect(
      begin([step('one', 'v1 v2 v3', weight)])
        .approve('v1')
        .approve('v3').status,
    ).toBe('APPROVED');
  });

  it('semantics C4: the count can be shown while the vote runs', () => {
    const play = begin([step('one', five, percent(60))])
      .approve('v1')
      .reject('v2');
    const method = { kind: 'vote', pass: { percent: 60 }, abstain: 'count' } as const;
    expect(countVotes(method, slotsOf(play.state, play.task('v1').runId))).toEqual({
      electorate: 5,
      approvals: 1,
      rejections: 1,
      abstentions: 0,
      open: 3,
      needed: 3,
    });
  });

  it('semantics C4: the electorate grows with signers added in parallel and shrinks with those removed', () => {
    const play = begin([step('one', 'v1 v2', percent(50))]).addSigner('v1', 'parallel', 'v3 v4');
    expect(play.approve('v1').status).toBe('RUNNING');
    play.do('RemoveSigner', 'v1', { taskId: play.task('v3').id });
    expect(play.status).toBe('RUNNING');
    play.do('RemoveSigner', 'v1', { taskId: play.task('v4').id });
    expect(play.status).toBe('APPROVED');
  });
});

describe('peers row 20: one of a group', () => {
  it('peers row 20: whoever claims holds it alone, and may give it back', () => {
    const play = begin([step('one', 'wes sam tom', claimed)]);
    play.do('Claim', 'sam', { taskId: play.task('sam').id });
    expect(play.waiting).toEqual(['sam']);
    play.do('Release', 'sam', { taskId: play.task('sam').id });
    expect(play.waiting).toEqual(['wes', 'sam', 'tom']);
    expect(play.approve('tom').status).toBe('APPROVED');
  });

  it('peers row 20: a random one is asked, and the others are known', () => {
    const play = begin([step('one', five, random)]);
    expect(play.waiting).toHaveLength(1);
    expect(play.state.runs[0]?.candidates).toEqual(five.split(' '));
    expect(play.approve(play.waiting[0] ?? '').status).toBe('APPROVED');
  });

  it('peers row 31: a handle step is done, and has no reject', () => {
    const play = begin([step('one', 'wes', { act: 'handle' })]);
    play.try('Reject', 'wes', { taskId: play.task('wes').id, opinion: 'no' });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    play.approve('wes');
    expect([play.status, play.events[0]?.type]).toEqual(['APPROVED', 'Handled']);
  });
});
