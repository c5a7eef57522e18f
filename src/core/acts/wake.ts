import type { Command } from '../commands.ts';
import { RETURN_EXPIRED, endRequest } from '../engine/end.ts';
import { askFeedback } from '../engine/feedback.ts';
import { tellExpiry } from '../engine/expiry.ts';
import { openNext } from '../engine/open-node.ts';
import { emit, goesOn, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { isLive, runById } from '../slots.ts';
import { backToPrincipal } from './delegations.ts';
import { superviseOnTime } from './supervise.ts';
import { fireItemRules } from './item-rules.ts';
import { passTargets } from './targets.ts';

/** Does everything that `nextWakeAt` stood for and that is due: delays, expired returns, ended delegations, limits of the item. */
export function wake(turn: Turn, command: Extract<Command, { type: 'Wake' }>): void {
  const { state, meta } = turn;
  if (command.by !== 'system') return refuse(turn, { code: 'notAllowed' });
  if (state.nextWakeAt === undefined || state.nextWakeAt > meta.at)
    return refuse(turn, { code: 'ruleOutdated' });
  tellExpiry(turn);
  superviseOnTime(turn);
  askFeedback(turn);
  if (state.status === 'RETURNED') {
    if (state.returned.expiresAt <= meta.at) return endRequest(turn, 'CANCELED', RETURN_EXPIRED);
  }
  for (const run of state.runs) {
    if (run.status === 'open' && run.until !== undefined && run.until <= meta.at) endDelay(turn, run.id);
  }
  for (const task of turn.state.tasks) {
    if (isLive(task) && task.delegation !== undefined && task.delegation.until <= meta.at)
      backToPrincipal(turn, task.id);
  }
  if (goesOn(turn)) passTargets(turn);
  if (goesOn(turn)) fireItemRules(turn);
}

function endDelay(turn: Turn, runId: string): void {
  const run = runById(turn.state, runId);
  if (!goesOn(turn) || run?.status !== 'open') return;
  emit(turn, { type: 'NodePassed', runId });
  openNext(turn, run.nodeId);
}
