import type { Command } from '../commands.ts';
import { isTooFar } from '../due-times.ts';
import type { FormData } from '../definition.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { refusalOf } from '../permissions.ts';
import { EXTENSION } from '../supervision/types.ts';
import { isText } from './decisions.ts';

/** 延期申请: starts a request of the extension's item in the asker's name; its approval moves the limit. */
export function askExtension(turn: Turn, command: Extract<Command, { type: 'AskExtension' }>): void {
  const { context, state } = turn;
  const { until, reason, by } = command;
  const refusal = refusalOf(context, state, by, 'extend');
  const { extension } = context.definition;
  if (refusal || !extension) return refuse(turn, refusal ?? { code: 'notAllowed' });
  if (!isText(reason)) return refuse(turn, { code: 'reasonRequired' });
  const closing = context.calendar.closing?.(until);
  if (
    closing === undefined ||
    closing <= Math.max(state.dueAt ?? 0, turn.meta.at) ||
    isTooFar(closing, turn.meta.at)
  )
    return refuse(turn, { code: 'dateTooEarly' });
  const requestId = `${state.id}-e${(state.extensions ?? []).length + 1}`;
  emit(turn, { type: 'ExtensionAsked', requestId, until, reason });
  const said: Readonly<Record<string, string>> = { $until: until, $reason: reason, $number: state.number };
  const form: FormData = Object.fromEntries(
    Object.entries(extension.form).flatMap(([theirs, ours]) => {
      const value = said[ours] ?? state.form[ours];
      return value === undefined ? [] : [[theirs, value] as const];
    }),
  );
  tell(turn, {
    kind: 'startSubrequest',
    requestId,
    runId: EXTENSION,
    item: extension.item,
    form,
    applicant: by,
  });
}

/** The request for more time has ended: approved, it moves the limit, and the stages of supervision begin anew. */
export function endExtension(turn: Turn, command: Extract<Command, { type: 'EndSubrequest' }>): void {
  const { state, context } = turn;
  const { requestId, status } = command;
  const asked = state.extensions?.find(each => each.requestId === requestId);
  if (asked === undefined) return refuse(turn, { code: 'notFound' });
  if (asked.status === status || status === 'RUNNING' || status === 'RETURNED') return;
  emit(turn, { type: 'ExtensionEnded', requestId, status });
  const dueAt = context.calendar.closing?.(asked.until);
  const underWay = state.status === 'RUNNING' || state.status === 'RETURNED';
  if (status === 'APPROVED' && underWay && dueAt !== undefined)
    emit(turn, { type: 'Extended', until: asked.until, dueAt });
}
