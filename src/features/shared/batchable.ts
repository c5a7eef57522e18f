import type { ItemDefinition } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import { editableFields } from '../../core/rights/people.ts';

/** Whether a step can be approved along with others: the item allows it, and nothing has to be written, filled in or signed. */
export function batchable(definition: ItemDefinition, nodeId: string): boolean {
  const step = stepIn(definition.flow, nodeId);
  if (!definition.batchApprove || step?.act !== 'approve') return false;
  const { opinion, signature, attachment } = step.requires ?? {};
  const asks = opinion === true || signature === true || attachment === true;
  return !asks && editableFields(step).length === 0;
}
