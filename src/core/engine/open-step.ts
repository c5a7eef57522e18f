import type { Method, StepNode } from '../definition.ts';
import { repeatedApprovers } from '../dedupe.ts';
import { idsFrom } from '../flow-walk.ts';
import type { NodeRun, RunNote, Task } from '../request.ts';
import { routeStep } from '../routing.ts';
import type { RoutedPlace } from '../routing.ts';
import { slotId } from '../slots.ts';
import { sendCopies } from './copies.ts';
import { closeTasks } from './end.ts';
import { firstFeedback } from './feedback.ts';
import { failUpwards } from './join.ts';
import { newRun, newTask } from './make.ts';
import type { LastActors } from './last-actors.ts';
import { openNext } from './open-node.ts';
import { rollBack } from './return-to.ts';
import { settleRun } from './settle.ts';
import { emit, refuse, tell } from './turn.ts';
import type { Turn } from './turn.ts';

/** Enters a step: who acts (semantics C11), their tasks and timers, and who approved before already (C10). */
export function openStep(turn: Turn, step: StepNode): void {
  if (mustBeChosen(turn, step)) {
    if (turn.simulated) return passAtOnce(turn, step, 'choose', 'auto');
    if (turn.canChoose) return refuse(turn, { code: 'chooseActors', nodeIds: [step.id] });
  }
  routeAndOpen(turn, step);
}

function routeAndOpen(turn: Turn, step: StepNode, reopened = false): void {
  const routed = routeStep(turn.context, turn.state, step, { at: turn.meta.at, reopened });
  if (routed.kind === 'stuck') {
    if (turn.simulated) return passAtOnce(turn, step, 'blocked', 'auto');
    return refuse(turn, { code: 'nobodyToAct', nodeId: step.id });
  }
  if (routed.kind === 'pass') return passAtOnce(turn, step, routed.why, routed.why);
  if (routed.kind === 'reject') return rejectAtOnce(turn, step);
  openWith(turn, step, routed.places, {
    ...(routed.note === undefined ? {} : { note: routed.note }),
    ...(reopened ? { reopened: true } : {}),
  });
}

/** The applicant or the one before had to choose who acts here, and has not. */
function mustBeChosen(turn: Turn, step: StepNode): boolean {
  const chooses = step.who.some(({ kind }) => kind === 'applicantChooses' || kind === 'previousChooses');
  const chosen = Object.hasOwn(turn.state.chosen, step.id) ? turn.state.chosen[step.id] : undefined;
  return chooses && (chosen === undefined || chosen.length === 0);
}

function passAtOnce(turn: Turn, step: StepNode, note: RunNote, why: 'nobody' | 'self' | 'auto'): void {
  const run = newRun(turn, step.id, { note });
  emit(turn, { type: 'NodeOpened', run, tasks: [], note });
  emit(turn, { type: 'NodePassed', runId: run.id, why });
  openNext(turn, step.id);
}

/** Nobody to act and the item says reject: it ends here, whatever `onReject` says, or it could go round for ever. */
function rejectAtOnce(turn: Turn, step: StepNode): void {
  const run = newRun(turn, step.id, { note: 'nobody' });
  emit(turn, { type: 'NodeOpened', run, tasks: [], note: 'nobody' });
  emit(turn, { type: 'NodeFailed', runId: run.id, why: 'nobody' });
  failUpwards(turn, step.id);
}

/** How this run decides: stand-ins for nobody decide one for all. */
export function methodOf(step: StepNode, run: NodeRun): Method {
  return run.note === 'nobody' || run.note === 'blocked' ? { kind: 'any', reject: 'first' } : step.method;
}

export type RunExtra = Pick<Partial<NodeRun>, 'note' | 'reopened' | 'resumeAt' | 'resumeFrom'>;

/** Opens a run with these places; the sequence's head alone is PENDING (semantics C3). */
function openWith(turn: Turn, step: StepNode, asked: readonly RoutedPlace[], extra: RunExtra = {}): void {
  const base = newRun(turn, step.id, extra);
  const method = methodOf(step, base);
  const places = method.kind === 'random' ? pickOne(base.id, asked) : withoutRedundant(method, asked);
  const run: NodeRun = {
    ...base,
    ...firstFeedback(turn, step),
    ...(method.kind === 'random' ? { candidates: asked.map(place => place.principal) } : {}),
    ...(method.kind === 'vote' ? { electorate: places.length } : {}),
  };
  const tasks = tasksFor(turn, step, run, places, method.kind === 'sequence');
  emit(turn, {
    type: 'NodeOpened',
    run,
    tasks,
    ...(extra.note === undefined ? {} : { note: extra.note }),
  });
  if (extra.note === 'nobody' || extra.note === 'blocked' || extra.note === 'chainEnded') {
    tell(turn, { kind: 'noticeToAdministrators', notice: { kind: 'nobodyFound', nodeId: step.id } });
  }
  sendCopies(turn, step.cc?.start, step.id);
  passRepeated(turn, step, run, tasks);
}

/** The same one for the same run, however often it is computed; nobody can choose by trying again. */
function pickOne(seed: string, places: readonly RoutedPlace[]): readonly RoutedPlace[] {
  let hash = 2_166_136_261;
  for (const char of seed) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const index = places.length === 0 ? 0 : (hash ^ (hash >>> 13)) % places.length;
  return places.slice(index < 0 ? 0 : index, (index < 0 ? 0 : index) + 1);
}

/** Where one decides for all, an agent who is a member already needs no second task. */
function withoutRedundant(method: Method, places: readonly RoutedPlace[]): readonly RoutedPlace[] {
  if (method.kind !== 'any' && method.kind !== 'claim') return places;
  const members = places.filter(place => place.delegation === undefined).map(place => place.principal);
  return places.flatMap((place): readonly RoutedPlace[] => {
    const { principal, delegation } = place;
    if (delegation === undefined || !members.includes(delegation.agent)) return [place];
    return delegation.mode === 'both' ? [{ principal }] : [];
  });
}

function tasksFor(
  turn: Turn,
  step: StepNode,
  run: NodeRun,
  places: readonly RoutedPlace[],
  oneByOne: boolean,
): readonly Task[] {
  const tasks: Task[] = [];
  for (const [index, { principal, delegation, agent }] of places.entries()) {
    const seed = { runId: run.id, nodeId: step.id, principal, origin: { kind: 'flow' } as const };
    const pending = !oneByOne || index === 0;
    const make = (
      actor: string,
      more: { readonly slot?: string } & Pick<Partial<Task>, 'delegation'>,
    ): Task => newTask(turn, { ...seed, actor, ...more }, step, pending, tasks.length);
    if (agent) {
      tasks.push(make(agent.actor, agent.mark === undefined ? {} : { delegation: agent.mark }));
      continue;
    }
    const own = delegation?.mode === 'agentOnly' ? undefined : make(principal, {});
    if (own) tasks.push(own);
    if (delegation) {
      const mark = { delegation: { id: delegation.id, until: delegation.to } };
      tasks.push(make(delegation.agent, own === undefined ? mark : { ...mark, slot: own.id }));
    }
  }
  return tasks;
}

/** Semantics C10: the places of those who approved before pass by themselves; never where a return re-opened the step. */
function passRepeated(turn: Turn, step: StepNode, run: NodeRun, tasks: readonly Task[]): void {
  const { definition } = turn.context;
  const stoodIn = run.note === 'nobody' || run.note === 'blocked';
  if (run.reopened === true || stoodIn) return;
  const repeated = repeatedApprovers(definition, turn.state, step);
  const passing = tasks.filter(task => task.principal !== '' && repeated.includes(task.principal));
  if (passing.length === 0) return;
  for (const id of new Set(passing.map(slotId))) {
    emit(turn, { type: 'Approved', taskId: id, auto: 'duplicate' });
    closeTasks(turn, task => slotId(task) === id, 'duplicate', id);
  }
  settleRun(turn, run.id, 'duplicate');
}

/** Nobody of a run is left to decide: the rule for nobody, in a run of its own (semantics C11.5, peers.md complaint 8). */
export function openAgainForNobody(turn: Turn, step: StepNode, run: NodeRun): void {
  emit(turn, { type: 'NodeCanceled', runId: run.id });
  routeAndOpen(turn, { ...step, who: [] });
}

/**
 * Re-opens a step with the same actors as before; where one of them has left, actors are found anew (semantics C6). Neither
 * de-duplication nor self-approval pass it.
 */
export function reopenStep(turn: Turn, step: StepNode, actors: LastActors, extra: RunExtra): void {
  if (!actors.departed && actors.places.length > 0) {
    return openWith(turn, step, actors.places, { ...extra, reopened: true });
  }
  const routed = routeStep(turn.context, turn.state, step, { at: turn.meta.at, reopened: true });
  if (routed.kind === 'ask') {
    const note = routed.note === undefined ? {} : { note: routed.note };
    return openWith(turn, step, routed.places, { ...extra, ...note, reopened: true });
  }
  // Nobody is asked here any more: what was to be skipped in direct mode is done again.
  const { flow } = turn.context.definition;
  if (extra.resumeAt !== undefined)
    rollBack(
      turn,
      idsFrom(flow, step.id).filter(id => id !== step.id),
    );
  routeAndOpen(turn, step, true);
}
