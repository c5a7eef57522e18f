import type { Command } from '../commands.ts';
import { closeTasks, holdersIn, tellConcerned } from '../engine/end.ts';
import { newRun } from '../engine/make.ts';
import { openNode } from '../engine/open-node.ts';
import { rollBack } from '../engine/return-to.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { idsFrom, upwards } from '../flow-walk.ts';
import { refusalOf } from '../permissions.ts';
import { isText } from './decisions.ts';

/**
 * An administrator sends the request to a node, forward or back, with a reason (peers.md row 43). Not into one of several
 * branches that run beside each other: the others would never begin.
 */
export function jump(turn: Turn, command: Extract<Command, { type: 'Jump' }>): void {
  const { nodeId, reason } = command;
  const { flow } = turn.context.definition;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'jump');
  if (refusal) return refuse(turn, refusal);
  if (!isText(reason)) return refuse(turn, { code: 'reasonRequired' });
  const line = upwards(flow, nodeId);
  const target = line[0]?.node;
  const forked = line.some(place => place.parent !== undefined && place.parent.branch.mode !== 'exclusive');
  if (!target || forked) return refuse(turn, { code: 'badTarget' });
  const holders = holdersIn(turn.state);
  emit(turn, { type: 'Jumped', nodeId, reason });
  closeTasks(turn, () => true, 'jumped');
  for (const run of turn.state.runs) {
    if (run.status === 'open') emit(turn, { type: 'NodeCanceled', runId: run.id });
  }
  rollBack(turn, idsFrom(flow, nodeId));
  for (const place of line.toReversed()) {
    if (place.parent === undefined) continue;
    const run = newRun(turn, place.parent.branch.id, { taken: [place.parent.branchId] });
    emit(turn, { type: 'NodeOpened', run, tasks: [] });
  }
  openNode(turn, target);
  tellConcerned(turn, holders, { kind: 'managed', act: 'jumped', by: command.by, reason });
}
