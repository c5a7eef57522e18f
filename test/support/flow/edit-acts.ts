import {
  array,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  option,
  record,
  type Arbitrary,
} from 'fast-check';
import type { Condition, Field, FlowNode, ItemDefinition, Selector } from '../../../src/core/definition.ts';
import type { EditAct } from '../../../src/core/editing/edit-item.ts';
import { freeId } from '../../../src/core/editing/edit-item.ts';
import { allPlaces } from '../../../src/core/flow-walk.ts';
import { step } from './definition.ts';

/** What an editor may do next; which of the things in the draft it is about is drawn when it is done. */
export type DrawnAct = (item: ItemDefinition) => EditAct;

const text = (zh: string) => ({ zh, en: zh });
const label = constantFrom('金额', '事由', '地点').map(text);
const fieldOf: Arbitrary<(id: string) => Field> = record({
  label,
  type: constantFrom('text', 'number', 'amount', 'date', 'select', 'person', 'checkbox', 'formula'),
  required: boolean(),
}).map(({ type, ...base }) => (id: string): Field => {
  switch (type) {
    case 'select':
      return { id, ...base, type: 'select', options: [{ id: 'a', label: text('甲') }] };
    case 'formula':
      return { id, ...base, type: 'formula', formula: { add: ['field1', 'field2'] }, result: 'amount' };
    case 'text':
    case 'number':
    case 'amount':
    case 'date':
    case 'person':
    case 'checkbox':
      return { id, ...base, type };
    default:
      return type satisfies never;
  }
});

const condition: Arbitrary<Condition> = oneof(
  constant<Condition>({ field: 'field1', op: '>', value: 3 }),
  constant<Condition>({
    all: [
      { field: 'field2', op: '==', value: 'x' },
      { field: 'field1', op: 'isEmpty' },
    ],
  }),
);
const who: Arbitrary<readonly Selector[]> = constantFrom<readonly Selector[]>(
  [{ kind: 'manager', level: 1 }],
  [{ kind: 'role', role: 'panel' }],
  [{ kind: 'formPerson', field: 'field1' }],
  [],
);
const nodeOf: Arbitrary<(id: string, taken: readonly string[]) => FlowNode> = oneof(
  record({ who, limited: boolean(), back: option(nat(5)) }).map(
    ({ who, limited, back }) =>
      (id: string, taken: readonly string[]): FlowNode =>
        step(id, who, {
          ...(limited ? { limit: { amount: 1, unit: 'wd' } } : {}),
          rules: [{ id: 'remind', at: { amount: -1, unit: 'h' }, do: 'remind' }],
          ...(back === null ? {} : { onReject: { toStep: taken[back] ?? 'none' } }),
        }),
  ),
  record({ name: label, when: condition, mode: constantFrom('exclusive' as const, 'parallel' as const) }).map(
    ({ name, when, mode }) =>
      (id: string): FlowNode => ({
        kind: 'branch',
        id,
        name,
        mode,
        onReject: 'end',
        branches: [
          { id: `${id}a`, name, ...(mode === 'parallel' ? {} : { when }), nodes: [] },
          { id: `${id}b`, name, nodes: [] },
        ],
      }),
  ),
  constant((id: string): FlowNode => ({ kind: 'cc', id, name: text('抄送'), who: [{ kind: 'applicant' }] })),
  constant(
    (id: string): FlowNode => ({ kind: 'delay', id, name: text('等候'), for: { amount: 0, unit: 'h' } }),
  ),
);

const by = constantFrom(-1 as const, 1 as const);
const act: Arbitrary<DrawnAct> = oneof<Arbitrary<DrawnAct>[]>(
  fieldOf.map(
    field =>
      (item: ItemDefinition): EditAct => ({ do: 'putField', field: field(freeId(item, 'field')) }),
  ),
  record({ field: fieldOf, n: nat(9) }).map(
    ({ field, n }) =>
      (item: ItemDefinition): EditAct => ({ do: 'putField', field: field(pick(item.fields, n)) }),
  ),
  nat(9).map(
    n =>
      (item: ItemDefinition): EditAct => ({ do: 'removeField', id: pick(item.fields, n) }),
  ),
  record({ n: nat(9), by }).map(
    ({ n, by }) =>
      (item: ItemDefinition): EditAct => ({ do: 'moveField', id: pick(item.fields, n), by }),
  ),
  nat(9).map(
    n =>
      (item: ItemDefinition): EditAct => ({ do: 'set', values: { summary: [pick(item.fields, n)] } }),
  ),
  record({ node: nodeOf, n: nat(30), inside: boolean() }).map(
    ({ node, n, inside }) =>
      (item: ItemDefinition): EditAct => {
        const fresh = node(
          freeId(item, 'step'),
          nodes(item).map(({ id }) => id),
        );
        const target = nodes(item)[n % Math.max(1, nodes(item).length)];
        const branch = target?.kind === 'branch' ? target.branches[0]?.id : undefined;
        if (target === undefined) return { do: 'addNode', node: fresh, place: 'end' };
        if (inside && branch !== undefined)
          return { do: 'addNode', node: fresh, place: { node: target.id, branch } };
        return { do: 'addNode', node: fresh, place: { after: target.id } };
      },
  ),
  record({ node: nodeOf, n: nat(30) }).map(
    ({ node, n }) =>
      (item: ItemDefinition): EditAct => ({ do: 'putNode', node: node(pick(nodes(item), n), []) }),
  ),
  nat(30).map(
    n =>
      (item: ItemDefinition): EditAct => ({ do: 'removeNode', id: pick(nodes(item), n) }),
  ),
  record({ n: nat(30), by }).map(
    ({ n, by }) =>
      (item: ItemDefinition): EditAct => ({ do: 'moveNode', id: pick(nodes(item), n), by }),
  ),
  record({ n: nat(30), when: option(condition), name: label }).map(
    ({ n, when, name }) =>
      (item: ItemDefinition): EditAct => {
        const branch = { id: freeId(item, 'way'), name, ...(when === null ? {} : { when }), nodes: [] };
        return { do: 'addBranch', node: pick(nodes(item), n), branch };
      },
  ),
  record({
    n: nat(30),
    m: nat(3),
    by,
    what: constantFrom('removeBranch' as const, 'moveBranch' as const),
  }).map(({ n, m, by, what }) => (item: ItemDefinition): EditAct => {
    const node = nodes(item)[n % Math.max(1, nodes(item).length)];
    const id = node?.kind === 'branch' ? pick(node.branches, m) : 'none';
    return what === 'removeBranch'
      ? { do: what, node: node?.id ?? 'none', id }
      : { do: what, node: node?.id ?? 'none', id, by };
  }),
  constant((): EditAct => ({ do: 'set', values: { limit: { amount: 5, unit: 'd' } } })),
  constant((): EditAct => ({ do: 'set', values: {}, clear: ['limit'] })),
  constantFrom<EditAct>(
    {
      do: 'set',
      values: {
        rules: [
          { id: 'remind', at: { amount: -1, unit: 'wd' }, do: 'remind' },
          { id: 'escalate', at: { amount: 1, unit: 'wd' }, do: 'escalate', mode: 'add', level: 2 },
        ],
      },
    },
    { do: 'set', values: {}, clear: ['rules'] },
  ).map(drawn => () => drawn),
);

export const editActs: Arbitrary<readonly DrawnAct[]> = array(act, { maxLength: 25 });

function nodes(item: ItemDefinition): readonly FlowNode[] {
  return allPlaces(item.flow).map(({ node }) => node);
}

function pick(list: readonly { readonly id: string }[], n: number): string {
  return list[n % Math.max(1, list.length)]?.id ?? 'none';
}
