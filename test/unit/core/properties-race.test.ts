import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/core/commands.ts';
import { decide } from '../../../src/core/decide.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { stepIn } from '../../../src/core/flow-walk.ts';
import type { RequestState, Task } from '../../../src/core/request.ts';
import { isLive, slotId } from '../../../src/core/slots.ts';
import { anyItem } from '../../support/flow/arbitrary.ts';
import type { Play } from '../../support/flow/play.ts';
import { PROOF, anyThrow } from '../../support/flow/random-act.ts';
import { idsOf, openPlay, playThrows } from '../../support/flow/random-play.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 300);

/** Two tasks of which the decision of one closes the other: one place, or a step that one decides for all. */
function rivals(play: Play): readonly (readonly [Task, Task])[] {
  const { state, definition } = play;
  const open = state.tasks.filter(task => task.status === 'PENDING' && task.origin.kind !== 'assist');
  return open.flatMap((one, index) =>
    open.slice(index + 1).flatMap((two): readonly (readonly [Task, Task])[] => {
      if (one.runId !== two.runId || one.group !== two.group || one.actor === two.actor) return [];
      const run = state.runs.find(({ id }) => id === one.runId);
      const method = stepIn(definition.flow, one.nodeId)?.method;
      const stoodIn = run?.note === 'nobody' || run?.note === 'blocked';
      const first =
        one.group === undefined && (stoodIn || (method?.kind === 'any' && method.reject === 'first'));
      return first || slotId(one) === slotId(two) ? [[one, two]] : [];
    }),
  );
}

function decision(play: Play, task: Task, how: number): Command {
  const chosen = Object.fromEntries(idsOf(play.definition).map(id => [id, ['tia']]));
  const meta = { key: task.id, at: play.now, by: task.actor, channel: 'card' } as const;
  const handles = stepIn(play.definition.flow, task.nodeId)?.act === 'handle';
  if (how % 3 === 0 && !handles) return { type: 'Reject', taskId: task.id, opinion: 'no', ...meta };
  return { type: 'Approve', taskId: task.id, opinion: 'ok', chosen, ...PROOF, ...meta };
}

function after(play: Play, state: RequestState, command: Command): RequestState | undefined {
  const result = decide(play.context, state, command);
  if (!result.ok) return undefined;
  const { at, by } = command;
  return result.events.reduce<RequestState>((now, event) => evolve(now, { at, by, event }), state);
}

describe('two who act at once', () => {
  it('semantics C0, C2: exactly one counts, whoever comes first; the other is told who, and nothing changes', () => {
    let met = 0;
    assert(
      property(anyItem, array(anyThrow, { maxLength: 14 }), nat(99), (definition, throws, how) => {
        const play = playThrows(openPlay(definition), throws);
        const pairs = rivals(play);
        const pair = pairs[how % Math.max(1, pairs.length)];
        if (pair === undefined || play.state.status !== 'RUNNING') return;
        met += 1;
        for (const [winner, loser] of [pair, [pair[1], pair[0]] as const]) {
          const won = after(play, play.state, decision(play, winner, how));
          expect(won).toBeDefined();
          if (won === undefined) continue;
          expect(won.tasks.find(({ id }) => id === loser.id && isLive(loser))?.status).not.toBe('PENDING');
          const late = decide(play.context, won, decision(play, loser, how + 1));
          expect(late.ok).toBe(false);
          if (late.ok) continue;
          expect(late.refusal.code).toBe('alreadyDecided');
          if (late.refusal.code === 'alreadyDecided') expect(late.refusal.by).toBe(winner.actor);
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
    expect(met).toBeGreaterThan(0);
  }, 600_000);
});
