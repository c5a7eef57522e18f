import type { CommandMeta, DecideContext } from '../commands.ts';
import { stepIn } from '../flow-walk.ts';
import type { RequestState, Task } from '../request.ts';
import { closeCoTasks, settleTask } from './settle.ts';
import { openNext } from './open-node.ts';
import { emit, goesOn, startTurn } from './turn.ts';
import type { Turn } from './turn.ts';

const MOST_ROUNDS = 500;

/**
 * Plays a request to its end as it would go if everybody approved, by exactly the rules that then run. Nothing of it is kept:
 * the events tell the path. Where one of several decides, nobody counts as having approved by hand, since it is not known who
 * will.
 */
export function walkAhead(
  context: DecideContext,
  state: RequestState,
  meta: CommandMeta,
  begin: (turn: Turn) => void,
): Turn {
  const turn = startTurn(context, state, { ...meta, by: 'system' }, { simulated: true });
  begin(turn);
  for (let round = 0; round < MOST_ROUNDS && goesOn(turn); round += 1) {
    if (!advance(turn)) break;
  }
  return turn;
}

function advance(turn: Turn): boolean {
  const { state } = turn;
  const pending = state.tasks.find(task => task.status === 'PENDING');
  if (pending) {
    approveAhead(turn, pending);
    return true;
  }
  const run = state.runs.find(
    candidate =>
      candidate.status === 'open' && (candidate.until !== undefined || candidate.subrequests !== undefined),
  );
  if (!run) return false;
  emit(turn, { type: 'NodePassed', runId: run.id, why: 'auto' });
  openNext(turn, run.nodeId);
  return true;
}

function approveAhead(turn: Turn, task: Task): void {
  if (task.origin.kind === 'feedback')
    return emit(turn, { type: 'AssistAnswered', taskId: task.id, opinion: '' });
  if (task.origin.kind === 'assist') {
    emit(turn, { type: 'AssistAnswered', taskId: task.id, opinion: '' });
    emit(turn, { type: 'TaskActivated', taskId: task.origin.taskId });
    return;
  }
  const kind = stepIn(turn.context.definition.flow, task.nodeId)?.method.kind;
  const certain = kind === 'all' || kind === 'sequence';
  emit(turn, { type: 'Approved', taskId: task.id, ...(certain ? {} : { auto: 'timeRule' as const }) });
  closeCoTasks(turn, task);
  settleTask(turn, task);
}
