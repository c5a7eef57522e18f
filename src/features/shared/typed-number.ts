import { messageCard } from '../../../cards/message.ts';
import type { ChatAnswer, ChatCall } from '../../application/router.ts';
import { notFoundInChat } from './answers.ts';
import type { FeatureDeps } from './deps.ts';
import { halfWidth } from './read-form.ts';
import { canSee, type RequestView, viewOf } from './request-view.ts';

/**
 * The request whose number was typed behind a command. A number that is not there and one that is not for this person get
 * the same answer, so that nobody learns which numbers exist.
 */
export async function requestTyped(
  deps: FeatureDeps,
  call: Pick<ChatCall, 'argument' | 'person'>,
): Promise<{ readonly view: RequestView } | { readonly no: ChatAnswer }> {
  const number = halfWidth(call.argument).trim().toUpperCase();
  if (number === '') {
    const text = deps.texts('chat.numberMissing');
    return { no: { card: messageCard({ kind: 'notFound', text }, deps.texts) } };
  }
  const stored = await deps.stores.requests.loadByNumber(number);
  const view = stored === undefined ? undefined : await viewOf(deps, stored);
  return view === undefined || !canSee(view, call.person) ? { no: notFoundInChat(deps) } : { view };
}
