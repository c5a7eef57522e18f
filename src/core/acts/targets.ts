import type { Notice } from '../effects.ts';
import { emit, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { missedAt } from '../evolve-targets.ts';
import type { Target, Targets } from '../request.ts';
import { applicantHand } from '../rights/people.ts';

const NAMES = ['response', 'resolve'] as const;

/**
 * What is due of the promises (semantics C15–C23, SLA): a holder is warned once when 80 % of the time has gone; of the
 * request's own limit the applicant hears too. A promise that was missed is noted, and nobody is warned of it any more.
 */
export function passTargets(turn: Turn): void {
  const { state } = turn;
  const open = state.tasks.filter(task => task.status === 'PENDING');
  const holders = [...new Set(open.map(task => task.actor))];
  const everybody = [...new Set([...holders, applicantHand(state)])];
  for (const [target, what] of dueOf(state.targets, turn.meta.at)) {
    emit(turn, { type: 'TargetPassed', target, what, to: what === 'warned' ? everybody : [] });
    if (what === 'warned') for (const to of everybody) warn(turn, to, { kind: 'promise' });
  }
  for (const task of open)
    for (const [target, what] of dueOf(task.targets, turn.meta.at)) {
      const to = what === 'warned' ? [task.actor] : [];
      emit(turn, { type: 'TargetPassed', taskId: task.id, target, what, to });
      if (what === 'warned') warn(turn, task.actor, { kind: 'warned', taskId: task.id, target });
    }
}

function dueOf(targets: Targets | undefined, now: number) {
  return NAMES.flatMap(name => {
    const what = duePart(targets?.[name], now);
    return what === undefined ? [] : [[name, what] as const];
  });
}

function duePart(target: Target | undefined, now: number): 'warned' | 'breached' | undefined {
  if (target?.state !== 'running') return undefined;
  if (missedAt(target) <= now) return 'breached';
  return target.warnAt !== undefined && target.warnAt <= now ? 'warned' : undefined;
}

function warn(turn: Turn, to: string, notice: Notice): void {
  const urgent = turn.context.definition.urgent === true ? { urgent: true as const } : {};
  tell(turn, { kind: 'notice', to, notice, ...urgent });
}
