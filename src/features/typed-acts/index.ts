import type { ChatAnswer, ChatCall, ChatCommand, Feature } from '../../application/router.ts';
import { isLive } from '../../core/slots.ts';
import { detailOf } from '../shared/detail.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import type { RequestView } from '../shared/request-view.ts';
import { taskCardOf } from '../shared/task-card.ts';
import { requestTyped } from '../shared/typed-number.ts';

/**
 * Acts by their words and a request's number: the card on which the act is done, so that what it asks for (a reason, people, a
 * signature) and what it does are seen before it is done. Words that only open a card change nothing.
 */
export function createTypedActs(deps: FeatureDeps): Feature {
  return {
    name: 'typedActs',
    commands: [
      ...ON_TASK.map(([name, words]) => command(name, words, call => openTask(deps, call))),
      ...ON_REQUEST.map(([name, words]) => command(name, words, call => openRequest(deps, call))),
    ],
  };
}

type Words = readonly (readonly [name: string, words: readonly string[]])[];

/** Acts that stand on the card of one's own task. */
const ON_TASK: Words = [
  ['approve', ['同意', '批准', 'agree']],
  ['reject', ['拒绝', '不同意']],
  ['return', ['退回']],
  ['transfer', ['转交']],
  ['assist', ['委派']],
  ['addsigner', ['加签', '前加签', '后加签', '并加签']],
  ['removesigner', ['减签']],
  ['abstain', ['弃权']],
  ['claim', ['认领']],
  ['release', ['退还']],
  ['handle', ['办结']],
];

/** Acts that stand on the card of the request. */
const ON_REQUEST: Words = [
  ['takeback', ['拿回']],
  ['comment', ['评论']],
  ['copy', ['抄送']],
  ['revoke', ['撤销']],
  ['resubmit', ['再次提交', '重新提交']],
  ['reassign', ['改派']],
  ['resend', ['重发卡片', '重发']],
  ['jump', ['跳转']],
  ['terminate', ['作废']],
];

function command(
  name: string,
  words: readonly string[],
  run: (call: ChatCall) => Promise<ChatAnswer>,
): ChatCommand {
  return { name, words, argument: 'number', private: true, run };
}

/** The person's own task of this request, the one that waits first; without one the request as it is. */
async function openTask(deps: FeatureDeps, call: ChatCall): Promise<ChatAnswer> {
  const found = await requestTyped(deps, call);
  if ('no' in found) return found.no;
  const task = ownTask(found.view, call.person);
  const card = task === undefined ? undefined : await taskCardOf(deps, found.view, task);
  return { card: card ?? detailOf(deps, found.view, call.person) };
}

function ownTask({ state }: RequestView, person: string): string | undefined {
  const own = state.tasks.filter(task => task.actor === person);
  const waiting = own.find(task => task.status === 'PENDING') ?? own.find(isLive);
  return (waiting ?? own.at(-1))?.id;
}

async function openRequest(deps: FeatureDeps, call: ChatCall): Promise<ChatAnswer> {
  const found = await requestTyped(deps, call);
  return 'no' in found ? found.no : { card: detailOf(deps, found.view, call.person) };
}
