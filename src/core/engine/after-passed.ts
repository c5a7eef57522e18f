import { runById } from '../slots.ts';
import { openNext } from './open-node.ts';
import { resumeDirectly } from './resume.ts';
import { goesOn } from './turn.ts';
import type { Turn } from './turn.ts';

/** Where to go when a run has passed: on through the flow, or straight back to whoever returned (semantics C6, direct). */
export function afterPassed(turn: Turn, runId: string): void {
  const run = runById(turn.state, runId);
  if (!run || !goesOn(turn)) return;
  if (run.resumeAt !== undefined && resumeDirectly(turn, run)) return;
  openNext(turn, run.nodeId);
}
