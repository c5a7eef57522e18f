import { describe, expect, it } from 'vitest';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import type { Target } from '../../../src/core/request.ts';
import { delay, duration, step } from '../../support/flow/definition.ts';
import { DAY, HOUR, START, begin } from '../../support/flow/play.ts';
import type { Play } from '../../support/flow/play.ts';

const promised: Partial<ItemDefinition> = { respond: duration('2h'), limit: duration('10h') };
const one = step('one', 'fin', { respond: duration('1h'), limit: duration('5h') });

const wake = (play: Play) => play.try('Wake', 'system', {});
const short = (target: Target | undefined) =>
  target === undefined ? undefined : `${target.state} ${(target.since - START) / HOUR}`;
const ofRequest = ({ state }: Play) => [short(state.targets?.response), short(state.targets?.resolve)];
const ofTask = (play: Play, actor = 'fin') => {
  const { targets } = play.task(actor);
  return [short(targets?.response), short(targets?.resolve)];
};
const noticesOf = (play: Play) =>
  play.effects.flatMap(effect => (effect.kind === 'notice' ? [`${effect.to} ${effect.notice.kind}`] : []));

describe('semantics C15–C23, SLA: promises of a request and of a step', () => {
  it('run from the application on, and are met by the first act and by the end', () => {
    const play = begin([one], { item: promised });
    expect([ofRequest(play), ofTask(play)]).toEqual([
      ['running 0', 'running 0'],
      ['running 0', 'running 0'],
    ]);
    play.later(HOUR).approve('fin');
    expect([ofRequest(play), ofTask(play)]).toEqual([
      ['met 1', 'met 1'],
      ['met 1', 'met 1'],
    ]);
    expect(play.state.nextWakeAt).toBeUndefined();
  });

  it('a first act that decides nothing is a response: the end is still owed', () => {
    const play = begin([one], { item: promised }).later(HOUR);
    play.do('Assist', 'fin', { taskId: 'q1-t1', to: 'wes', question: '?' });
    expect([ofRequest(play), ofTask(play)]).toEqual([
      ['met 1', 'running 0'],
      ['met 1', 'paused 1'],
    ]);
  });

  it('looking and speaking are no response', () => {
    const play = begin([one], { item: promised }).later(HOUR);
    play.do('MarkRead', 'fin', {}).do('Comment', 'fin', { text: 'hm', mentions: [] });
    expect(ofRequest(play)[0]).toBe('running 0');
  });

  it('are missed from the due time on, whether a timer or a late act finds it', () => {
    const late = begin([one], { item: promised })
      .later(6 * HOUR)
      .approve('fin');
    expect([ofRequest(late), ofTask(late)]).toEqual([
      ['breached 2', 'met 6'],
      ['breached 1', 'breached 5'],
    ]);
    const timer = begin([one], { item: promised }).later(11 * HOUR);
    wake(timer);
    expect(ofRequest(timer)).toEqual(['breached 2', 'breached 10']);
    timer.approve('fin');
    expect(ofRequest(timer)).toEqual(['breached 2', 'breached 10']);
  });

  it('what is done exactly at the due time is in time', () => {
    expect(
      ofTask(
        begin([one])
          .later(5 * HOUR)
          .approve('fin'),
      )[1],
    ).toBe('met 5');
  });

  it('stand still while the applicant has the ball, and go on with a later due time', () => {
    const play = begin([one], { item: promised }).later(HOUR);
    play.do('Return', 'fin', { taskId: 'q1-t1', target: 'start', mode: 'rerun', opinion: 'no' });
    expect(ofRequest(play)[1]).toBe('paused 1');
    play.later(2 * DAY).do('Resubmit', play.state.applicant, { form: play.state.form });
    expect([ofRequest(play)[1], play.state.targets?.resolve?.dueAt]).toEqual([
      'running 49',
      START + 10 * HOUR + 2 * DAY,
    ]);
    expect(play.state.targets?.resolve?.warnAt).toBe(START + 8 * HOUR + 2 * DAY);
  });

  it('a promise that was missed before the return stays missed', () => {
    const play = begin([one], { item: promised }).later(11 * HOUR);
    play.do('Return', 'fin', { taskId: 'q1-t1', target: 'start', mode: 'rerun', opinion: 'no' });
    wake(play);
    play.later(DAY).do('Resubmit', play.state.applicant, { form: play.state.form });
    play.approve('fin');
    expect(ofRequest(play)[1]).toMatch(/^breached/);
  });

  it('go away with a withdrawal: nobody owes anything any more', () => {
    const play = begin([one], { item: promised }).later(HOUR);
    play.do('Withdraw', play.state.applicant, {});
    expect([play.state.targets, play.task('fin').targets]).toEqual([undefined, undefined]);
  });

  it('warn once at 80 %: the holder of a task, and of the whole request the applicant too', () => {
    const play = begin([one], { item: promised }).later(4 * HOUR);
    wake(play);
    expect(noticesOf(play)).toEqual(['fin warned']);
    wake(play);
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    play.later(4 * HOUR);
    wake(play);
    expect(noticesOf(play)).toEqual(['fin promise', `${play.state.applicant} promise`]);
    play.later(HOUR);
    wake(play);
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
  });

  it('an hour without a database: what was warned of too late is only noted as missed', () => {
    const play = begin([one]).later(6 * HOUR);
    wake(play);
    expect([noticesOf(play), ofTask(play)[1]]).toEqual([[], 'breached 5']);
  });

  it('a task that is handed on starts anew with the next person', () => {
    const play = begin([one]).later(HOUR).do('Transfer', 'fin', { taskId: 'q1-t1', to: 'wes' });
    expect([ofTask(play), ofTask(play, 'wes')]).toEqual([
      ['met 1', undefined],
      ['running 1', 'running 1'],
    ]);
  });
});

const rules = (...list: readonly (readonly [string, NonNullable<ItemDefinition['rules']>[number]['do']])[]) =>
  list.map(([at, does]) => ({ id: `${does}${at}`, at: duration(at), do: does }));
const told = (play: Play) =>
  play.effects.flatMap(effect => {
    if (effect.kind === 'notice') return [`${effect.to} ${effect.notice.kind}`];
    return effect.kind === 'noticeToAdministrators' ? [`administrators ${effect.notice.kind}`] : [];
  });

const urgentOf = (item: Partial<ItemDefinition>) => {
  const play = begin([one], { item: { limit: duration('2h'), ...item } }).later(1.7 * HOUR);
  wake(play);
  wake(play.later(0.3 * HOUR));
  return play.effects.flatMap(effect => (effect.kind === 'notice' ? [effect.urgent] : []));
};

describe('semantics C13: time rules of the whole item', () => {
  it('each fires once, to whoever holds the request then', () => {
    const item = { limit: duration('10h'), rules: rules(['-4h', 'remind'], ['1h', 'notifyAdmins']) };
    const play = begin([step('one', 'fin'), step('two', 'wes')], { item })
      .approve('fin')
      .later(6 * HOUR);
    wake(play);
    expect(told(play)).toEqual(['wes promise']);
    wake(play);
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    play.later(6 * HOUR);
    wake(play);
    expect(told(play)).toEqual(['administrators promise']);
    expect(play.state.fired).toEqual({ 'remind-4h': 1, notifyAdmins1h: 1 });
  });

  it('move with a return, and wait while the applicant has the ball', () => {
    const item = { limit: duration('10h'), rules: rules(['-4h', 'remind']) };
    const play = begin([one], { item }).later(HOUR);
    play.do('Return', 'fin', { taskId: 'q1-t1', target: 'start', mode: 'rerun', opinion: 'no' });
    play.later(DAY);
    wake(play);
    expect(play.refusal).toEqual({ code: 'ruleOutdated' });
    play.do('Resubmit', play.state.applicant, { form: play.state.form });
    expect(play.state.nextRuleAt).toBe(START + 6 * HOUR + DAY);
  });

  it('escalate what is open, and decide automatically where that is allowed', () => {
    const up = begin([one], { item: { limit: duration('6h'), rules: rules(['0h', 'escalate']) } });
    wake(up.later(6 * HOUR));
    expect(up.waiting).toEqual(['fin', 'fay']);
    const pass = begin([one], { item: { limit: duration('6h'), rules: rules(['0h', 'autoApprove']) } });
    wake(pass.later(6 * HOUR));
    expect(pass.status).toBe('APPROVED');
  });

  it('a delay that nobody holds keeps its rules: administrators hear of it', () => {
    const item = { limit: duration('2h'), rules: rules(['0h', 'notifyAdmins']) };
    const play = begin([delay('wait', '5h'), one], { item }).later(1.7 * HOUR);
    wake(play);
    wake(play.later(0.3 * HOUR));
    expect(told(play)).toEqual(['administrators promise']);
  });

  it('what is marked 加急 says so', () => {
    const [rule] = rules(['0h', 'remind']);
    if (rule === undefined) throw new Error('no rule');
    expect(urgentOf({ rules: [rule] })).toEqual([undefined]);
    expect(urgentOf({ rules: [{ ...rule, urgent: true }] })).toEqual([true]);
    expect(urgentOf({ rules: [rule], urgent: true })).toEqual([true]);
  });
});
