import { describe, expect, it } from 'vitest';
import { allowedActs } from '../../../src/core/permissions.ts';
import { returnTargets } from '../../../src/core/acts/return.ts';
import {
  all,
  branch,
  byAmount,
  duration,
  percent,
  sequence,
  step,
  waitAll,
} from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';
import { DAY, HOUR, Play, begin } from '../../support/flow/play.ts';

const reopened = (reopen: 'returnerAndPending' | 'allMembers') => {
  const mode = { allowed: true, mode: 'ask', reopen } as const;
  const play = begin([step('one', 'wes'), step('two', 'sam tom fay', { ...all, return: mode })]);
  return play.approve('wes').approve('sam').sendBack('tom', 'one', 'direct').approve('wes');
};

describe('semantics C5: 拒绝', () => {
  it('semantics C5: needs a reason', () => {
    const play = begin([step('one', 'wes')]);
    play.try('Reject', 'wes', { taskId: play.task('wes').id, opinion: '  ' });
    expect(play.refusal).toEqual({ code: 'reasonRequired' });
  });

  it('semantics C5: ends the request, and a new one may be begun from it under a new number', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam')]).reject('wes');
    expect([play.status, play.waiting]).toEqual(['REJECTED', []]);
    const copy = new Play([step('one', 'wes')]);
    copy.do('Submit', 'ann', {
      requestId: 'q2',
      number: 'TEST-20261102-0002',
      applicant: 'ann',
      form: play.state.form,
      chosen: {},
      resubmittedFrom: play.state.id,
    });
    expect(copy.state).toMatchObject({ number: 'TEST-20261102-0002', resubmittedFrom: 'q1' });
    expect(allowedActs(play.context, play.state, 'ann')).toContain('copy');
  });

  it('semantics C5: goes back to the start where the step says so', () => {
    const play = begin([step('one', 'wes', { onReject: 'toStart' })]).reject('wes');
    expect(play.status).toBe('RETURNED');
    expect(play.resubmit().waiting).toEqual(['wes']);
  });

  it('semantics C5: goes back to a step where the step says so', () => {
    const play = begin([
      step('one', 'wes'),
      step('two', 'sam'),
      step('three', 'tom', { onReject: { toStep: 'one' } }),
    ]);
    play.approve('wes').approve('sam').reject('tom');
    expect(play.at).toEqual(['one']);
    expect(play.approve('wes').at).toEqual(['two']);
  });
});

describe('semantics C6: 退回', () => {
  it('semantics C6: the applicant edits in place under the same number, and later approvers see what changed', () => {
    const play = begin([step('one', 'wes')], { form: { title: 'old', amount: '1' } }).sendBack(
      'wes',
      'start',
    );
    expect(play.status).toBe('RETURNED');
    expect(play.effects).toContainEqual({
      kind: 'notice',
      to: 'ann',
      notice: { kind: 'returned', by: 'wes', reason: 'again' },
    });
    play.resubmit({ title: 'new', amount: '1' });
    expect(play.state.number).toBe('TEST-20261102-0001');
    expect(play.events[0]).toMatchObject({ type: 'Resubmitted', changed: ['title'] });
    expect(play.waiting).toEqual(['wes']);
  });

  it("semantics C6: the handlers' time stands still meanwhile", () => {
    const play = begin([step('one', 'wes')], { item: { limit: duration('3d') } });
    const due = play.state.dueAt ?? 0;
    play
      .sendBack('wes', 'start')
      .later(2 * DAY)
      .resubmit();
    expect(play.state.dueAt).toBe(due + 2 * DAY);
  });

  it('semantics C6: not resubmitted in time, it is cancelled', () => {
    const play = begin([step('one', 'wes')])
      .sendBack('wes', 'start')
      .later(15 * DAY);
    expect(play.state.nextWakeAt).toBe(play.now);
    play.do('Wake', 'system', {});
    expect(play.status).toBe('CANCELED');
    expect(play.effects).toContainEqual({ kind: 'notice', to: 'ann', notice: { kind: 'expired' } });
  });

  it('semantics C6: a step is re-opened with the same actors, and rerun asks everybody after it again', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam'), step('three', 'tom')]);
    play.transfer('wes', 'sue').approve('sue').approve('sam').sendBack('tom', 'one');
    expect(play.waiting).toEqual(['sue']);
    expect(play.approve('sue').waiting).toEqual(['sam']);
    expect(play.approve('sam').waiting).toEqual(['tom']);
  });

  it('semantics C6: actors who have left meanwhile are found anew', () => {
    const play = begin([step('one', [{ kind: 'manager', level: 1 }]), step('two', 'sam')]).approve('wes');
    play.org = organisation({ gone: ['wes'], heads: { workshop: 'ben' } });
    expect(play.sendBack('sam', 'one').waiting).toEqual(['ben']);
  });

  it('semantics C6: direct goes straight back to whoever returned; approvals in between stay valid', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam'), step('three', 'tom')]);
    play.approve('wes').approve('sam').sendBack('tom', 'one', 'direct');
    expect(play.waiting).toEqual(['wes']);
    expect(play.approve('wes').waiting).toEqual(['tom']);
    expect(play.approve('tom').status).toBe('APPROVED');
  });

  it('semantics C6: direct from the start, too', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam')], { form: { title: 'a' } }).approve('wes');
    expect(play.sendBack('sam', 'start', 'direct').resubmit({ title: 'b' }).waiting).toEqual(['sam']);
  });

  it('semantics C6: in direct mode a countersign asks the returner and who had not acted, or all members', () => {
    expect(reopened('returnerAndPending').waiting).toEqual(['tom', 'fay']);
    expect(reopened('allMembers').waiting).toEqual(['sam', 'tom', 'fay']);
    expect(reopened('returnerAndPending').approve('tom').approve('fay').status).toBe('APPROVED');
  });

  it('semantics C6: in direct mode a changed path falls back to rerun, and says so', () => {
    const flow = [
      step('one', 'wes'),
      byAmount(50_000, [step('lead', 'dora')], [step('low', 'cid')]),
      step('two', 'sam'),
    ];
    const play = begin(flow, { form: { amount: '100' } })
      .approve('wes')
      .approve('cid');
    play.sendBack('sam', 'start', 'direct').resubmit({ amount: '60000' });
    expect(play.events[0]).toMatchObject({ type: 'Resubmitted', fellBack: 'pathChanged' });
    expect(play.waiting).toEqual(['wes']);
    expect(play.approve('wes').waiting).toEqual(['dora']);
  });

  it('semantics C6: the same where a step in between edits the form', () => {
    const edits = { fields: { amount: 'edit' } } as const;
    const flow = [step('one', 'wes', edits), byAmount(50_000, [step('lead', 'dora')]), step('two', 'sam')];
    const play = begin(flow, { form: { amount: '100' } })
      .approve('wes')
      .sendBack('sam', 'one', 'direct');
    play.approve('wes', { edited: { amount: '60000' } });
    expect(play.events.map(event => event.type)).toContain('FellBack');
    expect(play.waiting).toEqual(['dora']);
  });

  it('semantics C6: the mode is fixed where the step says so', () => {
    const fixed = { allowed: true, mode: 'rerun', reopen: 'allMembers' } as const;
    const play = begin([step('one', 'wes'), step('two', 'sam'), step('three', 'tom', { return: fixed })]);
    play.approve('wes').approve('sam').sendBack('tom', 'one', 'direct').approve('wes');
    expect(play.waiting).toEqual(['sam']);
  });

  it('semantics C6: never into a sibling branch, nor to a step that has not run', () => {
    const fork = branch('fork', 'parallel', {
      left: [step('l1', 'wes'), step('l2', 'sam')],
      right: [step('r1', 'tom')],
    });
    const play = begin([step('one', 'cid'), fork, step('end', 'fay')])
      .approve('cid')
      .approve('wes')
      .approve('tom');
    expect(returnTargets(play.definition, play.state, play.task('sam')).map(node => node.id)).toEqual([
      'one',
      'l1',
    ]);
    play.approve('sam');
    expect(returnTargets(play.definition, play.state, play.task('fay')).map(node => node.id)).toEqual([
      'one',
    ]);
    play.try('Return', 'fay', { taskId: play.task('fay').id, target: { nodeId: 'l1' }, opinion: 'x' });
    expect(play.refusal).toEqual({ code: 'badTarget' });
  });

  it('semantics C6: within a branch the siblings keep running; above the fork all branches go back', () => {
    const fork = branch('fork', 'parallel', {
      left: [step('l1', 'wes'), step('l2', 'sam')],
      right: [step('r1', 'tom')],
    });
    const play = begin([step('one', 'cid'), fork])
      .approve('cid')
      .approve('wes')
      .sendBack('sam', 'l1');
    expect(play.waiting).toEqual(['tom', 'wes']);
    play.approve('wes').sendBack('sam', 'one', 'direct');
    expect(play.waiting).toEqual(['cid']);
    expect(play.events[0]).toMatchObject({ type: 'ReturnedTo', mode: 'rerun', fellBack: 'otherBranches' });
    expect(play.approve('cid').waiting).toEqual(['wes', 'tom']);
  });

  it('semantics C6: back into a branch that was taken alone, and on through its join', () => {
    const flow = [byAmount(10, [step('lead', 'dora')]), step('two', 'sam')];
    const play = begin(flow, { form: { amount: '20' } })
      .approve('dora')
      .sendBack('sam', 'lead');
    expect(play.waiting).toEqual(['dora']);
    expect(play.approve('dora').waiting).toEqual(['sam']);
    expect(play.sendBack('sam', 'lead', 'direct').approve('dora').approve('sam').status).toBe('APPROVED');
  });

  it('semantics C6: where the target of a direct return returns itself, the branch behind it does not stay open', () => {
    const flow = [step('one', 'wes'), byAmount(10, [step('lead', 'dora')]), step('two', 'sam')];
    const play = begin(flow, { form: { amount: '20' } })
      .approve('wes')
      .sendBack('dora', 'one', 'direct')
      .sendBack('wes', 'start', 'direct')
      .resubmit({ amount: '5' });
    const open = () => play.state.runs.filter(({ status }) => status === 'open').map(({ nodeId }) => nodeId);
    expect([play.waiting, open()]).toEqual([['wes'], ['one']]);
    expect(play.approve('wes').waiting).toEqual(['sam']);
    expect([play.approve('sam').status, open()]).toEqual(['APPROVED', []]);
  });

  it('semantics C5: goes back with the reason of who rejected, where the last of a countersign approves', () => {
    const play = begin([step('one', 'wes sam', { ...waitAll, onReject: 'toStart' })])
      .reject('wes', 'too dear')
      .approve('sam', { opinion: 'fine' });
    expect(play.status).toBe('RETURNED');
    expect(play.state).toMatchObject({ returned: { reason: 'too dear' } });
  });

  it('semantics C5: goes back with the reason of who rejected, where the removal of a signer decides', () => {
    const play = begin([step('one', 'v1 v2 v3', { ...percent(76), onReject: 'toStart' })])
      .addSigner('v1', 'parallel', 'sam tom')
      .reject('v1', 'too dear');
    expect(play.status).toBe('RUNNING');
    const rejected = play.state.tasks.find(({ status }) => status === 'REJECTED');
    play.do('RemoveSigner', 'v1', { taskId: play.task('tom').id });
    expect(play.status).toBe('RETURNED');
    expect(play.state).toMatchObject({ returned: { reason: 'too dear', taskId: rejected?.id } });
  });

  it('semantics C6: neither de-duplication nor self-approval pass the re-opened step', () => {
    const play = begin([step('one', 'wes'), step('two', 'wes'), step('three', 'sam')], {
      item: { dedupe: 'consecutive' },
    });
    play.approve('wes');
    expect(play.waiting).toEqual(['sam']);
    expect(play.sendBack('sam', 'two').waiting).toEqual(['wes']);
  });

  it('semantics C6: a return drops the rest of a sequence', () => {
    const play = begin([step('one', 'wes sam', sequence)]).sendBack('wes', 'start');
    expect(play.task('sam')).toMatchObject({ status: 'CANCELED', reason: 'returned' });
  });
});

describe('semantics C7: 撤回, 撤销, 拿回', () => {
  it('semantics C7: withdrawing cancels every open task', () => {
    const play = begin([step('one', 'wes sam', all)]).do('Withdraw', 'ann', {});
    expect([play.status, play.waiting]).toEqual(['CANCELED', []]);
    expect(play.effects.filter(effect => effect.kind === 'refreshTask')).toHaveLength(2);
  });

  it('semantics C7: only the applicant withdraws, and only as far as the item allows', () => {
    const flow = [step('one', 'wes'), step('two', 'sam')];
    const refusalAfterFirst = (rule: 'untilFirstAction' | 'whileRunning' | 'never') => {
      const play = begin(flow, { item: { withdraw: rule } }).approve('wes');
      play.try('Withdraw', 'ann', {});
      return play.refusal?.code;
    };
    expect(refusalAfterFirst('untilFirstAction')).toBe('notAllowed');
    expect(refusalAfterFirst('whileRunning')).toBeUndefined();
    expect(refusalAfterFirst('never')).toBe('notAllowed');
    const play = begin(flow);
    play.try('Withdraw', 'wes', {});
    expect(play.refusal).toEqual({ code: 'notYours' });
  });

  it('semantics C7: those who approved are asked to revoke, in order, each once', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam'), step('three', 'wes')]);
    play.approve('wes').approve('sam').approve('wes').do('Revoke', 'ann', { reason: 'not needed' });
    expect([play.status, play.waiting]).toEqual(['APPROVED', ['wes']]);
    play.approve('wes');
    expect([play.status, play.waiting]).toEqual(['APPROVED', ['sam']]);
    expect(play.approve('sam').status).toBe('REVOKED');
  });

  it('semantics C7: a rejected revocation leaves it approved; after the days it is too late', () => {
    const play = begin([step('one', 'wes')], { item: { revokeDays: 3 } }).approve('wes');
    play.do('Revoke', 'ann', { reason: 'r' }).reject('wes');
    expect([play.status, play.waiting, play.state.revoking]).toEqual(['APPROVED', [], undefined]);
    play.later(3 * DAY + 1).try('Revoke', 'ann', { reason: 'r' });
    expect(play.refusal).toEqual({ code: 'tooLate' });
    const never = begin([step('one', 'wes')], { item: { revokeDays: 0 } }).approve('wes');
    never.try('Revoke', 'ann', { reason: 'r' });
    expect(never.refusal).toEqual({ code: 'notAllowed' });
  });

  it('semantics C7: an approver takes back while nobody of the next step has done anything', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam tom', all), step('three', 'fay')])
      .approve('wes')
      .later(HOUR);
    play.do('TakeBack', 'wes', { taskId: play.task('wes').id });
    expect(play.waiting).toEqual(['wes']);
    expect(play.task('sam')).toMatchObject({ status: 'CANCELED', reason: 'takenBack' });
    expect(play.approve('wes').waiting).toEqual(['sam', 'tom']);
    play.approve('sam').try('TakeBack', 'wes', { taskId: play.task('wes').id });
    expect(play.refusal).toEqual({ code: 'alreadyMovedOn' });
  });

  it('semantics C7: other branches beside it are left alone, and need not be untouched', () => {
    const fork = branch('fork', 'parallel', {
      left: [step('l1', 'wes'), step('l2', 'sam')],
      right: [step('r1', 'tom'), step('r2', 'tia')],
    });
    const play = begin([fork]).approve('tom').approve('wes');
    play.do('TakeBack', 'wes', { taskId: play.task('wes').id });
    expect(play.waiting).toEqual(['wes', 'tia']);
    expect(play.approve('tia').approve('wes').approve('sam').status).toBe('APPROVED');
  });

  it('semantics C7: nor once they have read it, nor after the end, nor where the step forbids it', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam')])
      .approve('wes')
      .do('MarkRead', 'sam', {});
    play.try('TakeBack', 'wes', { taskId: play.task('wes').id });
    expect(play.refusal).toEqual({ code: 'alreadyMovedOn' });
    play.approve('sam').try('TakeBack', 'wes', { taskId: play.task('wes').id });
    expect(play.refusal).toEqual({ code: 'requestEnded', status: 'APPROVED' });
    const allow = { transfer: true, addSigner: true, takeBack: false };
    const fixed = begin([step('one', 'wes', { allow }), step('two', 'sam')]).approve('wes');
    fixed.try('TakeBack', 'wes', { taskId: fixed.task('wes').id });
    expect(fixed.refusal).toEqual({ code: 'notAllowed' });
  });
});
