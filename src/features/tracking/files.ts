import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import { filesOf } from '../../core/form/values.ts';
import { answer, politeNo } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { canSee, hiddenOf, viewOf } from '../shared/request-view.ts';

/** 发给我: the bot sends the files of a field again to whoever may see the request and the field. */
export async function sendFiles(
  deps: FeatureDeps,
  { request, field }: ActionOf<'files.get'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person) || hiddenOf(view, tap.person).has(field)) return politeNo(deps);
  const messageIds = [...new Set((filesOf(view.state.form[field]) ?? []).map(({ messageId }) => messageId))];
  if (messageIds.length === 0) return politeNo(deps, 'notFound');
  await deps.keep({ kind: 'filesAsked', key: `files/${tap.key}`, person: tap.person, messageIds });
  return answer('success', deps.texts('files.coming', { n: messageIds.length }));
}
