import { describe, expect, it } from 'vitest';
import { heldBy, successorOf } from '../../../src/core/acts/hand-over.ts';
import { any, duration, percent, sequence, step, waitAll } from '../../support/flow/definition.ts';
import { delegation, organisation } from '../../support/flow/organisation.ts';
import { DAY, HOUR, START, begin } from '../../support/flow/play.ts';

const waiting = (rules: Parameters<typeof organisation>[0]) =>
  begin([step('one', 'wes')], { organisation: organisation(rules) }).waiting;

const why = (to: string) => {
  const options = { item: { self: 'skip' }, organisation: organisation({ gone: ['cid'] }) } as const;
  const play = begin([step('one', 'wes sam')], options);
  play.try('Transfer', 'wes', { taskId: play.task('wes').id, to });
  return play.refusal?.code === 'badPerson' ? play.refusal.why : undefined;
};

const refusal = (who: string, self: 'self' | 'skip') => {
  const play = begin([step('one', 'wes sam')], { item: { self } });
  const added = { taskId: play.task('wes').id, position: 'parallel', people: [who] } as const;
  play.try('AddSigner', 'wes', added);
  return play.refusal;
};

describe('semantics C8: 加签', () => {
  it('semantics C8: before: the owner waits until they have passed, then decides with a fresh timer', () => {
    const limited = { limit: { amount: 1, unit: 'd' } } as const;
    const play = begin([step('one', 'wes', limited)]).addSigner('wes', 'before', 'sam tom');
    expect(play.waiting).toEqual(['sam', 'tom']);
    play.later(DAY).approve('sam').approve('tom');
    expect(play.waiting).toEqual(['wes']);
    expect(play.task('wes').dueAt).toBe(play.now + DAY);
    expect(play.approve('wes').status).toBe('APPROVED');
  });

  it("semantics C8: before: their rejection is the owner's, with their opinion", () => {
    const play = begin([step('one', 'wes')])
      .addSigner('wes', 'before', 'sam')
      .reject('sam', 'too dear');
    expect(play.status).toBe('REJECTED');
    expect(play.task('wes')).toMatchObject({ status: 'REJECTED', auto: 'signers', opinion: 'too dear' });
  });

  it('semantics C8: before: any of them, or one after the other', () => {
    const either = begin([step('one', 'wes')])
      .addSigner('wes', 'before', 'sam tom', 'any')
      .approve('tom');
    expect(either.waiting).toEqual(['wes']);
    const line = begin([step('one', 'wes')]).addSigner('wes', 'before', 'sam tom', 'sequence');
    expect(line.waiting).toEqual(['sam']);
    expect(line.approve('sam').waiting).toEqual(['tom']);
    expect(line.approve('tom').waiting).toEqual(['wes']);
  });

  it('semantics C8: after: the owner has approved, but the step waits for them', () => {
    const play = begin([step('one', 'wes'), step('two', 'fay')]).addSigner('wes', 'after', 'sam');
    expect([play.task('wes').status, play.waiting]).toEqual(['APPROVED', ['sam']]);
    expect(play.approve('sam').waiting).toEqual(['fay']);
  });

  it('semantics C1, C8: whoever adds signers after and then rejects instead takes the request from their lists', () => {
    const play = begin([step('one', 'wes fay', waitAll)]).addSigner('wes', 'after', 'sam tom');
    expect(play.waiting).toEqual(['fay', 'sam', 'tom']);
    const own = play.state.tasks.find(({ actor }) => actor === 'wes');
    play.do('Reject', 'wes', { taskId: own?.id ?? '', opinion: 'no, after all' });
    expect(play.waiting).toEqual(['fay']);
    expect(play.approve('fay').status).toBe('REJECTED');
  });

  it('semantics C8: after: their rejection rejects the step, whatever its method', () => {
    expect(
      begin([step('one', 'wes')])
        .addSigner('wes', 'after', 'sam')
        .reject('sam').status,
    ).toBe('REJECTED');
    const vote = begin([step('one', 'v1 v2 v3', percent(60))])
      .addSigner('v1', 'after', 'sam')
      .reject('sam');
    expect(vote.status).toBe('REJECTED');
  });

  it('semantics C8: parallel: they become members, and the owner keeps the task and may transfer it', () => {
    const play = begin([step('one', 'wes')])
      .addSigner('wes', 'parallel', 'sam')
      .transfer('wes', 'tom');
    expect(play.waiting).toEqual(['sam', 'tom']);
    expect(play.approve('sam').status).toBe('RUNNING');
    expect(play.approve('tom').status).toBe('APPROVED');
    expect(
      begin([step('one', 'wes', any)])
        .addSigner('wes', 'parallel', 'sam')
        .approve('sam').status,
    ).toBe('APPROVED');
  });

  it('semantics C8: nobody who is in the step already, nor the applicant unless self-approval is allowed', () => {
    expect(refusal('sam', 'self')).toEqual({ code: 'badPerson', why: 'member' });
    expect(refusal('ann', 'skip')).toEqual({ code: 'badPerson', why: 'applicant' });
    expect(refusal('ann', 'self')).toBeUndefined();
  });

  it('semantics C8: before and after are not mixed on one task, and signers add signers once more only', () => {
    const play = begin([step('one', 'wes')])
      .addSigner('wes', 'before', 'sam')
      .approve('sam');
    play.try('AddSigner', 'wes', { taskId: play.task('wes').id, position: 'after', people: ['tom'] });
    expect(play.refusal).toEqual({ code: 'badSigners', why: 'mixed' });
    const deep = begin([step('one', 'wes')])
      .addSigner('wes', 'before', 'sam')
      .addSigner('sam', 'before', 'sue');
    deep.try('AddSigner', 'sue', { taskId: deep.task('sue').id, position: 'before', people: ['sid'] });
    expect(deep.refusal).toEqual({ code: 'badSigners', why: 'tooDeep' });
    expect(deep.approve('sue').approve('sam').approve('wes').status).toBe('APPROVED');
  });

  it('semantics C8: 减签 by the adder or an administrator, for people who have not acted', () => {
    const play = begin([step('one', 'wes')])
      .addSigner('wes', 'before', 'sam tom')
      .approve('sam');
    play.try('RemoveSigner', 'fay', { taskId: play.task('tom').id });
    expect(play.refusal).toEqual({ code: 'notYours' });
    play.try('RemoveSigner', 'wes', { taskId: play.task('sam').id });
    expect(play.refusal?.code).toBe('alreadyDecided');
    play.do('RemoveSigner', 'root', { taskId: play.task('tom').id });
    expect(play.waiting).toEqual(['wes']);
  });

  it('semantics C8: the last one removed: before → the owner decides; after → the step goes on', () => {
    const before = begin([step('one', 'wes')]).addSigner('wes', 'before', 'sam');
    before.do('RemoveSigner', 'wes', { taskId: before.task('sam').id });
    expect(before.waiting).toEqual(['wes']);
    const after = begin([step('one', 'wes'), step('two', 'fay')]).addSigner('wes', 'after', 'sam');
    after.do('RemoveSigner', 'wes', { taskId: after.task('sam').id });
    expect(after.waiting).toEqual(['fay']);
  });

  it('semantics C8: removing somebody removes whom they added', () => {
    const play = begin([step('one', 'wes')])
      .addSigner('wes', 'before', 'sam')
      .addSigner('sam', 'before', 'sue');
    play.do('RemoveSigner', 'wes', { taskId: play.task('sam').id });
    expect([play.waiting, play.task('sue').status]).toEqual([['wes'], 'CANCELED']);
  });
});

describe('semantics C9: 转交, 委派, 代理, 离职交接', () => {
  it('semantics C9: a transfer starts the step timer anew, not the limit of the request', () => {
    const limited = { limit: { amount: 1, unit: 'd' } } as const;
    const play = begin([step('one', 'wes', limited)], { item: { limit: { amount: 5, unit: 'd' } } }).later(
      DAY,
    );
    const { dueAt } = play.state;
    play.transfer('wes', 'sam');
    expect(play.task('wes').status).toBe('TRANSFERRED');
    expect(play.task('sam').dueAt).toBe(play.now + DAY);
    expect(play.state.dueAt).toBe(dueAt);
    expect(play.approve('sam').status).toBe('APPROVED');
  });

  it('semantics C9: not to a member, the applicant, oneself, a stranger or a leaver', () => {
    expect(['sam', 'ann', 'wes', 'nobody', 'cid', 'tom'].map(why)).toEqual([
      'member',
      'applicant',
      'self',
      'unknown',
      'gone',
      undefined,
    ]);
  });

  it('semantics C9: five hops at most, and back to whoever transferred only with a reason', () => {
    const play = begin([step('one', 'wes')]).transfer('wes', 'sam');
    play.try('Transfer', 'sam', { taskId: play.task('sam').id, to: 'wes' });
    expect(play.refusal).toEqual({ code: 'badPerson', why: 'pingPong' });
    play
      .transfer('sam', 'wes', 'not mine')
      .transfer('wes', 'tom')
      .transfer('tom', 'fay')
      .transfer('fay', 'fin');
    play.try('Transfer', 'fin', { taskId: play.task('fin').id, to: 'flo' });
    expect(play.refusal).toEqual({ code: 'badPerson', why: 'tooManyHops' });
  });

  it('semantics C9: an assistant gives an opinion, then the owner decides, who alone can', () => {
    const play = begin([step('one', 'wes')]);
    play.do('Assist', 'wes', { taskId: play.task('wes').id, to: 'sam', question: 'safe?' });
    expect(play.waiting).toEqual(['sam']);
    play.try('Approve', 'sam', { taskId: play.task('sam').id });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    play.do('Answer', 'sam', { taskId: play.task('sam').id, opinion: 'yes' });
    expect(play.waiting).toEqual(['wes']);
    expect(play.effects).toContainEqual(expect.objectContaining({ kind: 'notice', to: 'wes' }));
    expect(play.approve('wes').status).toBe('APPROVED');
  });

  it('semantics C9: an agent acts for the principal; with both, the first of the two', () => {
    const away = organisation({ delegations: [delegation('wes', 'sam')] });
    const play = begin([step('one', 'wes')], { organisation: away });
    expect(play.task('sam')).toMatchObject({ actor: 'sam', principal: 'wes', status: 'PENDING' });
    expect(play.waiting).toEqual(['sam']);
    const both = organisation({ delegations: [delegation('wes', 'sam', { mode: 'both' })] });
    const two = begin([step('one', 'wes')], { organisation: both });
    expect(two.waiting).toEqual(['wes', 'sam']);
    expect(two.approve('sam').status).toBe('APPROVED');
    expect(two.task('wes')).toMatchObject({ status: 'CANCELED', reason: 'decidedByOther' });
  });

  it('semantics C9: the rule does not apply where the agent is the applicant, nor for other items or times; one hop only', () => {
    expect(waiting({ delegations: [delegation('wes', 'ann')] })).toEqual(['wes']);
    expect(waiting({ delegations: [delegation('wes', 'sam', { items: ['OTHER'] })] })).toEqual(['wes']);
    expect(waiting({ delegations: [delegation('wes', 'sam', { to: START })] })).toEqual(['wes']);
    expect(waiting({ delegations: [delegation('wes', 'sam'), delegation('sam', 'tom')] })).toEqual(['sam']);
  });

  it('semantics C9: when the delegation ends, what was not done goes back to the principal', () => {
    const until = organisation({ delegations: [delegation('wes', 'sam', { to: START + DAY })] });
    const play = begin([step('one', 'wes')], { organisation: until });
    expect(play.state.nextWakeAt).toBe(START + DAY);
    play.later(DAY).do('Wake', 'system', {});
    expect([play.waiting, play.task('sam').reason]).toEqual([['wes'], 'delegationEnded']);
  });

  it('semantics C9: a delegation with handOpen takes the open tasks along', () => {
    const play = begin([step('one', 'wes')]);
    play.org = organisation({ delegations: [delegation('wes', 'sam', { handOpen: true })] });
    play.do('ApplyDelegation', 'system', { delegationId: 'wes-sam' });
    expect([play.waiting, play.task('sam').principal]).toEqual([['sam'], 'wes']);
  });

  it('semantics C9: a hand-over moves open and waiting tasks and the request itself; history stays', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam wes', sequence)]).approve('wes');
    play.org = organisation({ gone: ['wes', 'ann'] });
    play
      .do('HandOver', 'system', { from: 'wes', to: 'ben' })
      .do('HandOver', 'root', { from: 'ann', to: 'cid' });
    expect(play.state.tasks[0]).toMatchObject({ actor: 'wes', status: 'APPROVED', endedBy: 'wes' });
    expect(play.approve('sam').waiting).toEqual(['ben']);
    expect(play.state).toMatchObject({ applicant: 'ann', heldBy: 'cid' });
    play.do('Withdraw', 'cid', {});
    expect(play.status).toBe('CANCELED');
  });

  it('semantics C9: the named successor, else the manager, else an administrator; what is held is known before', () => {
    expect(successorOf(organisation({ gone: ['ann'] }), 'ann', 'cid')).toBe('cid');
    expect(successorOf(organisation({ gone: ['ann', 'cid'] }), 'ann', 'cid')).toBe('wes');
    const alone = organisation({ gone: ['boss'], managers: { boss: undefined } });
    expect(successorOf(alone, 'boss')).toBe('root');
    const play = begin([step('one', 'wes')]);
    expect(heldBy(play, 'wes')).toEqual({ taskIds: ['q1-t1'], applicant: false });
    expect(heldBy(play, 'ann')).toEqual({ taskIds: [], applicant: true });
  });

  it('semantics C9: signers and assistants of a leaver go on for the successor', () => {
    const play = begin([step('one', 'wes')]).addSigner('wes', 'before', 'sam');
    play.do('HandOver', 'system', { from: 'wes', to: 'ben' });
    expect(play.waiting).toEqual(['sam']);
    expect(play.approve('sam').waiting).toEqual(['ben']);
    expect(play.approve('ben').status).toBe('APPROVED');
  });

  it('semantics C9: after a return the agent goes on for the principal', () => {
    const away = organisation({ delegations: [delegation('wes', 'sam')] });
    const play = begin([step('one', 'wes'), step('two', 'tom')], { organisation: away }).approve('sam');
    play.sendBack('tom', 'one');
    expect(play.state.tasks.at(-1)).toMatchObject({ actor: 'sam', principal: 'wes', status: 'PENDING' });
  });

  it('semantics C8: when a co-task decides, the signers whom the other had asked are called off', () => {
    const both = organisation({ delegations: [delegation('wes', 'sam', { mode: 'both' })] });
    const play = begin([step('one', 'wes fay')], { organisation: both }).addSigner('wes', 'before', 'tia');
    play.approve('sam');
    expect([play.waiting, play.task('tia').reason]).toEqual([['fay'], 'decidedByOther']);
  });

  it('semantics C9: an assistant who leaves, and whose place nobody else can take, leaves the task to its owner', () => {
    const play = begin([step('one', 'wes')], { organisation: organisation({ administrators: [] }) });
    play.do('Assist', 'wes', { taskId: play.task('wes').id, to: 'boss', question: 'safe?' });
    play.do('HandOver', 'system', { from: 'boss', to: 'wes' });
    expect([play.task('boss').reason, play.waiting]).toEqual(['departed', ['wes']]);
    expect(play.approve('wes').status).toBe('APPROVED');
  });

  it('semantics C9, C13: whoever is put beside an assistant who is late is asked for the opinion too, and decides nothing', () => {
    const rule = { id: 'up', at: duration('0h'), do: 'escalate', mode: 'add' } as const;
    const play = begin([step('one', 'wes', { limit: duration('4h'), rules: [rule] })]);
    play.do('Assist', 'wes', { taskId: play.task('wes').id, to: 'sue', question: 'safe?' });
    const taskId = play.task('sue').id;
    play.later(8 * HOUR).do('FireRule', 'system', { taskId, ruleId: 'up', occurrence: 1 });
    expect(play.waiting).toEqual(['sue', 'sam']);
    play.try('Approve', 'sam', { taskId: play.task('sam').id });
    expect(play.refusal).toEqual({ code: 'notAllowed' });
    play.do('Answer', 'sam', { taskId: play.task('sam').id, opinion: 'yes' });
    expect([play.task('sue').reason, play.waiting]).toEqual(['decidedByOther', ['wes']]);
  });

  it('semantics C9: an assistant of a signer is called off with the signer', () => {
    const play = begin([step('one', 'wes')]).addSigner('wes', 'before', 'sam tom', 'any');
    play.do('Assist', 'sam', { taskId: play.task('sam').id, to: 'tia', question: '?' }).approve('tom');
    expect([play.waiting, play.task('tia').status]).toEqual([['wes'], 'CANCELED']);
  });
});
