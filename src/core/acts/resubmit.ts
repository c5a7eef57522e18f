import type { Command } from '../commands.ts';
import { cutoffFaults } from '../due-times.ts';
import { checkAhead } from './submit.ts';
import { openAt } from '../engine/open-node.ts';
import { promiseOf } from '../engine/promise.ts';
import { pathIsSame, reopenReturner } from '../engine/resume.ts';
import { rollBack } from '../engine/return-to.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { idsWithin } from '../flow-walk.ts';
import { takenFaults } from '../form/bookings.ts';
import { changedFields, computeForm, validateForm } from '../form.ts';
import { refusalOf } from '../permissions.ts';
import type { Return } from '../request.ts';

/**
 * The applicant's correction of a returned request, under the same number (semantics C6): from the first step again, or
 * straight back to whoever returned it, unless the edited form now leads another way.
 */
export function resubmit(turn: Turn, command: Extract<Command, { type: 'Resubmit' }>): void {
  const { state, context, meta } = turn;
  const { definition, organisation } = context;
  const refusal = refusalOf(context, state, command.by, 'resubmit');
  if (refusal || state.status !== 'RETURNED') return refuse(turn, refusal ?? { code: 'notAllowed' });
  const { returned, applicant } = state;
  const form = computeForm(definition, command.form, { applicant, organisation });
  const faults = [
    ...validateForm(definition, form, organisation, applicant),
    ...cutoffFaults(context, form, meta.at, state.form),
    ...takenFaults(definition, form, context.taken, state.id),
  ];
  if (faults.length > 0) return refuse(turn, { code: 'formInvalid', faults });
  const direct = directTarget(returned);
  const pauses = [...(state.pauses ?? []), { from: returned.at, to: meta.at }];
  const promise = promiseOf(context, { ...state, form, pauses });
  const same =
    direct !== undefined &&
    pathIsSame({ ...turn, state: { ...state, form } }, undefined, direct.nodeId, state.form);
  emit(turn, {
    type: 'Resubmitted',
    form,
    ...(command.chosen === undefined ? {} : { chosen: command.chosen }),
    changed: changedFields(state.form, form),
    // The handlers' time stood still while the applicant had the ball.
    ...promise,
    ...(direct === undefined || same ? {} : { fellBack: 'pathChanged' as const }),
  });
  if (direct !== undefined && same) return reopenReturner(turn, direct.nodeId, direct.runId);
  rollBack(turn, idsWithin(definition.flow));
  checkAhead(turn);
  openAt(turn, definition.flow, 0, undefined);
}

function directTarget(returned: Return): { readonly nodeId: string; readonly runId: string } | undefined {
  if (returned.resumeAt === undefined || returned.resumeFrom === undefined) return undefined;
  return { nodeId: returned.resumeAt, runId: returned.resumeFrom.runId };
}
