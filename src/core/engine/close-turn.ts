import type { Decision, Refusal } from '../commands.ts';
import type { Effect } from '../effects.ts';
import type { RequestState, Task } from '../request.ts';
import { keepPromise } from './keep-promise.ts';
import { planSupervision } from './plan-supervision.ts';
import { subrequestsToEnd } from './sub-ends.ts';
import type { Turn } from './turn.ts';

export function refused(refusal: Refusal): Decision {
  return { ok: false, refusal };
}

/** What a turn comes to: its events and who is told, or the refusal alone (nothing changes then). */
export function closeTurn(turn: Turn, before: RequestState | undefined): Decision {
  if (turn.refusal !== undefined) return refused(turn.refusal);
  if (turn.events.length > 0) {
    keepPromise(turn);
    planSupervision(turn);
  }
  if (turn.events.length === 0) return { ok: true, events: [], effects: [] };
  return { ok: true, events: turn.events, effects: effectsOf(turn, before) };
}

function effectsOf(turn: Turn, before: RequestState | undefined): readonly Effect[] {
  return [...cardEffects(turn, before), ...turn.effects, ...subrequestsToEnd(before, turn.state)];
}

/** Cards follow from the difference of the two states: new work gets a card, every other changed task shows its new state. */
function cardEffects(turn: Turn, before: RequestState | undefined): readonly Effect[] {
  const old = new Map((before?.tasks ?? []).map(task => [task.id, task]));
  const tasks = turn.state.tasks.flatMap(task => {
    const urgent = turn.urgent.includes(task.id) ? { urgent: true as const } : {};
    return taskEffect(task, old.get(task.id), turn.meta.by, urgent);
  });
  return [...tasks, { kind: 'refreshReceipt' }];
}

function taskEffect(
  task: Task,
  before: Task | undefined,
  by: string,
  urgent: { readonly urgent?: true },
): readonly Effect[] {
  if (task === before) return [];
  const becamePending = task.status === 'PENDING' && before?.status !== 'PENDING';
  const ownAct = before !== undefined && task.actor === by;
  if (becamePending && !ownAct) return [{ kind: 'taskCard', to: task.actor, taskId: task.id, ...urgent }];
  if (before === undefined || before.status === 'WAITING') {
    return becamePending ? [{ kind: 'refreshTask', taskId: task.id }] : [];
  }
  return [{ kind: 'refreshTask', taskId: task.id }];
}
