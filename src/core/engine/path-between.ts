import type { DecideContext } from '../commands.ts';
import type { FlowNode, Instant } from '../definition.ts';
import { placeOf } from '../flow-walk.ts';
import { routeStep } from '../routing.ts';
import type { RoutingFacts } from '../routing.ts';
import { takeBranches } from './branches.ts';

/**
 * What a form makes of the way from behind one node (undefined: from the start) to another, that one included: nodes,
 * branches and people, one text each. It ends early where the other node is not met.
 */
export function pathBetween(
  context: DecideContext,
  facts: RoutingFacts,
  at: Instant,
  from: string | undefined,
  to: string,
): readonly string[] {
  const { flow } = context.definition;
  const trail: string[] = [];
  const visit = (list: readonly FlowNode[]): boolean => list.some(node => visitNode(node) || node.id === to);
  const visitNode = (node: FlowNode): boolean => {
    if (node.kind === 'step') trail.push(`${node.id}:${peopleOf(context, facts, at, node)}`);
    if (node.kind !== 'branch') return false;
    const { taken } = takeBranches(context, facts, node);
    trail.push(`${node.id}>${taken.join(',')}`);
    return node.branches.filter(branch => taken.includes(branch.id)).some(branch => visit(branch.nodes));
  };
  const climb = (list: readonly FlowNode[], parent: string | undefined): void => {
    if (visit(list) || parent === undefined) return;
    const place = placeOf(flow, parent);
    if (place) climb(place.list.slice(place.index + 1), place.parent?.branch.id);
  };
  const start = from === undefined ? undefined : placeOf(flow, from);
  if (start === undefined) climb(flow, undefined);
  else climb(start.list.slice(start.index + 1), start.parent?.branch.id);
  return trail;
}

function peopleOf(
  context: DecideContext,
  facts: RoutingFacts,
  at: Instant,
  step: Extract<FlowNode, { kind: 'step' }>,
): string {
  const routed = routeStep(context, facts, step, { at });
  return routed.kind === 'ask' ? routed.places.map(place => place.principal).join(',') : routed.kind;
}
