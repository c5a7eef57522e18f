import { describe, expect, it } from 'vitest';
import type { SubrequestStart } from '../../../src/core/definition.ts';
import { checkCatalogue, checkDefinition } from '../../../src/core/definition-check.ts';
import type { Field, FlowNode, ItemDefinition } from '../../../src/core/definition.ts';
import {
  branch,
  delay,
  duration,
  item,
  percent,
  sequence,
  step,
  subrequests,
} from '../../support/flow/definition.ts';

function faults(flow: readonly FlowNode[], more: Partial<ItemDefinition> = {}): readonly string[] {
  return checkDefinition(item(flow, more)).map(fault => `${fault.path} ${fault.problem}`);
}
const label = { zh: '', en: '' };
const one = step('one', 'wes');
const rule = { id: 'r', at: duration('0h') } as const;
const amountFree = { fields: [{ id: 'title', label, type: 'text' }] } as const;

/** What is wrong between these items. */
function between(...items: readonly ItemDefinition[]): readonly string[] {
  return checkCatalogue(items).map(({ item: id, path, problem }) => `${id} ${path} ${problem}`);
}

/** What is wrong with starting an item of these fields and this flow, with a title. */
function starting(more: Partial<ItemDefinition>, flow: readonly FlowNode[] = [one]): readonly string[] {
  const started = item(flow, { id: 'B', ...more });
  return checkCatalogue([item([subrequests('s', 'B')], { id: 'A' }), started]).map(
    ({ path, problem, detail }) => `${path} ${problem} ${detail}`,
  );
}

function shown(id: string, by: string): Field {
  return { id, label, type: 'number', showIf: { field: by, op: '>', value: 1 } };
}

describe('a configuration that cannot work is refused with its place', () => {
  it('a right one is not', () => {
    const ways = branch(
      'ways',
      'exclusive',
      { a: [step('two', 'sam')], b: [] },
      { a: { field: 'days', op: '>', value: 3 } },
    );
    expect(faults([one, ways, step('end', 'fay', { onReject: { toStep: 'one' } })])).toEqual([]);
  });

  it('conditions on fields that are not there, of the wrong type, or with a value that cannot be compared', () => {
    const ways = (when: object): readonly string[] =>
      faults([
        branch('w', 'exclusive', { a: [one], b: [] }, { a: { op: '>', value: 1, field: 'days', ...when } }),
      ]);
    expect(ways({ field: 'none' })).toEqual(['flow[0].branches[0].when unknownField']);
    expect(ways({ field: 'title' })).toEqual(['flow[0].branches[0].when wrongFieldType']);
    expect(ways({ value: '1' })).toEqual(['flow[0].branches[0].when.value wrongOperand']);
    expect(ways({ field: 'applicant', op: 'belongsTo', value: 'tech' })).toEqual([]);
    const nested = { all: [{ any: [{ field: 'none', op: '==', value: 1 }] }] } as const;
    expect(faults([branch('w', 'exclusive', { a: [one], b: [] }, { a: nested })])).toEqual([
      'flow[0].branches[0].when.all[0].any[0] unknownField',
    ]);
  });

  it('branches without a default, with the default not last, or with conditions where all are taken', () => {
    const when = { field: 'days', op: '>', value: 3 } as const;
    expect(faults([branch('w', 'exclusive', { a: [one], b: [] }, { a: when, b: when })])).toEqual([
      'flow[0].branches noDefault',
    ]);
    expect(faults([branch('w', 'inclusive', { a: [one], b: [] }, { b: when })])).toEqual([
      'flow[0].branches[0] defaultNotLast',
    ]);
    expect(faults([branch('w', 'parallel', { a: [one], b: [] }, { b: when })])).toEqual([
      'flow[0].branches[1].when conditionOnParallel',
    ]);
    expect(faults([branch('w', 'parallel', { a: [one] })])).toEqual(['flow[0].branches tooFewBranches']);
  });

  it('ids that are used twice or reserved, and empty flows', () => {
    expect(faults([one, one])).toEqual(['flow duplicateId']);
    expect(faults([step('$revoke', 'wes')])).toEqual(['flow reservedId']);
    expect(faults([])).toEqual(['flow emptyFlow']);
    expect(faults([one], { fields: [...amountFree.fields, ...amountFree.fields] })).toEqual([
      'fields[1].id duplicateId',
    ]);
  });

  it('a reject to a step that may not have run', () => {
    const later = step('zero', 'sam', { onReject: { toStep: 'one' } });
    expect(faults([later, one])).toEqual(['flow[0].onReject badTarget']);
    const ways = branch('w', 'parallel', { a: [one], b: [] });
    expect(faults([ways, step('end', 'sam', { onReject: { toStep: 'one' } })])).toEqual([
      'flow[1].onReject badTarget',
    ]);
  });

  it('selectors of nobody, of fields that are not there or of another type, and choices with nobody before', () => {
    const who = (selector: Parameters<typeof step>[1]): readonly string[] =>
      faults([step('x', selector, sequence)]);
    expect(who([])).toEqual(['flow[0].who emptyWho']);
    expect(who([{ kind: 'people', people: [] }])).toEqual(['flow[0].who[0] emptyWho']);
    expect(who([{ kind: 'formPerson', field: 'none' }])).toEqual(['flow[0].who[0] unknownField']);
    expect(who([{ kind: 'formPerson', field: 'unit' }])).toEqual(['flow[0].who[0] wrongFieldType']);
    expect(who([{ kind: 'manager', level: 0 }])).toEqual(['flow[0].who[0] badLevel']);
    expect(who([{ kind: 'previousChooses', multiple: true }])).toEqual(['flow[0].who[0] noPrevious']);
    const chain = { kind: 'managerChain', until: { level: 2 }, order: 'bottomUp', missing: 'skip' } as const;
    expect(faults([step('x', [chain])])).toEqual(['flow[0].who[0] chainNeedsSequence']);
  });

  it('automatic approval of money or under a signature, unless expressly allowed', () => {
    const timed = (more: object) =>
      step('one', 'wes', { limit: duration('1d'), rules: [{ ...rule, do: 'autoApprove' }], ...more });
    expect(faults([timed({})])).toEqual(['flow[0].rules[0] autoNotAllowed']);
    expect(faults([timed({})], amountFree)).toEqual([]);
    expect(faults([timed({ requires: { signature: true } })], amountFree)).toEqual([
      'flow[0].rules[0] autoNotAllowed',
    ]);
    expect(faults([timed({ rules: [{ ...rule, do: 'autoApprove', expressly: true }] })])).toEqual([]);
  });

  it('time rules without a limit, transfers to nobody, thresholds that cannot be met, delays of nothing', () => {
    expect(faults([step('one', 'wes', { rules: [{ ...rule, do: 'remind' }] })])).toEqual([
      'flow[0].rules rulesWithoutLimit',
    ]);
    const limit = duration('1d');
    expect(faults([step('one', 'wes', { limit, rules: [{ ...rule, do: 'transfer' }] })])).toEqual([
      'flow[0].rules[0] missingTo',
    ]);
    const handle = step('one', 'wes', { limit, act: 'handle', rules: [{ ...rule, do: 'autoReject' }] });
    expect(faults([handle])).toEqual(['flow[0].rules[0] handleHasNoReject']);
    expect(faults([step('one', 'wes', percent(101))])).toEqual(['flow[0].method.pass badThreshold']);
    expect(faults([delay('d', '0h'), one])).toEqual(['flow[0].for badDuration']);
  });

  it('summaries of fields that are not there, numbers without SEQ, formulas that read themselves', () => {
    expect(faults([one], { summary: ['none'] })).toEqual(['summary[0] unknownField']);
    expect(faults([one], { number: { template: '{PREFIX}', reset: 'day' } })).toEqual([
      'number.template noSeq',
    ]);
    expect(faults([one], { number: { template: '{SEQ}{WEEK}', reset: 'day' } })).toEqual([
      'number.template unknownPart',
    ]);
    const loop = {
      id: 'title',
      label,
      type: 'formula',
      result: 'number',
      formula: { add: ['title', 1] },
    } as const;
    expect(faults([one], { fields: [loop] })).toEqual(['fields[0].formula formulaCycle']);
    expect(faults([step('one', 'wes', { fields: { none: 'edit' } })])).toEqual([
      'flow[0].fields.none unknownField',
    ]);
  });

  it('items that start themselves or each other in a circle', () => {
    expect(faults([subrequests('s', 'TEST')])).toEqual(['flow[0].start[0] ownItem']);
    const a = item([subrequests('s', 'B')], { id: 'A' });
    const b = item([subrequests('s', 'A')], { id: 'B' });
    expect(between(a, b)).toEqual(['A flow[0].start[0] itemCycle', 'B flow[0].start[0] itemCycle']);
    expect(between(a)).toEqual(['A flow[0].start[0] unknownItem']);
    const c = item([branch('f', 'parallel', { x: [subrequests('s', 'A')], y: [one] })], { id: 'C' });
    expect(between(a, item([subrequests('s', 'C')], { id: 'B' }), c)).toContain(
      'C flow[0].branches[0].nodes[0].start[0] itemCycle',
    );
    expect(between(a, item([one], { id: 'B' }))).toEqual([]);
  });

  it('sub-requests that the other item would always refuse', () => {
    const title = { id: 'title', label, type: 'text', required: true } as const;
    const other = { id: 'must', label, type: 'number', required: true } as const;
    expect(starting({ fields: [title, other], summary: [] })).toEqual([
      'flow[0].start[0] missingInput B.must',
    ]);
    expect(starting({ fields: [{ ...title, type: 'date' }] })).toEqual([
      'flow[0].start[0].form.title wrongFieldType title title',
    ]);
    expect(starting({ fields: [other] })).toContain('flow[0].start[0].form unknownField B.title');
    expect(starting({}, [step('x', [{ kind: 'applicantChooses', multiple: false }])])).toEqual([
      'flow[0].start[0] startsUnchosen B.x',
    ]);
  });

  it('fields that are shown only by themselves or by each other', () => {
    expect(
      faults([one], { summary: [], fields: [shown('a', 'b'), shown('b', 'a'), shown('c', 'a')] }),
    ).toEqual(['fields[0].showIf shownByItself', 'fields[1].showIf shownByItself']);
  });

  it('items that are started without what their forms need', () => {
    const needed = { id: 'need', label, type: 'text', required: true } as const;
    const target = item([step('one', 'wes')], { id: 'B', fields: [needed] });
    const name = { zh: '打包', en: 'Package' };
    const problems = (more: Partial<SubrequestStart>) => {
      const start = [{ item: 'B', form: {}, ...more }];
      const a = item([{ kind: 'subrequests', id: 's', name, start }], { id: 'A' });
      return checkCatalogue([a, target]).map(({ problem, detail }) => `${problem} ${detail}`);
    };
    expect(problems({})).toEqual(['missingInput B.need']);
    expect(problems({ set: { need: 'x' } })).toEqual([]);
    expect(problems({ form: { need: 'title' } })).toEqual([]);
    expect(problems({ set: { need: 'x', other: 'y' } })).toEqual(['unknownField B.other']);
  });

  it('says in words what is wrong', () => {
    expect(checkDefinition(item([], {}))[0]?.reason).toBe('the flow has no node that does anything');
  });
});
