import type { BranchNode, FlowNode, ItemDefinition } from '../definition.ts';
import { allPlaces } from '../flow-walk.ts';
import { conditionFaults } from './check-condition.ts';
import { stepFaults } from './check-step.ts';
import { selectorFaults } from './check-selector.ts';
import { duplicates } from './fault.ts';
import type { PlainFault } from './fault.ts';

/** Faults of the flow: ids, branches, and every node by its kind. */
export function flowFaults(definition: ItemDefinition): readonly PlainFault[] {
  const { flow } = definition;
  const places = allPlaces(flow);
  const ids = places.map(place => place.node.id);
  const twice = duplicates(ids).map(
    (index): PlainFault => ({ path: 'flow', problem: 'duplicateId', detail: ids[index] ?? '' }),
  );
  const reserved = ids
    .filter(id => id.startsWith('$'))
    .map((detail): PlainFault => ({ path: 'flow', problem: 'reservedId', detail }));
  const empty: readonly PlainFault[] = places.some(({ node }) => node.kind !== 'branch')
    ? []
    : [{ path: 'flow', problem: 'emptyFlow' }];
  const copies = [
    ...selectorFaults(definition, definition.cc?.start ?? [], 'cc.start', true),
    ...selectorFaults(definition, definition.cc?.end ?? [], 'cc.end', true),
    ...(definition.cc?.hide ?? [])
      .map((detail, index): PlainFault => ({ path: `cc.hide[${index}]`, problem: 'unknownField', detail }))
      .filter(({ detail }) => !definition.fields.some(field => field.id === detail)),
  ];
  return [...twice, ...reserved, ...empty, ...copies, ...listFaults(definition, flow, 'flow')];
}

function listFaults(
  definition: ItemDefinition,
  list: readonly FlowNode[],
  path: string,
): readonly PlainFault[] {
  return list.flatMap((node, index) => nodeFaults(definition, node, `${path}[${index}]`));
}

function nodeFaults(definition: ItemDefinition, node: FlowNode, path: string): readonly PlainFault[] {
  switch (node.kind) {
    case 'step':
      return stepFaults(definition, node, path);
    case 'branch':
      return branchFaults(definition, node, path);
    case 'auto':
      return [];
    case 'delay':
      return node.for.amount > 0 ? [] : [{ path: `${path}.for`, problem: 'badDuration' }];
    case 'cc':
      return selectorFaults(definition, node.who, `${path}.who`, false);
    case 'subrequests':
      return node.start.flatMap((start, index): readonly PlainFault[] => {
        const place = `${path}.start[${index}]`;
        const own =
          start.item === definition.id
            ? [{ path: place, problem: 'ownItem', detail: start.item } as const]
            : [];
        const unknown = Object.values(start.form).filter(
          id => !definition.fields.some(field => field.id === id),
        );
        return [
          ...own,
          ...unknown.map(
            (detail): PlainFault => ({ path: `${place}.form`, problem: 'unknownField', detail }),
          ),
        ];
      });
    default:
      return node satisfies never;
  }
}

/** Exactly one default, the last; parallel branches have no conditions (semantics C14, peers.md rows 11 and 12). */
function branchFaults(definition: ItemDefinition, node: BranchNode, path: string): readonly PlainFault[] {
  const faults: PlainFault[] = [];
  const { branches, mode } = node;
  const at = (index: number): string => `${path}.branches[${index}]`;
  for (const index of duplicates(branches.map(branch => branch.id))) {
    faults.push({ path: `${at(index)}.id`, problem: 'duplicateId', detail: branches[index]?.id ?? '' });
  }
  if (branches.length < 2) faults.push({ path: `${path}.branches`, problem: 'tooFewBranches' });
  const defaults = branches.flatMap((branch, index) => (branch.when === undefined ? [index] : []));
  if (mode !== 'parallel') {
    if (defaults.length === 0) faults.push({ path: `${path}.branches`, problem: 'noDefault' });
    for (const index of defaults) {
      if (index !== branches.length - 1) faults.push({ path: at(index), problem: 'defaultNotLast' });
    }
  }
  for (const [index, branch] of branches.entries()) {
    if (branch.when !== undefined) {
      if (mode === 'parallel') faults.push({ path: `${at(index)}.when`, problem: 'conditionOnParallel' });
      faults.push(...conditionFaults(definition.fields, branch.when, `${at(index)}.when`));
    }
    faults.push(...listFaults(definition, branch.nodes, `${at(index)}.nodes`));
  }
  return faults;
}
