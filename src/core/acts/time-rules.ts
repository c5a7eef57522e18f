import type { Command } from '../commands.ts';
import type { StepNode, TimeRule } from '../definition.ts';
import { newTask } from '../engine/make.ts';
import { settleTask } from '../engine/settle.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import { activeAdministrators, activePerson } from '../people/organisation-lookup.ts';
import type { Task } from '../request.ts';
import { applicantHand, selfAllowed } from '../rights/people.ts';
import { selectFor } from '../selectors.ts';
import { isLive, liveMembers, slotId, taskById } from '../slots.ts';
import { lineAbove } from '../supervisors.ts';
import { nextOccurrence, nextRuleAt, occurrenceAt, occurrencesOf } from '../time-limits.ts';
import { decided } from './decisions.ts';
import { successor } from './transfer.ts';

/**
 * One firing of one time rule of one task (semantics C13). A timer is a hint: the task must still be PENDING, the occurrence
 * must be due and not have fired, else nothing happens. Any two firings of the same occurrence are one.
 */
export function fireRule(turn: Turn, command: Extract<Command, { type: 'FireRule' }>): void {
  const { context, state } = turn;
  if (command.by !== 'system') return refuse(turn, { code: 'notAllowed' });
  const task = taskById(state, command.taskId);
  const step = task && stepIn(context.definition.flow, task.nodeId);
  const rule = step?.rules.find(candidate => candidate.id === command.ruleId);
  if (!task || !step || !rule || !isDue(turn, task, rule, command.occurrence)) {
    return refuse(turn, { code: 'ruleOutdated' });
  }
  const { occurrence } = command;
  const to = recipients(turn, task, rule);
  const next = nextRuleAt(context.calendar, step, {
    ...task,
    fired: { ...task.fired, [rule.id]: occurrence },
  });
  emit(turn, {
    type: 'RuleFired',
    taskId: task.id,
    ruleId: rule.id,
    occurrence,
    to,
    ...(next === undefined ? {} : { nextRuleAt: next }),
  });
  carryOut(turn, task, step, rule, to, occurrence);
}

function isDue({ context, meta }: Turn, task: Task, rule: TimeRule, occurrence: number): boolean {
  if (task.status !== 'PENDING' || task.dueAt === undefined) return false;
  const next = nextOccurrence(context.calendar, rule, task);
  if (next === undefined || occurrence < next.occurrence || occurrence > occurrencesOf(rule)) return false;
  return occurrenceAt(context.calendar, rule, task.dueAt, occurrence) <= meta.at;
}

/** Whom a rule is about: the actor, a superior, the person it names, or the administrators. */
export function recipients(turn: Turn, task: Task, rule: TimeRule): readonly string[] {
  const { organisation } = turn.context;
  switch (rule.do) {
    case 'remind':
      return rule.to === undefined ? [task.actor] : reminded(turn, named(turn, rule));
    case 'autoApprove':
    case 'autoReject':
      return [task.actor];
    case 'remindManager': {
      const manager = lineAbove(organisation, task.actor).find(id => activePerson(organisation, id));
      return manager === undefined ? activeAdministrators(organisation) : [manager];
    }
    case 'escalate':
      return standIns(turn, task, lineAbove(organisation, task.actor).slice((rule.level ?? 1) - 1));
    case 'transfer':
      return standIns(turn, task, named(turn, rule));
    case 'notifyAdmins':
      return activeAdministrators(organisation);
    default:
      return rule.do satisfies never;
  }
}

function named({ context, state }: Turn, rule: TimeRule): readonly string[] {
  if (rule.to === undefined) return [];
  return selectFor([rule.to], context.organisation, state).people;
}

/** Whoever holds the applicant's request for them is reminded in their place; who has left is not. */
function reminded({ context, state }: Turn, people: readonly string[]): readonly string[] {
  const hands = people.map(id => (id === state.applicant ? applicantHand(state) : id));
  return [...new Set(hands)].filter(id => activePerson(context.organisation, id) !== undefined);
}

/** The first of these who can take a place beside the actor; nobody: the administrators who are not in it already. */
function standIns(turn: Turn, task: Task, candidates: readonly string[]): readonly string[] {
  const { context, state } = turn;
  const members = liveMembers(state, task.runId);
  const self = selfAllowed(context, stepIn(context.definition.flow, task.nodeId));
  const free = (id: string): boolean => !members.includes(id) && (id !== state.applicant || self);
  const first = candidates.find(id => activePerson(context.organisation, id) && free(id));
  return first === undefined ? activeAdministrators(context.organisation).filter(free) : [first];
}

/** Does to one task what a rule says; `to` are its `recipients`. */
export function carryOut(
  turn: Turn,
  task: Task,
  step: StepNode,
  rule: TimeRule,
  to: readonly string[],
  occurrence: number,
): void {
  const overdue = { kind: 'overdue', taskId: task.id, actor: task.actor } as const;
  const urgent = urgency(turn, rule);
  switch (rule.do) {
    case 'remind':
      for (const id of to) {
        tell(turn, {
          kind: 'notice',
          to: id,
          notice: { kind: 'reminder', taskId: task.id, occurrence },
          ...urgent,
        });
      }
      return;
    case 'remindManager':
      for (const id of to) tell(turn, { kind: 'notice', to: id, notice: overdue, ...urgent });
      return;
    case 'notifyAdmins':
      return tell(turn, { kind: 'noticeToAdministrators', notice: overdue, ...urgent });
    case 'escalate':
      return escalate(turn, task, step, rule, to);
    case 'transfer':
      return to.length === 0
        ? tell(turn, { kind: 'noticeToAdministrators', notice: overdue, ...urgent })
        : moveTo(turn, task, rule, to[0] ?? task.actor);
    case 'autoApprove':
    case 'autoReject':
      if (task.origin.kind === 'assist') return missed(turn, task);
      emit(turn, {
        type: rule.do === 'autoReject' ? 'Rejected' : step.act === 'handle' ? 'Handled' : 'Approved',
        taskId: task.id,
        auto: 'timeRule',
      });
      return decided(turn, task);
    default:
      return rule.do satisfies never;
  }
}

/** Whether what this rule sends is marked 加急: it is, or its item is. */
export function urgency({ context }: Turn, rule: TimeRule): { readonly urgent?: true } {
  return (rule.urgent ?? context.definition.urgent) === true ? { urgent: true } : {};
}

/** Who was asked for an opinion decides nothing, nor does the clock in their place: the owner goes on without it (semantics C9). */
function missed(turn: Turn, task: Task): void {
  emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'CANCELED', reason: 'answerMissed' });
  settleTask(turn, task);
}

function moveTo(turn: Turn, task: Task, rule: TimeRule, to: string): void {
  const next = successor(turn, task, to);
  emit(turn, { type: 'Transferred', taskId: task.id, task: next });
  if (urgency(turn, rule).urgent === true) turn.urgent = [...turn.urgent, next.id];
}

/** The superior decides beside the actor (`add`: the first of the two decides) or in their place (`move`). */
function escalate(turn: Turn, task: Task, step: StepNode, rule: TimeRule, to: readonly string[]): void {
  const mode = rule.mode ?? 'add';
  const urgent = urgency(turn, rule);
  if (to.length === 0) {
    const notice = { kind: 'escalated', taskId: task.id, actor: task.actor } as const;
    return tell(turn, { kind: 'noticeToAdministrators', notice, ...urgent });
  }
  emit(turn, { type: 'Escalated', taskId: task.id, to, mode });
  for (const actor of to) {
    const seed = {
      runId: task.runId,
      nodeId: task.nodeId,
      actor,
      principal: actor,
      // Beside somebody who was asked for an opinion, the superior is asked for it too: it decides nothing (semantics C9).
      origin:
        task.origin.kind === 'assist' ? task.origin : ({ kind: 'escalation', taskId: task.id } as const),
      ...(task.question === undefined ? {} : { question: task.question }),
      slot: slotId(task),
      ...(task.group === undefined ? {} : { group: task.group }),
    };
    // The card of the task says that it was escalated, and by whom it was not done: a notice beside it would be one too many.
    const added = newTask(turn, seed, step, true);
    emit(turn, { type: 'TaskAdded', task: added });
    if (urgent.urgent === true) turn.urgent = [...turn.urgent, added.id];
  }
  const current = taskById(turn.state, task.id);
  if (mode === 'move' && current && isLive(current)) {
    emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'CANCELED', reason: 'escalated' });
  }
}
