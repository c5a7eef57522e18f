import { evaluateCondition } from '../condition.ts';
import type { Command, Decision, DecideContext } from '../commands.ts';
import { cutoffFaults, limitFaults } from '../due-times.ts';
import { closeTurn, refused } from '../engine/close-turn.ts';
import { sendCopies } from '../engine/copies.ts';
import { openAt } from '../engine/open-node.ts';
import { promiseOf } from '../engine/promise.ts';
import { refuse, startTurn } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { walkAhead } from '../engine/walk-ahead.ts';
import type { Event } from '../events.ts';
import { evolve } from '../evolve.ts';
import { stepIn } from '../flow-walk.ts';
import { computeForm, validateForm, withoutStepFields } from '../form.ts';
import { takenFaults } from '../form/bookings.ts';
import { isOfficer } from '../people/organisation-lookup.ts';
import type { RequestState } from '../request.ts';
import { mayStart } from '../rights/people.ts';

type Submit = Extract<Command, { type: 'Submit' }>;

/** Begins a request. Clerks, administrators and sub-requests may apply for another person, who stays the applicant. */
export function submit(context: DecideContext, state: RequestState | undefined, command: Submit): Decision {
  if (state !== undefined) return refused({ code: 'alreadySubmitted' });
  const { definition, organisation } = context;
  const { applicant, by } = command;
  const forAnother = by === 'system' || isOfficer(organisation, by, 'applyForOthers');
  if (by !== applicant && !forAnother) return refused({ code: 'notAllowed' });
  // What another request starts need not stand in anybody's hall.
  if (command.parent === undefined && !mayStart(definition, organisation, applicant))
    return refused({ code: 'notAllowed' });
  const asked = withoutStepFields(definition, command.form);
  const form = computeForm(definition, asked, { applicant, organisation });
  const faults = [
    ...validateForm(definition, form, organisation, applicant),
    ...limitFaults(context, form, command.at),
    ...cutoffFaults(context, form, command.at),
    ...takenFaults(definition, form, context.taken),
  ];
  if (faults.length > 0) return refused({ code: 'formInvalid', faults });
  const begun = submitted(context, command, form);
  const turn = startTurn(context, evolve(undefined, { at: command.at, by, event: begun }), command);
  turn.events = [begun];
  checkAhead(turn);
  sendCopies(turn, definition.cc?.start);
  openAt(turn, definition.flow, 0, undefined);
  return closeTurn(turn, undefined);
}

function submitted(context: DecideContext, command: Submit, form: Submit['form']): Event {
  const { definition } = context;
  const { by, applicant, departmentId, resubmittedFrom, parent } = command;
  return {
    type: 'Submitted',
    id: command.requestId,
    number: command.number,
    itemId: definition.id,
    itemVersion: definition.version,
    applicant,
    ...(isAnonymous(context, form, applicant) ? { anonymous: true } : {}),
    form,
    chosen: command.chosen,
    ...(by === applicant || by === 'system' ? {} : { submittedBy: by }),
    ...(command.confirmed === true ? { confirmed: true } : {}),
    ...(departmentId === undefined ? {} : { departmentId }),
    ...promiseOf(context, { form, submittedAt: command.at }),
    ...(resubmittedFrom === undefined ? {} : { resubmittedFrom }),
    ...(parent === undefined ? {} : { parent }),
  };
}

function isAnonymous(
  { definition, organisation }: DecideContext,
  form: Submit['form'],
  applicant: string,
): boolean {
  const { anonymousIf, fields } = definition;
  return (
    anonymousIf !== undefined &&
    evaluateCondition(anonymousIf, { fields, form, applicant, organisation }).holds
  );
}

/**
 * Looks at the whole path as it would go: actors whom the applicant has to choose, and steps that block the submission where
 * nobody is found (semantics C11.5).
 */
export function checkAhead(turn: Turn): void {
  const { context, meta, state } = turn;
  const { events } = walkAhead(context, state, meta, ahead =>
    openAt(ahead, context.definition.flow, 0, undefined),
  );
  const opened = events.flatMap(event => (event.type === 'NodeOpened' ? [event] : []));
  const blocked = opened.find(event => event.note === 'blocked');
  if (blocked) return refuse(turn, { code: 'nobodyToAct', nodeId: blocked.run.nodeId });
  const unchosen = opened.filter(event => event.note === 'choose').map(event => event.run.nodeId);
  const applicants = unchosen.filter(id => chosenByApplicant(turn, id));
  if (applicants.length > 0) refuse(turn, { code: 'chooseActors', nodeIds: applicants });
}

function chosenByApplicant(turn: Turn, nodeId: string): boolean {
  const { flow } = turn.context.definition;
  const node = stepIn(flow, nodeId);
  return node?.who.some(selector => selector.kind === 'applicantChooses') ?? false;
}
