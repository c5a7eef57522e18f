import type { TimeRule } from '../definition.ts';
import { emit, goesOn, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import { taskById } from '../slots.ts';
import { firingsOf, nextRuleAt } from '../time-limits.ts';
import type { Timed } from '../time-limits.ts';
import { carryOut, recipients, urgency } from './time-rules.ts';

/**
 * The time rules of the whole item that are due, relative to the request's due time (semantics C13). Each occurrence fires
 * once; what changes who acts is done to every task that waits.
 */
export function fireItemRules(turn: Turn): void {
  const { definition, calendar } = turn.context;
  for (const { ruleId, occurrence } of firingsOf(calendar, definition, timed(turn), turn.meta.at)) {
    const rule = definition.rules?.find(({ id }) => id === ruleId);
    if (rule === undefined || !goesOn(turn)) return;
    const fired = { ...turn.state.fired, [ruleId]: occurrence };
    const next = nextRuleAt(calendar, definition, { ...timed(turn), fired });
    emit(turn, {
      type: 'ItemRuleFired',
      ruleId,
      occurrence,
      to: toldOf(turn, rule),
      ...(next === undefined ? {} : { nextRuleAt: next }),
    });
    fire(turn, rule, occurrence);
  }
}

function timed({ state }: Turn): Timed {
  const { dueAt, submittedAt, fired = {} } = state;
  return { pendingAt: submittedAt, fired, ...(dueAt === undefined ? {} : { dueAt }) };
}

function pendingIds({ state }: Turn): readonly string[] {
  return state.tasks.flatMap(task => (task.status === 'PENDING' ? [task.id] : []));
}

function toldOf(turn: Turn, rule: TimeRule): readonly string[] {
  const told = pendingIds(turn).flatMap(id => {
    const task = taskById(turn.state, id);
    return task === undefined ? [] : recipients(turn, task, rule);
  });
  return [...new Set(told)];
}

function fire(turn: Turn, rule: TimeRule, occurrence: number): void {
  const notice = { kind: 'promise' } as const;
  switch (rule.do) {
    case 'remind':
    case 'remindManager':
      for (const to of toldOf(turn, rule)) tell(turn, { kind: 'notice', to, notice, ...urgency(turn, rule) });
      return;
    case 'notifyAdmins':
      return tell(turn, { kind: 'noticeToAdministrators', notice, ...urgency(turn, rule) });
    case 'escalate':
    case 'transfer':
    case 'autoApprove':
    case 'autoReject':
      for (const id of pendingIds(turn)) {
        const task = taskById(turn.state, id);
        const step = task && stepIn(turn.context.definition.flow, task.nodeId);
        // One decision may have closed the others.
        if (goesOn(turn) && task?.status === 'PENDING' && step !== undefined)
          carryOut(turn, task, step, rule, recipients(turn, task, rule), occurrence);
      }
      return;
    default:
      return rule.do satisfies never;
  }
}
