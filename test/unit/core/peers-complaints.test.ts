import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/core/decide.ts';
import { all, any, percent, step } from '../../support/flow/definition.ts';
import { everybody, organisation } from '../../support/flow/organisation.ts';
import { buildCalendar, counted } from '../calendar/support.ts';
import { begin } from '../../support/flow/play.ts';

/** What users of other systems complain about (peers.md): each does not happen here. Those about transport are tested at the door. */
describe('complaints about other systems', () => {
  it('peers complaint 1: one reject does not kill a vote', () => {
    const play = begin([step('one', 'v1 v2 v3 v4', percent(50))])
      .reject('v1')
      .approve('v2')
      .approve('v3');
    expect(play.status).toBe('APPROVED');
  });

  it('peers complaint 2: who did not act has nothing in the done list', () => {
    const play = begin([step('one', 'wes sam tom', any)]).reject('wes');
    const done = play.state.tasks
      .filter(task => ['APPROVED', 'REJECTED'].includes(task.status))
      .map(task => task.actor);
    expect(done).toEqual(['wes']);
  });

  it('peers complaint 3: returning a countersign goes back, and its tasks come again', () => {
    const play = begin([step('zero', 'cid'), step('one', 'wes sam tom', all), step('two', 'fay')]);
    play.approve('cid').approve('wes').sendBack('sam', 'zero');
    expect(play.at).toEqual(['zero']);
    play.approve('cid');
    expect(play.waiting).toEqual(['wes', 'sam', 'tom']);
    expect(play.approve('wes').approve('sam').approve('tom').approve('fay').status).toBe('APPROVED');
  });

  it('peers complaint 4: one request is corrected and resubmitted, straight to whoever returned it', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam')])
      .approve('wes')
      .sendBack('sam', 'start', 'direct')
      .resubmit();
    expect([play.waiting, play.state.id]).toEqual([['sam'], 'q1']);
  });

  it('peers complaint 5: what is voided or withdrawn leaves every list, and its cards are updated', () => {
    const play = begin([step('one', 'wes sam', all)]).do('Terminate', 'root', { reason: 'r' });
    expect(play.state.tasks.map(task => task.status)).toEqual(['CANCELED', 'CANCELED']);
    expect(play.effects.filter(effect => effect.kind === 'refreshTask').map(effect => effect.taskId)).toEqual(
      ['q1-t1', 'q1-t2'],
    );
  });

  it('peers complaint 6: an added person may reject, and may be taken off again', () => {
    expect(
      begin([step('one', 'wes')])
        .addSigner('wes', 'parallel', 'sam')
        .reject('sam').status,
    ).toBe('REJECTED');
    const play = begin([step('one', 'wes')]).addSigner('wes', 'parallel', 'sam');
    play.do('RemoveSigner', 'wes', { taskId: play.task('sam').id });
    expect(play.approve('wes').status).toBe('APPROVED');
  });

  it('peers complaint 7: of two who complete at once one is told, and the flow goes on', () => {
    const play = begin([step('one', 'wes sam', any), step('two', 'tom')]);
    const stale = play.state;
    play.approve('wes');
    const meta = { key: 'x', at: play.now, by: 'sam', channel: 'card' } as const;
    const late = { type: 'Approve', taskId: 'q1-t2', ...meta } as const;
    expect(decide(play.context, stale, late).ok).toBe(true);
    expect(decide(play.context, play.state, late)).toEqual({
      ok: false,
      refusal: { code: 'alreadyDecided', by: 'wes', at: play.now, what: 'APPROVED' },
    });
    expect(play.waiting).toEqual(['tom']);
  });

  it('peers complaint 8: a step never waits for somebody who left', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam')]);
    play.org = organisation({ gone: ['sam'] });
    expect(play.approve('wes').waiting).toEqual(['root']);
    play.org = organisation({ gone: ['sam', 'root'], administrators: ['root', 'ruth'] });
    expect(play.do('HandOver', 'system', { from: 'root', to: 'ruth' }).waiting).toEqual(['ruth']);
  });

  it('peers complaint 9: replacing a leaver keeps what they decided', () => {
    const play = begin([step('one', 'wes'), step('two', 'wes sam', all)]).approve('wes');
    play.org = organisation({ gone: ['wes'] });
    play.do('HandOver', 'system', { from: 'wes', to: 'tom' });
    expect(play.state.tasks.filter(task => task.actor === 'wes').map(task => task.status)).toEqual([
      'APPROVED',
      'TRANSFERRED',
    ]);
  });

  it('peers complaint 10: an ended request leaves no approval behind', () => {
    for (const end of ['Withdraw', 'Terminate'] as const) {
      const play = begin([step('one', 'wes sam')]).addSigner('wes', 'before', 'tom');
      play.do(end, end === 'Withdraw' ? 'ann' : 'root', { reason: 'r' });
      expect(play.state.tasks.filter(task => task.status === 'PENDING' || task.status === 'WAITING')).toEqual(
        [],
      );
    }
  });

  it('peers complaint 11: a day is a working day at the same hour, not so many business hours', () => {
    const calendar = buildCalendar();
    expect(counted(calendar, '2026-11-20 10:00', '1wd')).toBe('2026-11-23 10:00');
    expect(counted(calendar, '2026-09-30 16:00', '2wd')).toBe('2026-10-09 16:00');
    // Before the office opens, after it closes, and on a holiday the count begins at the next opening.
    expect(counted(calendar, '2026-11-20 06:00', '1wh')).toBe('2026-11-20 10:00');
    expect(counted(calendar, '2026-11-20 20:00', '1wh')).toBe('2026-11-23 10:00');
    expect(counted(calendar, '2026-10-01 10:00', '1wh')).toBe('2026-10-08 10:00');
  });

  it('peers complaint 14: nothing dies of age, and many approvers fit', () => {
    const many = Array.from({ length: 20 }, (_, n) => everybody[n] ?? 'wes').filter(id => id !== 'ann');
    const play = begin([step('one', many.join(' '), all)]).later(400 * 86_400_000);
    for (const person of many) play.approve(person);
    expect(play.status).toBe('APPROVED');
  });

  it('peers complaint 12: the same timer twice fires once', () => {
    const rules = [{ id: 'up', at: { amount: 0, unit: 'h' }, do: 'escalate', mode: 'add' }] as const;
    const play = begin([step('one', 'fin', { limit: { amount: 1, unit: 'h' }, rules })]).later(3_600_000);
    const fire = { taskId: 'q1-t1', ruleId: 'up', occurrence: 1 };
    play.do('FireRule', 'system', fire).try('FireRule', 'system', fire);
    expect([play.refusal, play.waiting]).toEqual([{ code: 'ruleOutdated' }, ['fin', 'fay']]);
  });

  it('peers complaint 15: the same leader is asked once where roles overlap', () => {
    const roles = { heads: ['wes', 'sam'], safety: ['sam'] };
    const flow = [
      step('a', [{ kind: 'role', role: 'heads' }]),
      step('b', [{ kind: 'role', role: 'safety' }]),
      step('c', 'wes'),
    ];
    const play = begin(flow, { organisation: organisation({ roles }), item: { dedupe: 'firstOnly' } });
    expect(play.approve('wes').approve('sam').status).toBe('APPROVED');
  });

  it('peers complaint 16: copies after a countersign lose neither opinions nor tasks', () => {
    const cc = { end: [{ kind: 'people', people: ['ted'] }] } as const;
    const play = begin([step('one', 'wes sam', { ...all, cc }), step('two', 'tom')]);
    play.approve('wes', { opinion: 'fine' }).approve('sam', { opinion: 'too' });
    expect(play.state.tasks.flatMap(task => task.opinion ?? [])).toEqual(['fine', 'too']);
    expect([play.waiting, play.state.cc.map(each => each.person)]).toEqual([['tom'], ['ted']]);
  });
});
