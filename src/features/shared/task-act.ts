import { OPINION } from '../../../cards/approval-task.ts';
import type { RequestCommand } from '../../application/execute-command.ts';
import type { CardTap, StoredRequest, TapAnswer } from '../../application/ports.ts';
import type { Refusal } from '../../core/commands.ts';
import { answer, politeNo, refusalText, textInput } from './answers.ts';
import type { FeatureDeps } from './deps.ts';
import { canSee, viewOf, type RequestView } from './request-view.ts';
import { taskCardOf } from './task-card.ts';
import { phraseOf } from './task-form.ts';

/** The ids of a button on a task's card. */
export interface TaskIds {
  readonly request: string;
  readonly task: string;
}

/** What the tapper said: the phrase that was chosen and what was typed, one below the other. */
export async function opinionOf(deps: FeatureDeps, tap: CardTap): Promise<string | undefined> {
  const parts = [await phraseOf(deps, tap.person, tap.form), textInput(tap, OPINION)];
  const said = parts.filter(part => part !== undefined);
  return said.length === 0 ? undefined : said.join('\n');
}

/** Carries the act out and shows what the task's card says now; a refusal says why and changes nothing. */
export async function actOnTask(
  deps: FeatureDeps,
  ids: TaskIds,
  tap: CardTap,
  command: RequestCommand,
): Promise<TapAnswer> {
  const outcome = await deps.execute(ids.request, command, { tap });
  if (outcome.kind === 'refused') return refusedOnTask(deps, ids, tap, outcome.refusal, outcome.stored);
  const view = await viewOf(deps, outcome.stored);
  const handled = view.state.tasks.some(({ id, handled: how }) => id === ids.task && how === true);
  const type = handled && command.type === 'Approve' ? 'Handle' : command.type;
  const text = deps.texts(outcome.kind === 'replayed' ? 'toast.already' : `toast.done.${type}`);
  return answer('success', text, await taskCardOf(deps, view, ids.task));
}

/** What is mended on the same card: the form comes back as it was typed. */
const MENDABLE: readonly Refusal['code'][] = [
  'reasonRequired',
  'opinionRequired',
  'signatureRequired',
  'attachmentRequired',
  'chooseActors',
  'formInvalid',
  'fieldNotEditable',
];

/** A stranger sees nothing; the task's own people get the current card, with what they had typed. */
export async function refusedOnTask(
  deps: FeatureDeps,
  ids: TaskIds,
  tap: CardTap,
  refusal: Refusal,
  stored: StoredRequest | undefined,
): Promise<TapAnswer> {
  if (stored === undefined) return politeNo(deps, 'notFound');
  const text = await refusalText(deps, refusal);
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  if (!isOwn(view, ids.task, tap.person)) return answer('warning', text);
  const missing = MENDABLE.includes(refusal.code);
  const typed = textInput(tap, OPINION);
  const extras = {
    ...(missing ? { fault: text, ...(tap.form === undefined ? {} : { values: tap.form }) } : {}),
    ...(typed === undefined ? {} : { typed }),
  };
  return answer(missing ? 'warning' : 'info', text, await taskCardOf(deps, view, ids.task, extras));
}

/** The request with a task of the tapper's, or the polite answer for everybody else. */
export async function ownTask(
  deps: FeatureDeps,
  ids: TaskIds,
  tap: CardTap,
): Promise<{ readonly view: RequestView } | Required<Pick<TapAnswer, 'toast'>>> {
  const stored = await deps.stores.requests.load(ids.request);
  const no = (key: 'notYours' | 'notFound') => ({
    toast: { type: 'warning', text: deps.texts(`refusal.${key}`) } as const,
  });
  if (stored === undefined) return no('notFound');
  const view = await viewOf(deps, stored);
  return isOwn(view, ids.task, tap.person) ? { view } : no('notYours');
}

export function isOwn(view: RequestView, taskId: string, person: string): boolean {
  const task = view.state.tasks.find(each => each.id === taskId);
  return task !== undefined && (task.actor === person || task.principal === person);
}
