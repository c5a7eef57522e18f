import { describe, expect, it } from 'vitest';
import type { Selector } from '../../../src/core/definition.ts';
import { delegationFault, delegationIsChained } from '../../../src/core/delegation.ts';
import { any, copy, auto, byAmount, sequence, step } from '../../support/flow/definition.ts';
import { delegation, organisation } from '../../support/flow/organisation.ts';
import type { OrganisationChanges } from '../../support/flow/organisation.ts';
import { Play, begin, submit } from '../../support/flow/play.ts';

const chain = (more: object): readonly Selector[] => [
  { kind: 'managerChain', until: { level: 2 }, order: 'bottomUp', missing: 'skip', ...more },
];

const manager = (level: number, strict = false): readonly Selector[] => [{ kind: 'manager', level, strict }];

const waiting = (self: 'self' | 'skip' | 'manager' | 'departmentHead', people: string) => {
  const play = begin([step('one', people, { self }), step('two', 'fay')], {});
  return play.waiting;
};

const asked = (more: Parameters<typeof step>[2], required = false) => {
  const fields = [{ id: 'days', label: { zh: '', en: '' }, type: 'number', required } as const];
  const flow = [step('one', 'wes'), step('two', 'wes', more)];
  const play = begin(flow, { item: { dedupe: 'firstOnly', fields }, form: { days: 1 } });
  return play.approve('wes').waiting;
};

function waitingFor(
  who: readonly Selector[],
  changes: OrganisationChanges = {},
  applicant = 'ann',
): readonly string[] {
  const org = organisation(changes);
  return begin([step('one', who, sequence)], { organisation: org, applicant }).state.tasks.map(
    task => task.actor,
  );
}

describe('semantics C10: 去重', () => {
  const twice = [step('one', 'wes'), step('two', 'sam'), step('three', 'wes'), step('end', 'fay')];

  it('semantics C10: firstOnly asks a person once in a request', () => {
    const play = begin(twice, { item: { dedupe: 'firstOnly' } })
      .approve('wes')
      .approve('sam');
    expect(play.waiting).toEqual(['fay']);
    expect(play.events).toContainEqual({ type: 'Approved', taskId: expect.any(String), auto: 'duplicate' });
  });

  it('semantics C10: consecutive looks at the immediately preceding step, through copies and automatic nodes', () => {
    expect(
      begin(twice, { item: { dedupe: 'consecutive' } })
        .approve('wes')
        .approve('sam').waiting,
    ).toEqual(['wes']);
    const flow = [
      step('one', 'wes'),
      copy('cc', 'ted'),
      auto('a', 'approve'),
      step('two', 'wes'),
      step('end', 'fay'),
    ];
    expect(begin(flow, { item: { dedupe: 'consecutive' } }).approve('wes').waiting).toEqual(['fay']);
  });

  it('semantics C10: none asks every time', () => {
    expect(begin([step('one', 'wes'), step('two', 'wes')]).approve('wes').waiting).toEqual(['wes']);
  });

  it('semantics C10: in a countersign only the repeated member passes, in an or-step only with orDedup', () => {
    const options = { item: { dedupe: 'consecutive' } } as const;
    expect(begin([step('one', 'wes'), step('two', 'wes sam')], options).approve('wes').waiting).toEqual([
      'sam',
    ]);
    const either = [step('one', 'wes'), step('two', 'wes sam', any), step('end', 'fay')];
    expect(begin(either, options).approve('wes').waiting).toEqual(['wes', 'sam']);
    const dedup = [step('one', 'wes'), step('two', 'wes sam', { ...any, orDedup: true }), step('end', 'fay')];
    expect(begin(dedup, options).approve('wes').waiting).toEqual(['fay']);
  });

  it('semantics C10: a transferred place counts for who acted', () => {
    const play = begin([step('one', 'wes'), step('two', 'sam wes')], { item: { dedupe: 'consecutive' } });
    expect(play.transfer('wes', 'sam').approve('sam').waiting).toEqual(['wes']);
  });

  it('semantics C10: automatic approvals do not count', () => {
    const rules = [{ id: 'pass', at: { amount: 0, unit: 'h' }, do: 'autoApprove' }] as const;
    const play = begin([step('one', 'wes', { limit: { amount: 1, unit: 'h' }, rules }), step('two', 'wes')], {
      item: { dedupe: 'firstOnly' },
    });
    play.later(3_600_000).do('FireRule', 'system', { taskId: 'q1-t1', ruleId: 'pass', occurrence: 1 });
    expect(play.waiting).toEqual(['wes']);
  });

  it('semantics C10: never where the step must be done by hand', () => {
    expect(asked({})).toEqual([]);
    expect(asked({ mustAct: true })).toEqual(['wes']);
    expect(asked({ requires: { signature: true } })).toEqual(['wes']);
    expect(asked({ act: 'handle' })).toEqual(['wes']);
    expect(asked({ fields: { days: 'edit' } }, true)).toEqual(['wes']);
  });
});

describe('semantics C11: the order of finding actors', () => {
  it('semantics C11.2: who has left does not act', () => {
    expect(waitingFor([{ kind: 'people', people: ['sam', 'tom'] }], { gone: ['sam'] })).toEqual(['tom']);
  });

  it('semantics C11.3: everybody once, in order', () => {
    const who: Selector[] = [
      { kind: 'people', people: ['tom', 'sam'] },
      { kind: 'people', people: ['sam', 'fay'] },
    ];
    expect(waitingFor(who)).toEqual(['tom', 'sam', 'fay']);
  });

  it('semantics C11.4: the applicant among the actors: acts, is left out, or is replaced', () => {
    expect(waiting('self', 'ann')).toEqual(['ann']);
    expect(waiting('skip', 'ann sam')).toEqual(['sam']);
    expect(waiting('skip', 'ann')).toEqual(['fay']);
    expect(waiting('manager', 'ann sam')).toEqual(['wes', 'sam']);
    expect(waiting('departmentHead', 'ann')).toEqual(['wes']);
  });

  it('semantics C11.4: without a manager the rule for nobody applies, and nothing passes by itself', () => {
    const top = organisation({ managers: { boss: undefined } });
    const play = begin([step('one', 'boss', { self: 'manager' })], { applicant: 'boss', organisation: top });
    expect(play.waiting).toEqual(['root']);
  });

  it('semantics C11.5: nobody: administrators, others, pass, reject, or no submission at all', () => {
    const nobody = [{ kind: 'role', role: 'none' } as const];
    const play = (rule: Parameters<typeof step>[2]) =>
      new Play([step('one', nobody, rule), step('two', 'fay')]);
    const started = (rule: Parameters<typeof step>[2]) => {
      const begun = play(rule);
      submit(begun);
      return begun;
    };
    expect(started({}).waiting).toEqual(['root']);
    expect(started({}).effects).toContainEqual({
      kind: 'noticeToAdministrators',
      notice: { kind: 'nobodyFound', nodeId: 'one' },
    });
    expect(started({ nobody: { do: 'people', people: ['tia'] } }).waiting).toEqual(['tia']);
    expect(started({ nobody: { do: 'autoPass' } }).waiting).toEqual(['fay']);
    expect(started({ nobody: { do: 'autoReject' } }).status).toBe('REJECTED');
    expect(started({ nobody: { do: 'blockSubmit' } }).refusal).toEqual({
      code: 'nobodyToAct',
      nodeId: 'one',
    });
  });

  it('semantics C11.5: a later step that blocks is found before submitting', () => {
    const play = new Play([
      step('one', 'wes'),
      step('two', [{ kind: 'formPerson', field: 'who' }], { nobody: { do: 'blockSubmit' } }),
    ]);
    submit(play);
    expect(play.refusal).toEqual({ code: 'nobodyToAct', nodeId: 'two' });
    submit(play, { form: { who: 'tia' } });
    expect(play.refusal).toBeUndefined();
  });

  it('semantics C11: without any administrator the act is refused rather than leaving nobody', () => {
    const play = begin([step('one', 'wes'), step('two', [{ kind: 'role', role: 'none' }])]);
    play.org = organisation({ administrators: [] });
    play.try('Approve', 'wes', { taskId: play.task('wes').id });
    expect(play.refusal).toEqual({ code: 'nobodyToAct', nodeId: 'two' });
  });
});

describe('semantics C12: supervisors', () => {
  it('semantics C12: the n-th manager, the top where the line is shorter, nobody when strict', () => {
    expect([1, 2, 3, 4].map(level => waitingFor(manager(level)))).toEqual([
      ['wes'],
      ['dora'],
      ['boss'],
      ['boss'],
    ]);
    expect(waitingFor(manager(4, true))).toEqual(['root']);
  });

  it('semantics C12: a missing link is the head of the department, then of the one above', () => {
    expect(waitingFor(manager(1), { managers: { ann: undefined } })).toEqual(['wes']);
    expect(waitingFor(manager(1), { managers: { ann: undefined }, heads: { workshop: undefined } })).toEqual([
      'boss',
    ]);
  });

  it('semantics C12: a cycle in the directory ends somewhere', () => {
    expect(waitingFor(manager(9), { managers: { dora: 'wes' } })).toHaveLength(1);
  });

  it('semantics C12: a chain up to a level, the top, a role or a person, either way round', () => {
    expect(waitingFor(chain({}))).toEqual(['wes', 'dora']);
    expect(waitingFor(chain({ order: 'topDown' }))).toEqual(['dora', 'wes']);
    expect(waitingFor(chain({ until: { top: 1 } }))).toEqual(['wes', 'dora', 'boss']);
    expect(waitingFor(chain({ until: { top: 2 } }))).toEqual(['wes', 'dora']);
    expect(waitingFor(chain({ until: { person: 'dora' } }))).toEqual(['wes', 'dora']);
    expect(waitingFor(chain({ until: { role: 'deputies' } }), { roles: { deputies: ['dora'] } })).toEqual([
      'wes',
      'dora',
    ]);
  });

  it('semantics C12: managers who have left are skipped, or replaced by the next above', () => {
    expect(waitingFor(chain({}), { gone: ['dora'] })).toEqual(['wes']);
    expect(waitingFor(chain({ missing: 'up' }), { gone: ['dora'] })).toEqual(['wes', 'boss']);
  });

  it('semantics C12: a person who is never met: the chain ends at the top, and that is told', () => {
    const flow = [step('one', chain({ until: { person: 'tia' } }), sequence)];
    const play = begin(flow);
    expect(play.state.tasks.map(task => task.actor)).toEqual(['wes', 'dora', 'boss']);
    expect(play.state.runs[0]?.note).toBe('chainEnded');
  });

  it('semantics C12: the department chosen at submit is the start', () => {
    const flow = [step('one', [{ kind: 'departmentHead', level: 1 }])];
    expect(begin(flow, { departmentId: 'finance' }).waiting).toEqual(['fay']);
    expect(begin([step('one', [{ kind: 'departmentHead', level: 2 }])]).waiting).toEqual(['boss']);
  });
});

describe('peers rows 21 to 26: who acts', () => {
  it('peers row 24: people and heads of departments named in the form', () => {
    const flow = [
      step('one', [{ kind: 'formPerson', field: 'who' }]),
      step('two', [{ kind: 'formDepartmentHead', field: 'unit' }]),
    ];
    const play = begin(flow, { form: { who: 'tia', unit: 'safety' } });
    expect(play.waiting).toEqual(['tia']);
    expect(play.approve('tia').waiting).toEqual(['sam']);
  });

  it('peers row 25: the applicant chooses, and is asked to when they have not', () => {
    const who = [{ kind: 'applicantChooses', multiple: true, from: ['tia', 'ted'] } as const];
    const play = new Play([step('one', 'wes'), step('two', who)]);
    submit(play);
    expect(play.refusal).toEqual({ code: 'chooseActors', nodeIds: ['two'] });
    submit(play, { chosen: { two: ['ted', 'boss'] } });
    expect(play.approve('wes').waiting).toEqual(['ted']);
  });

  it('peers row 25: also when a corrected form leads to a step that nobody was chosen for', () => {
    const who = [{ kind: 'applicantChooses', multiple: true } as const];
    const play = begin([step('one', 'wes'), byAmount(10, [step('two', who)])], { form: { amount: '1' } });
    play.sendBack('wes', 'start').try('Resubmit', 'ann', { form: { amount: '20' } });
    expect(play.refusal).toEqual({ code: 'chooseActors', nodeIds: ['two'] });
    play.do('Resubmit', 'ann', { form: { amount: '20' }, chosen: { two: ['tia'] } });
    expect(play.approve('wes').waiting).toEqual(['tia']);
  });

  it('peers row 26: whoever passes the step before chooses', () => {
    const play = begin([step('one', 'wes'), step('two', [{ kind: 'previousChooses', multiple: false }])]);
    play.try('Approve', 'wes', { taskId: play.task('wes').id });
    expect(play.refusal).toEqual({ code: 'chooseActors', nodeIds: ['two'] });
    expect(play.approve('wes', { chosen: { two: ['tia'] } }).waiting).toEqual(['tia']);
  });
});

describe('delegations when they are saved', () => {
  it('semantics C9: cycles, two at once and empty periods are refused; a chain is warned of', () => {
    const rules = [delegation('wes', 'sam'), delegation('sam', 'tom')];
    expect(delegationFault(rules, delegation('tom', 'wes'))).toBe('cycle');
    expect(delegationFault(rules, delegation('wes', 'fay', { id: 'new' }))).toBe('twice');
    expect(delegationFault(rules, delegation('fay', 'fay'))).toBe('self');
    expect(delegationFault(rules, delegation('fay', 'fin', { from: 5, to: 5 }))).toBe('empty');
    expect(delegationFault(rules, delegation('fay', 'wes'))).toBeUndefined();
    expect(delegationIsChained(rules, delegation('fay', 'wes'))).toBe(true);
  });
});
