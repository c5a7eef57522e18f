import { messageCard } from '../../../cards/message.ts';
import type { ChatAnswer, ChatCall } from '../../application/router.ts';
import type { RequestCommand } from '../../application/execute-command.ts';
import { refusalText } from '../shared/answers.ts';
import { detailOf } from '../shared/detail.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { viewOf } from '../shared/request-view.ts';
import { requestTyped } from '../shared/typed-number.ts';

/** 进度, 催办, 撤回 with a number. */
export async function byNumber(
  deps: FeatureDeps,
  call: ChatCall,
  what: 'status' | 'urge' | 'withdraw',
): Promise<ChatAnswer> {
  const found = await requestTyped(deps, call);
  if ('no' in found) return found.no;
  if (what === 'status') return { card: detailOf(deps, found.view, call.person) };
  const outcome = await deps.execute(found.view.state.id, commandOf(deps, call, what));
  if (outcome.kind === 'refused')
    return {
      card: messageCard({ kind: 'refused', text: await refusalText(deps, outcome.refusal) }, deps.texts),
    };
  return { card: detailOf(deps, await viewOf(deps, outcome.stored), call.person) };
}

function commandOf(deps: FeatureDeps, call: ChatCall, what: 'urge' | 'withdraw'): RequestCommand {
  const meta = { key: call.key, at: deps.clock.now(), by: call.person, channel: 'chat' } as const;
  return what === 'urge' ? { ...meta, type: 'Urge' } : { ...meta, type: 'Withdraw' };
}
