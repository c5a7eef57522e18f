import type { Command } from '../commands.ts';
import { planSupervision } from '../engine/plan-supervision.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { activeAdministrators, activePerson } from '../people/organisation-lookup.ts';
import { refusalOf } from '../permissions.ts';
import { applicantHand } from '../rights/people.ts';
import { selectFor } from '../selectors.ts';
import { stagesCome } from '../supervision/next.ts';
import { supervisedFrom } from '../supervision/stages.ts';
import type { SupervisionNotice } from '../supervision/types.ts';
import { lineAbove } from '../supervisors.ts';
import { isText } from './decisions.ts';

/**
 * What time brings (features 1.22): each stage that has come, once, as one card to the holders, those above them and whom the
 * stage names. Several at once, after an outage, are told as the one that goes furthest.
 */
export function superviseOnTime(turn: Turn): void {
  const { context, state, meta } = turn;
  const come = stagesCome(context, state, meta.at);
  const last = come.at(-1);
  const dueAt = supervisedFrom(state);
  // A changed calendar may have moved it: it is looked for anew.
  if (last === undefined || dueAt === undefined) return planSupervision(turn);
  const holders = holdersOf(turn);
  const up = Math.max(...come.map(({ stage }) => stage.up));
  const to = distinct([
    ...holders,
    ...holders.flatMap(id => above(turn, id, up)),
    ...come.flatMap(({ stage }) => selectFor(stage.also ?? [], turn.context.organisation, turn.state).people),
    ...(state.supervision?.hard === undefined ? [] : [state.supervision.hard.by]),
  ]).filter(id => activePerson(context.organisation, id) !== undefined);
  const people = to.length === 0 ? activeAdministrators(context.organisation) : to;
  const fired = Object.fromEntries(come.map(({ stage, occurrence }) => [stage.id, occurrence]));
  const { id: stage } = last.stage;
  const { occurrence } = last;
  emit(turn, { type: 'Supervised', stage, occurrence, fired, dueAt, holders, to: people });
  tellAll(turn, people, { kind: 'supervised', stage, occurrence });
}

/** 督办 by hand: the holders and their direct heads get the card with these words (issue 6, item 5). */
export function supervise(turn: Turn, command: Extract<Command, { type: 'Supervise' }>): void {
  const { context, state, meta } = turn;
  const refusal = refusalOf(context, state, command.by, 'supervise', { at: meta.at });
  if (refusal) return refuse(turn, refusal);
  const { text, hard, by } = command;
  if (!isText(text)) return refuse(turn, { code: 'reasonRequired' });
  const holders = holdersOf(turn);
  const to = distinct([...holders, ...holders.flatMap(id => above(turn, id, 1))]).filter(id => id !== by);
  emit(turn, { type: 'SupervisorUrged', text, to, ...(hard === true ? { hard } : {}) });
  tellAll(turn, to, { kind: 'supervisedBy', by, text });
}

/** The reply asked for: everybody who was told hears it, and it stands in the timeline. */
export function answerSupervision(
  turn: Turn,
  command: Extract<Command, { type: 'AnswerSupervision' }>,
): void {
  const { context, state } = turn;
  const refusal = refusalOf(context, state, command.by, 'answerSupervision');
  if (refusal) return refuse(turn, refusal);
  const { text, until, by } = command;
  if (!isText(text)) return refuse(turn, { code: 'reasonRequired' });
  const asked = until === undefined ? {} : { until };
  emit(turn, { type: 'SupervisionAnswered', text, ...asked });
  const others = (state.supervision?.told ?? []).filter(id => id !== by);
  tellAll(turn, others, { kind: 'supervisionAnswered', by, text, ...asked });
}

/** Who has it: the actors, or the applicant's side while it is returned or waits for other requests. */
function holdersOf({ state }: Turn): readonly string[] {
  const acting = state.tasks.filter(task => task.status === 'PENDING').map(task => task.actor);
  return acting.length === 0 ? [applicantHand(state)] : distinct(acting);
}

/** Those above somebody, nearest first. Of an applicant whom nobody is told, nobody: it would tell. */
function above({ context, state }: Turn, person: string, levels: number): readonly string[] {
  if (state.anonymous === true && person === applicantHand(state)) return [];
  const { organisation } = context;
  return lineAbove(organisation, person)
    .filter(id => activePerson(organisation, id) !== undefined)
    .slice(0, levels);
}

function tellAll(turn: Turn, people: readonly string[], notice: SupervisionNotice): void {
  for (const to of people) tell(turn, { kind: 'notice', to, notice });
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
