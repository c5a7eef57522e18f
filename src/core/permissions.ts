import { extensionRefusal } from './rights/extension.ts';
import type { DecideContext, Refusal } from './commands.ts';
import type { Instant } from './definition.ts';
import { isOfficer } from './people/organisation-lookup.ts';
import type { RequestState } from './request.ts';
import { applicantHand, mayComment, maySee } from './rights/people.ts';
import { followUpRefusal, rateRefusal } from './rights/satisfaction.ts';
import { TASK_ACTS, taskRefusal } from './rights/task-rights.ts';
import type { TaskAct } from './rights/task-rights.ts';
import { answerRefusal, superviseRefusal } from './rights/watch.ts';
import { urgeRefusal } from './rights/urge.ts';

/**
 * Every right in one place: the rule that refuses a command decides whether its button stands.
 */

type RequestAct =
  | 'withdraw'
  | 'resubmit'
  | 'copy'
  | 'urge'
  | 'comment'
  | 'rate'
  | 'followUp'
  | 'sendCopy'
  | 'revoke'
  | 'terminate'
  | 'jump'
  | 'resend'
  | 'supervise'
  | 'extend'
  | 'answerSupervision';
export type Act = TaskAct | RequestAct;

const REQUEST_ACTS: readonly RequestAct[] = [
  'withdraw',
  'resubmit',
  'copy',
  'urge',
  'comment',
  'rate',
  'followUp',
  'sendCopy',
  'revoke',
  'terminate',
  'jump',
  'resend',
  'supervise',
  'extend',
  'answerSupervision',
];

export interface ActOn {
  /** The task that acts of tasks are about; without it any task of the person counts for `allowedActs`. */
  readonly taskId?: string;
  /** Now: without it, limits in time (cool-down, days to revoke) are not looked at. */
  readonly at?: Instant;
}

function isTaskAct(act: Act): act is TaskAct {
  return TASK_ACTS.some(known => known === act);
}

/** Why this person may not do this; undefined when they may. What comes with the act (a reason, a person) is checked by the act. */
export function refusalOf(
  context: DecideContext,
  state: RequestState,
  person: string,
  act: Act,
  on: ActOn = {},
): Refusal | undefined {
  if (isTaskAct(act)) return taskRefusal(context, state, person, act, on.taskId);
  return requestRefusal(context, state, person, act, on.at);
}

/** What a person may do now, for the buttons of a card. With `taskId`: acts on that task only, and those on the request. */
export function allowedActs(
  context: DecideContext,
  state: RequestState,
  person: string,
  on: ActOn = {},
): readonly Act[] {
  const { organisation } = context;
  const tasks = on.taskId === undefined ? state.tasks.map(task => task.id) : [on.taskId];
  const taskActs = TASK_ACTS.filter(act =>
    tasks.some(taskId => taskRefusal(context, state, person, act, taskId) === undefined),
  );
  if (!maySee({ organisation }, state, person)) return [];
  const requestActs = REQUEST_ACTS.filter(
    act => requestRefusal(context, state, person, act, on.at) === undefined,
  );
  return [...taskActs, ...requestActs];
}

const NOT_ALLOWED: Refusal = { code: 'notAllowed' };

function isUnderWay(state: RequestState): boolean {
  return state.status === 'RUNNING' || state.status === 'RETURNED';
}

function requestRefusal(
  context: DecideContext,
  state: RequestState,
  person: string,
  act: RequestAct,
  at: Instant | undefined,
): Refusal | undefined {
  const manages = isOfficer(context.organisation, person, 'manage');
  const mine = applicantHand(state) === person;
  const ended: Refusal | undefined = isUnderWay(state)
    ? undefined
    : { code: 'requestEnded', status: state.status };
  switch (act) {
    case 'withdraw':
      return mine ? (ended ?? withdrawRefusal(context, state)) : { code: 'notYours' };
    case 'resubmit':
      if (!mine) return { code: 'notYours' };
      return ended ?? (state.status === 'RETURNED' ? undefined : NOT_ALLOWED);
    case 'copy':
      return mine ? (ended === undefined ? NOT_ALLOWED : undefined) : { code: 'notYours' };
    case 'urge':
      if (!mine && !isOfficer(context.organisation, person, 'urge')) return { code: 'notYours' };
      return ended ?? urgeRefusal(state, at);
    case 'supervise':
      return ended ?? superviseRefusal(context.organisation, state, person, at);
    case 'extend':
      return ended ?? extensionRefusal(context, state, person);
    case 'answerSupervision':
      return ended ?? answerRefusal(state, person);
    case 'comment':
      return mayComment(context, state, person) ? undefined : { code: 'notYours' };
    case 'rate':
      return rateRefusal(state, person, at);
    case 'followUp':
      return followUpRefusal(state, person, manages);
    case 'sendCopy':
      return mine || manages || state.tasks.some(task => task.actor === person)
        ? undefined
        : { code: 'notYours' };
    case 'revoke':
      return mine ? revokeRefusal(context, state, at) : { code: 'notYours' };
    case 'terminate':
      return manages ? ended : NOT_ALLOWED;
    case 'resend':
      return manages ? undefined : NOT_ALLOWED;
    case 'jump':
      return manages ? (ended ?? (state.status === 'RUNNING' ? undefined : NOT_ALLOWED)) : NOT_ALLOWED;
    default:
      return act satisfies never;
  }
}

/** Semantics C7. "First action": a decision by hand that still counts. */
function withdrawRefusal({ definition }: DecideContext, state: RequestState): Refusal | undefined {
  if (definition.withdraw === 'never') return NOT_ALLOWED;
  if (definition.withdraw === 'whileRunning') return undefined;
  const counting = state.runs.filter(run => run.status === 'open' || run.status === 'passed');
  const acted = state.tasks.some(
    task =>
      counting.some(run => run.id === task.runId) &&
      task.auto === undefined &&
      ['APPROVED', 'REJECTED', 'ABSTAINED', 'TRANSFERRED'].includes(task.status),
  );
  return acted ? NOT_ALLOWED : undefined;
}

const DAY = 86_400_000;

/** Semantics C7: an approved request, within `revokeDays`, once at a time. */
function revokeRefusal(
  { definition }: DecideContext,
  state: RequestState,
  at: Instant | undefined,
): Refusal | undefined {
  if (definition.revokeDays <= 0 || state.status !== 'APPROVED' || state.revoking !== undefined)
    return NOT_ALLOWED;
  const late = at !== undefined && at > state.endedAt + definition.revokeDays * DAY;
  return late ? { code: 'tooLate' } : undefined;
}
