import { array, boolean, constant, constantFrom, integer, nat, oneof, record, uniqueArray } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { FlowNode, ItemDefinition, Method, Selector, StepNode } from '../../../src/core/definition.ts';
import { auto, branch, copy, delay, item, step, subrequests } from './definition.ts';
import { everybody } from './organisation.ts';

/** Random definitions out of all kinds of steps, selectors and branches; every one of them passes `checkDefinition`. */

const person = constantFrom(...everybody);
const people = uniqueArray(person, { minLength: 1, maxLength: 4 });

const selector: Arbitrary<Selector> = oneof(
  { weight: 4, arbitrary: people.map((ids): Selector => ({ kind: 'people', people: ids })) },
  constantFrom('panel', 'empty', 'pair').map((role): Selector => ({ kind: 'role', role })),
  constant<Selector>({ kind: 'applicant' }),
  nat(3).map((level): Selector => ({ kind: 'manager', level: level + 1 })),
  nat(2).map((level): Selector => ({ kind: 'departmentHead', level: level + 1 })),
  constant<Selector>({ kind: 'formPerson', field: 'who' }),
  constant<Selector>({ kind: 'formDepartmentHead', field: 'unit' }),
  constant<Selector>({ kind: 'applicantChooses', multiple: true }),
);

const weights = { wes: 3, sam: 2, v1: 5 };

const method: Arbitrary<Method> = oneof(
  constantFrom('immediate' as const, 'waitAll' as const).map((reject): Method => ({ kind: 'all', reject })),
  constantFrom('first' as const, 'allMustReject' as const).map((reject): Method => ({ kind: 'any', reject })),
  constantFrom<Method>({ kind: 'sequence' }, { kind: 'random' }, { kind: 'claim' }),
  record({
    percent: integer({ min: 1, max: 100 }),
    abstain: constantFrom('count' as const, 'exclude' as const),
  }).map(({ percent, abstain }): Method => ({ kind: 'vote', pass: { percent }, abstain })),
  integer({ min: 1, max: 4 }).map((count): Method => ({ kind: 'vote', pass: { count }, abstain: 'count' })),
  integer({ min: 1, max: 99 }).map(
    (weightPercent): Method => ({ kind: 'vote', pass: { weightPercent, weights }, abstain: 'exclude' }),
  ),
);

const rules: StepNode['rules'] = [
  {
    id: 'warn',
    at: { amount: -1, unit: 'h' },
    do: 'remind',
    repeat: { every: { amount: 1, unit: 'h' }, max: 3 },
  },
  { id: 'boss', at: { amount: 0, unit: 'h' }, do: 'remindManager' },
  { id: 'add', at: { amount: 1, unit: 'h' }, do: 'escalate', mode: 'add' },
  { id: 'move', at: { amount: 2, unit: 'h' }, do: 'escalate', mode: 'move' },
  { id: 'give', at: { amount: 3, unit: 'h' }, do: 'transfer', to: { kind: 'people', people: ['tia'] } },
  { id: 'tell', at: { amount: 3, unit: 'h' }, do: 'notifyAdmins' },
  { id: 'pass', at: { amount: 9, unit: 'h' }, do: 'autoApprove', expressly: true },
];

const stepShape = record({
  who: array(selector, { minLength: 1, maxLength: 2 }),
  chain: integer({ min: 0, max: 7 }),
  previous: integer({ min: 0, max: 9 }),
  method,
  handle: boolean(),
  onReject: constantFrom('end' as const, 'end' as const, 'toStart' as const),
  mode: constantFrom('ask' as const, 'rerun' as const, 'direct' as const),
  reopen: constantFrom('returnerAndPending' as const, 'allMembers' as const),
  nobody: constantFrom(undefined, 'autoPass' as const, 'autoReject' as const, 'admin' as const),
  self: constantFrom(
    undefined,
    'self' as const,
    'skip' as const,
    'manager' as const,
    'departmentHead' as const,
  ),
  orDedup: boolean(),
  timed: boolean(),
  edit: boolean(),
  /** The step must not see the amount. */
  hide: boolean(),
  requires: constantFrom(undefined, undefined, { opinion: true }, { signature: true }, { attachment: true }),
  copies: boolean(),
});

type Shape =
  | {
      readonly kind: 'step';
      readonly step: StepShape;
    }
  | { readonly kind: 'auto' | 'delay' | 'copy' | 'subrequests'; readonly pick: number }
  | {
      readonly kind: 'branch';
      readonly mode: 'exclusive' | 'inclusive' | 'parallel';
      readonly onReject: 'end' | 'wait';
      readonly branches: readonly (readonly Shape[])[];
    };
type StepShape = typeof stepShape extends Arbitrary<infer S> ? S : never;

const simple: Arbitrary<Shape> = oneof(
  { weight: 8, arbitrary: stepShape.map((shape): Shape => ({ kind: 'step', step: shape })) },
  {
    weight: 2,
    arbitrary: record({
      kind: constantFrom('auto' as const, 'delay' as const, 'copy' as const, 'subrequests' as const),
      pick: nat(99),
    }).map((shape): Shape => shape),
  },
);

function list(depth: number, minLength: number): Arbitrary<readonly Shape[]> {
  const node =
    depth === 0
      ? simple
      : oneof({ weight: 3, arbitrary: simple }, { weight: 1, arbitrary: branches(depth - 1) });
  return array(node, { minLength, maxLength: 3 });
}

function branches(depth: number): Arbitrary<Shape> {
  return record({
    mode: constantFrom('exclusive' as const, 'inclusive' as const, 'parallel' as const),
    onReject: constantFrom('end' as const, 'wait' as const),
    branches: array(list(depth, 0), { minLength: 2, maxLength: 3 }),
  }).map((shape): Shape => ({ kind: 'branch', ...shape }));
}

/** Gives nodes their ids and sees to what depends on the place: the first step has none before it that could choose. */
function build(
  shapes: readonly Shape[],
  counter: { next: number },
  before: readonly string[],
): readonly FlowNode[] {
  const passed = [...before];
  return shapes.map((shape): FlowNode => {
    const id = `n${(counter.next += 1)}`;
    switch (shape.kind) {
      case 'step': {
        const built = buildStep(id, shape.step, passed);
        passed.push(id);
        return built;
      }
      case 'auto':
        return auto(id, shape.pick < 85 ? 'approve' : 'reject');
      case 'delay':
        return delay(id, '2h');
      case 'copy':
        return copy(id, 'ted', 'tia');
      case 'subrequests':
        return subrequests(id, 'OTHER', 'THIRD');
      case 'branch': {
        const lists = shape.branches.map(nodes => build(nodes, counter, passed));
        const keyed = Object.fromEntries(lists.map((nodes, index) => [`${id}b${index}`, nodes]));
        const conditions = lists
          .slice(0, -1)
          .map((_, index) => [
            `${id}b${index}`,
            { field: 'days', op: index === 0 ? ('>' as const) : ('<' as const), value: 3 },
          ]);
        const when = shape.mode === 'parallel' ? {} : Object.fromEntries(conditions);
        return branch(id, shape.mode, keyed, when, shape.onReject);
      }
      default:
        return shape satisfies never;
    }
  });
}

function told(person: string): Selector {
  return { kind: 'people', people: [person] };
}

function buildStep(id: string, shape: StepShape, before: readonly string[]): StepNode {
  const who: Selector[] = [...shape.who];
  const chain = shape.chain === 0;
  if (chain) who.push({ kind: 'managerChain', until: { level: 3 }, order: 'bottomUp', missing: 'up' });
  if (shape.previous === 0 && before.length > 0) who.push({ kind: 'previousChooses', multiple: true });
  const target = before[0];
  const back = shape.onReject === 'toStart' && target !== undefined && shape.edit;
  return step(id, who, {
    act: shape.handle && !shape.timed ? 'handle' : 'approve',
    method: chain ? { kind: 'sequence' } : shape.method,
    onReject: back ? { toStep: target } : shape.onReject,
    return: { allowed: true, mode: shape.mode, reopen: shape.reopen },
    orDedup: shape.orDedup,
    ...(shape.nobody === undefined ? {} : { nobody: { do: shape.nobody } }),
    ...(shape.self === undefined ? {} : { self: shape.self }),
    ...(shape.timed ? { limit: { amount: 4, unit: 'h' }, rules } : {}),
    fields: {
      ...(shape.edit ? ({ days: 'edit', who: 'edit' } as const) : {}),
      ...(shape.hide ? ({ amount: 'hide' } as const) : {}),
    },
    ...(shape.requires === undefined ? {} : { requires: shape.requires }),
    ...(shape.copies ? { cc: { start: [told('ted')], end: [told('fin')] } } : {}),
  });
}

export const anyItem: Arbitrary<ItemDefinition> = record({
  flow: list(2, 1),
  dedupe: constantFrom('none' as const, 'consecutive' as const, 'firstOnly' as const),
  self: constantFrom('self' as const, 'skip' as const, 'manager' as const),
  withdraw: constantFrom('untilFirstAction' as const, 'whileRunning' as const),
}).map(({ flow, ...rest }) => {
  const counter = { next: 0 };
  const nodes = [step('first', [{ kind: 'manager', level: 1 }], {}), ...build(flow, counter, ['first'])];
  const cc = { start: [told('tia')], end: [told('flo')], hide: ['amount'] };
  return item(nodes, { ...rest, cc, documentNumber: { template: '{YYYY}-{SEQ}', reset: 'year' } });
});
