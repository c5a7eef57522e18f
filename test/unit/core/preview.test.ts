import { describe, expect, it } from 'vitest';
import { pathAhead, previewPath } from '../../../src/core/preview.ts';
import { mayBatch } from '../../../src/core/rights/batch.ts';
import { hiddenFields } from '../../../src/core/rights/people.ts';
import { timelineKind } from '../../../src/core/timeline.ts';
import { liveTaskMissing } from '../../../src/core/watchdog.ts';
import { any, byAmount, copy, delay, item, random, step } from '../../support/flow/definition.ts';
import { delegation, organisation } from '../../support/flow/organisation.ts';
import { Play, begin } from '../../support/flow/play.ts';

describe('peers row 59: the path before submitting', () => {
  const flow = [
    step('one', [{ kind: 'manager', level: 1 }]),
    byAmount(10, [step('lead', 'dora', any)]),
    copy('cc', 'ted'),
    step('end', 'fay'),
  ];

  it('peers row 59: names each step with its people, as the form leads', () => {
    const play = new Play(flow);
    const path = previewPath(play.context, 'ann', { amount: '20' }, {}, play.now);
    expect(path.map(part => [part.nodeId, part.people])).toEqual([
      ['one', ['wes']],
      ['lead', ['dora']],
      ['cc', ['ted']],
      ['end', ['fay']],
    ]);
    expect(path[1]?.branches).toEqual([
      { nodeId: 'amountBand', branchId: 'above', name: { zh: 'above', en: 'above' } },
    ]);
    expect(previewPath(play.context, 'ann', {}, {}, play.now).map(part => part.nodeId)).toEqual([
      'one',
      'cc',
      'end',
    ]);
  });

  it('peers row 59: tells who acts for whom, who passes as repeated, where somebody must be chosen, where nobody is found', () => {
    const away = organisation({ delegations: [delegation('fay', 'fin')] });
    const choose = [{ kind: 'applicantChooses', multiple: false, from: ['tia'] } as const];
    const nobody = [{ kind: 'role', role: 'none' } as const];
    const steps = [
      step('a', 'wes'),
      step('b', 'wes sam'),
      step('c', choose),
      step('d', nobody),
      step('e', 'fay'),
      delay('f', '1d'),
      step('g', 'v1 v2', random),
    ];
    const play = new Play(steps, { organisation: away, item: { dedupe: 'firstOnly' } });
    const path = previewPath(play.context, 'ann', {}, {}, play.now);
    expect(path[1]?.repeated).toEqual(['wes']);
    expect(path[2]).toMatchObject({
      note: 'choose',
      chooses: { by: 'applicant', from: ['tia'], multiple: false },
    });
    expect(path[3]).toMatchObject({ note: 'nobody', people: ['root'] });
    expect(path[4]?.delegated).toEqual([{ agent: 'fin', principal: 'fay' }]);
    expect(path[6]?.people).toEqual(['v1', 'v2']);
  });

  it('shows what is still ahead of a request, and from the start where it was returned', () => {
    const play = begin(flow, { form: { amount: '20' } }).approve('wes');
    expect(pathAhead(play.context, play.state, play.now).map(part => part.nodeId)).toEqual(['cc', 'end']);
    play.sendBack('dora', 'start');
    expect(pathAhead(play.context, play.state, play.now).map(part => part.nodeId)).toEqual([
      'one',
      'lead',
      'cc',
      'end',
    ]);
    play.do('Withdraw', 'ann', {});
    expect(pathAhead(play.context, play.state, play.now)).toEqual([]);
  });
});

describe('what people see', () => {
  it('peers row 9: a hidden value is kept from those whose every step hides it, and no other', () => {
    const flow = [
      step('one', 'wes', { fields: { amount: 'hide' } }),
      step('two', 'sam wes', { fields: {} }),
      step('three', 'tom', { fields: { amount: 'hide' } }),
    ];
    const play = begin(flow).approve('wes');
    expect(hiddenFields(play.context, play.state, 'wes')).toEqual([]);
    play.approve('sam').approve('wes');
    expect(hiddenFields(play.context, play.state, 'tom')).toEqual(['amount']);
    expect(hiddenFields(play.context, play.state, 'ann')).toEqual([]);
  });

  it('peers row 9: a field that the step may not edit is refused, and a bad value too', () => {
    const play = begin([step('one', 'wes', { fields: { amount: 'edit' } })]);
    const { id: taskId } = play.task('wes');
    play.try('Approve', 'wes', { taskId, edited: { title: 'x' } });
    expect(play.refusal).toEqual({ code: 'fieldNotEditable', field: 'title' });
    play.try('Approve', 'wes', { taskId, edited: { amount: 'x' } });
    expect(play.refusal).toEqual({
      code: 'formInvalid',
      faults: [{ field: 'amount', problem: 'notNumber' }],
    });
    play.approve('wes', { edited: { amount: '5.00' } });
    expect([play.state.form, play.events[0]]).toEqual([
      { amount: '5.00' },
      { type: 'FormEdited', taskId, form: { amount: '5.00' }, changed: ['amount'] },
    ]);
  });

  it("semantics C0: the timeline tells at least Feishu's kinds", () => {
    const play = begin(
      [step('one', 'wes'), step('two', 'sam'), step('three', 'sam'), copy('cc', 'ted'), step('end', 'fay')],
      {
        item: { dedupe: 'consecutive' },
      },
    );
    play
      .transfer('wes', 'tom')
      .addSigner('tom', 'before', 'tia')
      .do('RemoveSigner', 'tom', { taskId: 'q1-t3' });
    play.addSigner('tom', 'parallel', 'tia').addSigner('tom', 'after', 'ted').approve('ted').approve('tia');
    play.sendBack('sam', 'one').approve('tom').approve('tia').sendBack('sam', 'start').resubmit();
    play.approve('wes').approve('sam').reject('fay').later(1);
    const kinds = new Set(play.timeline.flatMap(entry => timelineKind(entry.event) ?? []));
    const told = [
      'START',
      'PASS',
      'REJECT',
      'REMOVE_REPEAT',
      'TRANSFER',
      'ADD_APPROVER_BEFORE',
      'ADD_APPROVER',
      'ADD_APPROVER_AFTER',
      'DELETE_APPROVER',
      'ROLLBACK_SELECTED',
      'ROLLBACK',
      'CC',
    ];
    expect(told.filter(kind => ![...kinds].some(each => each === kind))).toEqual([]);
    expect(timelineKind({ type: 'StatusChanged', to: 'CANCELED' })).toBe('CANCEL');
    expect(timelineKind({ type: 'StatusChanged', to: 'TERMINATED' })).toBe('DELETE');
    expect(timelineKind({ type: 'NodePassed', runId: 'r', why: 'self' })).toBe('AUTO_PASS');
    expect(timelineKind({ type: 'Rejected', taskId: 't', auto: 'timeRule' })).toBe('AUTO_REJECT');
  });

  it('peers row 53: only a plain yes may be given to many at once', () => {
    const plain = item([step('one', 'wes'), step('two', 'wes', { requires: { opinion: true } })]);
    const { tasks } = begin(plain.flow).approve('wes').state;
    expect(tasks.map(task => mayBatch(plain, task))).toEqual([true, false]);
    expect(tasks.map(task => mayBatch({ ...plain, batchApprove: false }, task))).toEqual([false, false]);
  });

  it('semantics C11: the watchdog finds a running request that waits for nobody', () => {
    const { state } = begin([step('one', 'wes')]);
    expect(liveTaskMissing(state)).toBe(false);
    expect(liveTaskMissing({ ...state, tasks: [] })).toBe(true);
  });
});
