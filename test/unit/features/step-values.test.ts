import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StepNode } from '../../../src/core/definition.ts';
import { changedStep, faultsOf, readValues, valuesOf } from '../../../src/features/settings/step-values.ts';

const step: StepNode = {
  kind: 'step',
  id: 'finance',
  name: { zh: '财务科', en: 'Finance' },
  act: 'approve',
  method: { kind: 'vote', pass: { percent: 60 }, abstain: 'count' },
  who: [{ kind: 'role', role: 'finance' }],
  onReject: 'end',
  return: { allowed: true, mode: 'ask', reopen: 'returnerAndPending' },
  allow: { transfer: true, addSigner: true, takeBack: true },
  limit: { amount: 1, unit: 'wd' },
  rules: [
    { id: 'remind', at: { amount: -4, unit: 'wh' }, do: 'remind' },
    { id: 'escalate', at: { amount: 0, unit: 'h' }, do: 'escalate', mode: 'add' },
    { id: 'administrators', at: { amount: 1, unit: 'd' }, do: 'notifyAdmins' },
  ],
};

describe('the step editor', () => {
  test('what was not touched stays exactly as it was written', () => {
    expect(changedStep(step, valuesOf(step))).toEqual(step);
  });

  test('a new limit changes the limit and nothing else', () => {
    const changed = changedStep(step, { ...valuesOf(step), limit: '2 天' });
    expect(changed).toEqual({ ...step, limit: { amount: 2, unit: 'd' } });
  });

  test('reminders before and after due, each with its repetition; other rules stay', () => {
    const typed = { beforeAt: '半小时', afterAt: '1天', afterEvery: '2工时', afterMax: '3' };
    expect(changedStep(step, { ...valuesOf(step), ...typed }).rules).toEqual([
      { id: 'remind', at: { amount: -30, unit: 'min' }, do: 'remind' },
      ...step.rules.slice(1),
      {
        id: 'remind-after',
        at: { amount: 1, unit: 'd' },
        do: 'remind',
        repeat: { every: { amount: 2, unit: 'wh' }, max: 3 },
      },
    ]);
  });

  test('a repetition that is added leaves the time of the reminder as it was written', () => {
    const changed = changedStep(step, { ...valuesOf(step), beforeEvery: '1h', beforeMax: '2' });
    expect(changed.rules[0]).toEqual({
      ...step.rules[0],
      repeat: { every: { amount: 1, unit: 'h' }, max: 2 },
    });
  });

  test('the manager decides as well, then instead', () => {
    const changed = changedStep(step, { ...valuesOf(step), escalateAdd: '2工时', escalateMove: '3wd' });
    expect(changed.rules.slice(1)).toEqual([
      { id: 'escalate', at: { amount: 2, unit: 'wh' }, do: 'escalate', mode: 'add' },
      step.rules[2],
      { id: 'escalate-move', at: { amount: 3, unit: 'wd' }, do: 'escalate', mode: 'move' },
    ]);
  });

  test('a row shows the first rule of its kind; a second one stays, and what its row does not show', () => {
    const rules = [
      ...step.rules,
      { id: 'second', at: { amount: -1, unit: 'h' }, do: 'remind' },
      { id: 'far', at: { amount: 5, unit: 'd' }, do: 'escalate', mode: 'move', level: 2 },
    ] as const;
    const changed = changedStep({ ...step, rules }, { ...valuesOf({ ...step, rules }), beforeAt: '' });
    expect(changed.rules).toEqual(rules.slice(1));
    const later = changedStep({ ...step, rules }, { ...valuesOf({ ...step, rules }), escalateMove: '6d' });
    expect(later.rules.at(-1)).toEqual({ ...rules[4], at: { amount: 6, unit: 'd' } });
  });

  test('no escalation any more', () => {
    const changed = changedStep(step, { ...valuesOf(step), escalateAdd: '' });
    expect(changed.rules.map(rule => rule.do)).toEqual(['remind', 'notifyAdmins']);
  });

  test('every fault is told at its control', () => {
    const values = {
      ...valuesOf(step),
      who: 'people',
      limit: '-1',
      beforeAt: '0',
      beforeEvery: '4',
      beforeMax: '1000',
      afterEvery: '1h',
      escalateAdd: '半工时',
      escalateMove: 'never',
    } as const;
    expect(faultsOf(step, values)).toEqual({
      people: 'noPeople',
      limit: 'badDuration',
      beforeAt: 'notZero',
      beforeEvery: 'noUnit',
      beforeMax: 'tooOften',
      afterAt: 'needsOffset',
      afterMax: 'tooOften',
      escalateAdd: 'wholeOnly',
      escalateMove: 'badDuration',
    });
    expect(faultsOf(step, { ...valuesOf(step), limit: '' })).toEqual({ limit: 'needsLimit' });
    expect(faultsOf(step, { ...valuesOf(step), beforeMax: '2' })).toEqual({ beforeEvery: 'needsEvery' });
  });

  test('whatever a client sends is read, and has faults or makes a step that reads the same again', () => {
    const typed = fc.oneof(
      fc.constantFrom('', '1', '2.5小时', '999', 'x', 'role', 'manager', '3个工作日', '4h', '０'),
      fc.jsonValue(),
    );
    const names = [...Object.keys(valuesOf(step)), 'limitUnit'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), typed), form => {
        const values = readValues(form);
        if (Object.keys(faultsOf(step, values)).length > 0) return;
        const once = changedStep(step, values);
        expect(changedStep(once, valuesOf(once))).toEqual(once);
      }),
    );
  });
});
