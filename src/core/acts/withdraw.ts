import type { Command } from '../commands.ts';
import { endRequest, holdersIn, tellHolders } from '../engine/end.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { newRun, newTask } from '../engine/make.ts';
import { REVOKE_NODE, stepIn } from '../flow-walk.ts';
import { activePerson } from '../people/organisation-lookup.ts';
import { refusalOf } from '../permissions.ts';
import type { RequestState } from '../request.ts';
import { administratorsFor } from '../routing.ts';
import { isText } from './decisions.ts';

/** 撤回: by the applicant, as far as the item allows (semantics C7). */
export function withdraw(turn: Turn, command: Extract<Command, { type: 'Withdraw' }>): void {
  const refusal = refusalOf(turn.context, turn.state, command.by, 'withdraw');
  if (refusal) return refuse(turn, refusal);
  endRequest(turn, 'CANCELED', isText(command.reason) ? command.reason : undefined);
}

/** 作废: by an administrator, with a reason (peers.md row 43). */
export function terminate(turn: Turn, command: Extract<Command, { type: 'Terminate' }>): void {
  const refusal = refusalOf(turn.context, turn.state, command.by, 'terminate');
  if (refusal) return refuse(turn, refusal);
  if (!isText(command.reason)) return refuse(turn, { code: 'reasonRequired' });
  const { by, reason } = command;
  const holders = holdersIn(turn.state);
  endRequest(turn, 'TERMINATED', reason);
  tellHolders(turn, holders, { kind: 'managed', act: 'voided', by, reason });
}

/** 撤销 of an approved request: those who approved are asked, in the same order, each once (semantics C7). */
export function revoke(turn: Turn, command: Extract<Command, { type: 'Revoke' }>): void {
  const { context, state, meta } = turn;
  const refusal = refusalOf(context, state, command.by, 'revoke', { at: meta.at });
  if (refusal) return refuse(turn, refusal);
  if (!isText(command.reason)) return refuse(turn, { code: 'reasonRequired' });
  const approvers = approversOf(turn, state);
  const asked = approvers.length > 0 ? approvers : administratorsFor(context, state.applicant).slice(0, 1);
  if (asked.length === 0) return refuse(turn, { code: 'nobodyToAct', nodeId: REVOKE_NODE });
  emit(turn, { type: 'RevokeAsked', reason: command.reason });
  const run = newRun(turn, REVOKE_NODE);
  const tasks = asked.map((actor, index) =>
    newTask(
      turn,
      { runId: run.id, nodeId: REVOKE_NODE, actor, principal: actor, origin: { kind: 'revoke' } },
      undefined,
      index === 0,
      index,
    ),
  );
  emit(turn, { type: 'NodeOpened', run, tasks });
}

function approversOf(turn: Turn, state: RequestState): readonly string[] {
  const { definition, organisation } = turn.context;
  const approved = state.runs
    .filter(run => run.status === 'passed')
    .filter(run => stepIn(definition.flow, run.nodeId)?.act === 'approve')
    .flatMap(run => state.tasks.filter(task => task.runId === run.id))
    .filter(task => task.status === 'APPROVED' && task.auto === undefined)
    .map(task => task.actor);
  return [...new Set(approved)].filter(id => id !== state.applicant && activePerson(organisation, id));
}
