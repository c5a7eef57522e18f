import { describe, expect, it } from 'vitest';
import { hiddenFields } from '../../../src/core/rights/people.ts';
import { all, step } from '../../support/flow/definition.ts';
import { delegation, organisation } from '../../support/flow/organisation.ts';
import { begin } from '../../support/flow/play.ts';

const wesToSue = organisation({ delegations: [delegation('wes', 'sue')] });

describe('semantics C9: a delegation that is ended by hand', () => {
  it('gives back what the agent has not done; what was done stays', () => {
    const play = begin([step('one', 'wes sam', all), step('two', 'wes')], { organisation: wesToSue });
    play.approve('sue');
    play.org = organisation();
    play.try('EndDelegation', 'system', { delegationId: 'wes-sue' });
    expect(play.refusal).toEqual({ code: 'notFound' });
    play.approve('sam');
    expect(play.waiting).toEqual(['wes']);
    const again = begin([step('one', 'wes')], { organisation: wesToSue });
    again.org = organisation();
    again.do('EndDelegation', 'system', { delegationId: 'wes-sue' });
    expect([again.waiting, again.task('sue').reason]).toEqual([['wes'], 'delegationEnded']);
    expect(again.approve('wes').status).toBe('APPROVED');
  });

  it('where both had it the principal alone goes on', () => {
    const both = organisation({ delegations: [delegation('wes', 'sue', { mode: 'both' })] });
    const play = begin([step('one', 'wes')], { organisation: both });
    play.org = organisation();
    play.do('EndDelegation', 'system', { delegationId: 'wes-sue' });
    expect(play.waiting).toEqual(['wes']);
  });

  it('signers and assistants whom the agent asked go on, now for the principal', () => {
    const play = begin([step('one', 'wes')], { organisation: wesToSue });
    play.do('Assist', 'sue', { taskId: play.task('sue').id, to: 'tom', question: 'how?' });
    play.org = organisation();
    play.do('EndDelegation', 'system', { delegationId: 'wes-sue' });
    play.do('Answer', 'tom', { taskId: play.task('tom').id, opinion: 'so' });
    expect(play.waiting).toEqual(['wes']);
  });

  it('nobody but the principal and the service can end it', () => {
    const play = begin([step('one', 'wes')], { organisation: wesToSue });
    play.try('EndDelegation', 'sue', { delegationId: 'wes-sue' });
    expect(play.refusal).toEqual({ code: 'notYours' });
    expect(play.do('EndDelegation', 'wes', { delegationId: 'wes-sue' }).waiting).toEqual(['wes']);
  });
});

describe('peers row 9: whom a hidden value never reaches', () => {
  it('the principal of a delegation sees no more than the agent', () => {
    const flow = [step('one', 'wes', { fields: { amount: 'hide' } })];
    const play = begin(flow, { organisation: wesToSue });
    for (const person of ['sue', 'wes'])
      expect(hiddenFields(play.context, play.state, person)).toEqual(['amount']);
  });

  it('people who are only told do not see what the item hides from copies; administrators do', () => {
    const people = { kind: 'people', people: ['ted', 'root', 'tom'] } as const;
    const play = begin([step('one', 'tom')], { item: { cc: { start: [people], hide: ['amount'] } } });
    expect(hiddenFields(play.context, play.state, 'ted')).toEqual(['amount']);
    for (const person of ['tom', 'root', 'ann'])
      expect(hiddenFields(play.context, play.state, person)).toEqual([]);
  });
});
