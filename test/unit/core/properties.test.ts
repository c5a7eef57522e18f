import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/core/decide.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import { REVOKE_NODE, idsWithin, placeOf } from '../../../src/core/flow-walk.ts';
import { previewPath } from '../../../src/core/preview.ts';
import { allowedActs } from '../../../src/core/permissions.ts';
import type { Command } from '../../../src/core/commands.ts';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import type { RequestState, Task } from '../../../src/core/request.ts';
import { anyItem } from '../../support/flow/arbitrary.ts';
import { everybody } from '../../support/flow/organisation.ts';
import { HOUR, Play, START, submit } from '../../support/flow/play.ts';
import { PROOF, anyThrow, commandOf } from '../../support/flow/random-act.ts';
import type { Throw } from '../../support/flow/random-act.ts';
import { depot, idsOf, openPlay } from '../../support/flow/random-play.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 300);
const FINAL = ['APPROVED', 'REJECTED', 'CANCELED', 'TERMINATED', 'EXPIRED', 'REVOKED'];

/** Plays a throw of commands against a definition and looks after each at what must hold. */
function playAll(definition: ItemDefinition, throws: readonly Throw[]): void {
  expect(checkDefinition(definition)).toEqual([]);
  const play = openPlay(definition);
  expect(play.refusal).toBeUndefined();
  for (const [index, dice] of throws.entries()) {
    if (dice.act % 7 === 0) play.later(HOUR);
    const command = commandOf(play, dice, `d${index}`);
    if (command === undefined) continue;
    const before = play.state;
    freeze(before);
    play.run(command);
    mustHold(play, before, command);
  }
  play.mustReplay();
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

function mustHold(play: Play, before: RequestState, command: Command): void {
  const { state } = play;
  // The same command on the same state is answered the same way.
  expect(JSON.stringify(decide(play.context, before, command))).toBe(JSON.stringify(play.last));
  if (!play.last.ok) {
    expect(state).toBe(before);
    return;
  }
  onlyOwn(play, before, command);
  if (FINAL.includes(before.status) && before.status !== state.status) {
    expect([before.status, state.status]).toEqual(['APPROVED', 'REVOKED']);
  }
  if (FINAL.includes(state.status)) {
    const live = state.tasks.filter(task => task.status === 'PENDING' || task.status === 'WAITING');
    expect(live.every(task => task.nodeId === REVOKE_NODE)).toBe(true);
    expect(state.revoking !== undefined || state.runs.every(run => run.status !== 'open')).toBe(true);
  }
  const lost = [
    ...state.tasks.filter(task => isOrphan(state, task)).map(task => task.id),
    ...stuckRuns(play),
  ];
  if (lost.length > 0) throw new Error(`nobody needs, or asks: ${lost.join()}\n${play.story()}`);
  expect(new Set(state.tasks.map(task => task.id)).size).toBe(state.tasks.length);
  expect(new Set(state.runs.map(run => run.id)).size).toBe(state.runs.length);
  expect(state.tasks.every(task => task.status === 'PENDING' || task.nextRuleAt === undefined)).toBe(true);
  // Whoever is asked for an opinion decides nothing, nor does a time rule in their place.
  const asked = state.tasks.filter(({ origin }) => origin.kind === 'assist');
  expect(asked.filter(({ status }) => DECIDED.includes(status))).toEqual([]);
}

const DECIDED: readonly Task['status'][] = ['APPROVED', 'REJECTED', 'ABSTAINED', 'RETURNED'];

/** Open steps that ask nobody, and open branches in which nothing is open; a direct return leaves its branch open meanwhile. */
function stuckRuns({ state, definition }: Play): readonly string[] {
  const open = state.runs.filter(run => run.status === 'open');
  if (state.status !== 'RUNNING' || open.some(run => run.resumeAt !== undefined)) return [];
  const stuck = open.filter(run => {
    const node = placeOf(definition.flow, run.nodeId)?.node;
    if (node?.kind === 'step')
      return !state.tasks.some(task => task.runId === run.id && task.status === 'PENDING');
    if (node?.kind !== 'branch') return false;
    const within = idsWithin(node.branches.flatMap(each => each.nodes));
    return !open.some(other => within.includes(other.nodeId));
  });
  return stuck.map(run => run.nodeId);
}

/** Signers and assistants work for a task that still needs them. */
function isOrphan(state: RequestState, task: Task): boolean {
  if (task.status !== 'PENDING' && task.status !== 'WAITING') return false;
  const { origin } = task;
  const group = state.runs.flatMap(run => run.groups ?? []).find(each => each.id === task.group);
  const owner = origin.kind === 'assist' ? origin.taskId : group?.owner;
  const needs = group?.position === 'after' ? 'APPROVED' : 'WAITING';
  return owner !== undefined && state.tasks.find(each => each.id === owner)?.status !== needs;
}

/** Whoever decided, transferred, claimed or answered did so with a task of their own that waited for them. */
function onlyOwn(play: Play, before: RequestState, command: Command): void {
  for (const event of play.events) {
    const decides = [
      'Approved',
      'Handled',
      'Rejected',
      'Abstained',
      'ReturnedTo',
      'AssistAnswered',
      'Claimed',
    ];
    if (!decides.includes(event.type) || !('taskId' in event)) continue;
    if ('auto' in event && event.auto !== undefined) continue;
    const task = before.tasks.find(each => each.id === event.taskId);
    // A step that fails by a removal or the last vote goes back on a decision that its person had taken before (semantics C5).
    if (event.type === 'ReturnedTo' && (task?.status === 'REJECTED' || task?.status === 'ABSTAINED'))
      continue;
    if (command.by !== 'system') expect(task?.actor).toBe(command.by);
  }
}

describe('any request, whatever people do', () => {
  it('semantics C0: keeps its invariants', () => {
    assert(property(anyItem, array(anyThrow, { minLength: 5, maxLength: 45 }), playAll), {
      numRuns,
    });
  }, 600_000);

  it('semantics C0: has no button whose act is refused as not allowed', () => {
    assert(
      property(anyItem, array(anyThrow, { maxLength: 12 }), nat(99), (definition, throws, index) => {
        const play = new Play(definition.flow, { organisation: depot, item: definition });
        play.checksReplay = false;
        const chosen = Object.fromEntries(idsOf(definition).map(id => [id, ['cid']]));
        submit(play, { form: { days: 2, who: 'sid', unit: 'tech' }, chosen });
        for (const dice of throws) {
          const command = commandOf(play, dice, 'k');
          if (command) play.run(command);
        }
        const task = play.state.tasks[index % Math.max(1, play.state.tasks.length)];
        if (!task) return;
        const acts = allowedActs(play.context, play.state, task.actor, { taskId: task.id, at: play.now });
        if (acts.includes('approve') || acts.includes('handle')) {
          play.try('Approve', task.actor, { taskId: task.id, chosen, opinion: 'ok', ...PROOF });
          expect(play.refusal?.code).toBeUndefined();
        } else {
          play.try('Approve', task.actor, { taskId: task.id, chosen, opinion: 'ok', ...PROOF });
          expect(play.last.ok).toBe(false);
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  }, 600_000);

  it('peers row 59: the preview names the people who are then asked', () => {
    assert(
      property(anyItem, nat(6), constantFrom(...everybody), (definition, days, who) => {
        const play = new Play(definition.flow, { organisation: depot, item: definition });
        play.checksReplay = false;
        const chosen = Object.fromEntries(idsOf(definition).map(id => [id, ['cid']]));
        const form = { days, who, unit: 'tech' };
        const path = previewPath(play.context, 'ann', form, chosen, play.now);
        submit(play, { form, chosen });
        approveEverything(play);
        for (const seen of path.filter(part => part.kind === 'step' && part.method !== 'random')) {
          const run = play.state.runs.findLast(each => each.nodeId === seen.nodeId);
          const tasks = play.state.tasks.filter(task => task.runId === run?.id);
          // A delay may outlast a delegation; then the principal is asked.
          if (run?.openedAt === START)
            expect([...new Set(tasks.map(task => task.actor))]).toEqual(seen.people);
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  }, 600_000);
});

function approveEverything(play: Play): void {
  for (let round = 0; round < 300 && play.maybeState?.status === 'RUNNING'; round += 1) {
    const task = play.state.tasks.find(each => each.status === 'PENDING');
    if (task) {
      play.approve(task.actor, { opinion: 'ok', ...PROOF });
      continue;
    }
    const run = play.state.runs.find(each => each.status === 'open' && each.subrequests !== undefined);
    const sub = run?.subrequests?.find(each => each.status === 'RUNNING');
    if (run && sub) {
      play.do('EndSubrequest', 'system', { runId: run.id, requestId: sub.requestId, status: 'APPROVED' });
      continue;
    }
    play.now = Math.max(play.now, play.state.nextWakeAt ?? play.now);
    play.do('Wake', 'system', {});
  }
}
