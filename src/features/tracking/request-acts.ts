import type { RequestCommand } from '../../application/execute-command.ts';
import type { CardTap, StoredRequest, TapAnswer } from '../../application/ports.ts';
import { answer, politeNo, refusalText, show } from '../shared/answers.ts';
import { detailOf } from '../shared/detail.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { canSee, viewOf } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';

/** 查看详情: the whole of a request, for those who may see it. */
export async function showDetail(
  deps: FeatureDeps,
  requestId: string,
  tap: CardTap,
  page?: number,
): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(requestId);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const read = await markRead(deps, stored, tap);
  const view = await viewOf(deps, read);
  if (!canSee(view, tap.person)) return politeNo(deps);
  // A later refresh must not put a receipt or a task in its place.
  await remember(deps, tap, read, { kind: 'detail' });
  return show(detailOf(deps, view, tap.person, page));
}

/** Opening a copy (抄送) is its read receipt; opening the request tells that one's task in it has been seen. */
async function markRead(deps: FeatureDeps, stored: StoredRequest, tap: CardTap): Promise<StoredRequest> {
  const mine = (each: { readonly person: string }) => each.person === tap.person;
  const unread =
    stored.state.cc.some(copy => mine(copy) && copy.readAt === undefined) ||
    stored.state.tasks.some(
      task => task.actor === tap.person && task.status === 'PENDING' && task.readAt === undefined,
    );
  if (!unread) return stored;
  const outcome = await deps.execute(stored.state.id, {
    type: 'MarkRead',
    key: tap.key,
    at: deps.clock.now(),
    by: tap.person,
    channel: 'card',
  });
  return outcome.stored ?? stored;
}

/** 撤回, 催办, 评论 on a card: the detail comes back with what has changed. */
export async function actOnRequest(
  deps: FeatureDeps,
  requestId: string,
  tap: CardTap,
  command: RequestCommand,
): Promise<TapAnswer> {
  const outcome = await deps.execute(requestId, command, { tap });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, outcome.stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  const card = detailOf(deps, view, tap.person);
  if (outcome.kind === 'refused') return answer('warning', await refusalText(deps, outcome.refusal), card);
  await remember(deps, tap, outcome.stored, { kind: 'detail' });
  const key = outcome.kind === 'replayed' ? 'toast.already' : `toast.done.${command.type}`;
  return answer('success', deps.texts(key), card);
}
