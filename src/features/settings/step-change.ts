import type { FlowNode, ItemDefinition, StepNode } from '../../core/definition.ts';

/** The item with this step in the place of the one of the same id. */
export function withStep(definition: ItemDefinition, step: StepNode): ItemDefinition {
  return { ...definition, flow: replaced(definition.flow, step) };
}

function replaced(nodes: readonly FlowNode[], step: StepNode): readonly FlowNode[] {
  return nodes.map(node => {
    if (node.kind === 'branch')
      return {
        ...node,
        branches: node.branches.map(branch => ({ ...branch, nodes: replaced(branch.nodes, step) })),
      };
    return node.kind === 'step' && node.id === step.id ? step : node;
  });
}
