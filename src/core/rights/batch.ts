import { stepIn } from '../flow-walk.ts';
import type { ItemDefinition } from '../definition.ts';
import type { Task } from '../request.ts';

/**
 * Whether a task may be approved together with others (peers.md row 53): the item is switched on for it, and the step asks
 * for nothing but a yes.
 */
export function mayBatch(definition: ItemDefinition, task: Task): boolean {
  const step = stepIn(definition.flow, task.nodeId);
  if (!definition.batchApprove || step === undefined || task.origin.kind === 'assist') return false;
  const { opinion, signature, attachment } = step.requires ?? {};
  const edits = Object.values(step.fields ?? {}).includes('edit');
  return step.act === 'approve' && opinion !== true && signature !== true && attachment !== true && !edits;
}
