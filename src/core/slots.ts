import type { NodeRun, RequestState, SignerGroup, Task } from './request.ts';
import { groupResult } from './methods.ts';

/**
 * A place in a step, with every task that ever filled it: the first holder, those it was transferred to, co-tasks of a
 * delegation or an escalation. Any one of them decides for the place.
 */
export interface Slot {
  readonly id: string;
  readonly tasks: readonly Task[];
  readonly outcome: SlotOutcome;
}

/** `waiting`: in the tail of a sequence. `gone`: nobody fills it any more; `removed`: it was taken away on purpose. */
export type SlotOutcome = 'approved' | 'rejected' | 'abstained' | 'open' | 'waiting' | 'gone' | 'removed';

export function taskById(state: RequestState, id: string): Task | undefined {
  return state.tasks.find(task => task.id === id);
}

export function runById(state: RequestState, id: string): NodeRun | undefined {
  return state.runs.find(run => run.id === id);
}

export function isLive(task: Task): boolean {
  return task.status === 'PENDING' || task.status === 'WAITING';
}

export function slotId(task: Task): string {
  return task.slot ?? task.id;
}

/** Whether a task decides; an assistant's does not (semantics C9), nor does a feedback. */
export function decides(task: Task): boolean {
  return task.origin.kind !== 'assist' && task.origin.kind !== 'feedback';
}

/** Live members of a node: nobody of them may be added once more (semantics C8, C9). */
export function liveMembers(state: RequestState, runId: string): readonly string[] {
  return state.tasks.filter(task => task.runId === runId && isLive(task)).map(task => task.actor);
}

/**
 * The places of a run in the order in which they act: as opened, people added in parallel right after their adder. With a
 * group: the places of that group of added signers.
 */
export function slotsOf(state: RequestState, runId: string, group?: string): readonly Slot[] {
  const run = runById(state, runId);
  const tasks = state.tasks.filter(task => task.runId === runId && task.group === group && decides(task));
  const ids = [...new Set(tasks.map(slotId))];
  const slots = ids.map(id => {
    const filling = tasks.filter(task => slotId(task) === id);
    return { id, tasks: filling, outcome: outcomeOf(state, run, filling) };
  });
  return inOrder(slots);
}

function adderSlot(slot: Slot, slots: readonly Slot[]): string | undefined {
  const origin = slot.tasks[0]?.origin;
  if (origin?.kind !== 'signer' || origin.position !== 'parallel') return undefined;
  return slots.find(other => other.tasks.some(task => task.id === origin.taskId))?.id;
}

function inOrder(slots: readonly Slot[]): readonly Slot[] {
  const after = (id: string | undefined): readonly Slot[] =>
    slots.filter(slot => adderSlot(slot, slots) === id).flatMap(slot => [slot, ...after(slot.id)]);
  return after(undefined);
}

function outcomeOf(state: RequestState, run: NodeRun | undefined, tasks: readonly Task[]): SlotOutcome {
  const decided = tasks.findLast(
    ({ status }) => status === 'APPROVED' || status === 'REJECTED' || status === 'ABSTAINED',
  );
  if (decided?.status === 'REJECTED') return 'rejected';
  if (decided?.status === 'ABSTAINED') return 'abstained';
  if (decided) return run === undefined ? 'approved' : afterOutcome(state, run, decided);
  if (tasks.some(task => task.status === 'PENDING' || isPaused(task))) return 'open';
  if (tasks.some(task => task.status === 'WAITING')) return 'waiting';
  return tasks.some(task => task.reason === 'removed') ? 'removed' : 'gone';
}

/** WAITING for signers or an assistant of its own, not for its turn. */
export function isPaused(task: Task): boolean {
  return task.status === 'WAITING' && task.reason !== undefined;
}

/** An approved place whose holder added signers after: open until they are done (semantics C8). */
function afterOutcome(state: RequestState, run: NodeRun, owner: Task): SlotOutcome {
  const results = groupsOwnedBy(run, owner.id, 'after').map(group =>
    groupResult(group.method, slotsOf(state, run.id, group.id)),
  );
  if (results.includes('failed')) return 'rejected';
  return results.includes('open') ? 'open' : 'approved';
}

export function groupsOwnedBy(
  run: NodeRun,
  taskId: string,
  position: SignerGroup['position'],
): readonly SignerGroup[] {
  return (run.groups ?? []).filter(group => group.owner === taskId && group.position === position);
}
