import type { Delivery, StoredRequest } from '../../../src/application/ports.ts';
import { buttonsOf } from '../../support/card-reader.ts';
import type { FakeLark } from '../../support/lark/fake-lark.ts';
import { answerUuid, type Hands, type Said } from './hands.ts';

/** Every effect that is a message is in its person's chat, or in the list of unknown outcomes; nothing else came. */
export function wrongMessages(
  lark: FakeLark,
  deliveries: readonly Delivery[],
  acknowledged: readonly Said[],
): readonly string[] {
  const personal = deliveries.filter(({ effect }) => 'to' in effect);
  const lost = personal.filter(
    ({ id, status, messageId }) => status === 'sent' && messageId !== undefined && !lark.messages.has(id),
  );
  const astray = personal.filter(({ id, effect }) => {
    const found = lark.messages.get(id);
    return found !== undefined && 'to' in effect && found.body['receive_id'] !== effect.to;
  });
  const twice = doubled([...lark.messages.values()].map(({ id }) => id));
  const known = new Set([...personal.map(({ id }) => id), ...acknowledged.map(answerUuid)]);
  const foreign = [...lark.messages.keys()].filter(
    uuid => !known.has(uuid) && uuid.includes('-') && !isOther(uuid),
  );
  const unanswered = acknowledged.filter(said => !lark.messages.has(answerUuid(said)));
  return [
    ...lost.map(({ id }) => `${id} is marked as sent and did not arrive`),
    ...astray.map(({ id }) => `${id} came to somebody else`),
    ...twice.map(id => `message ${id} stands twice`),
    ...foreign.map(uuid => `nobody ordered message ${uuid}`),
    ...unanswered.map(({ messageId }) => `${messageId} was acknowledged and never answered`),
  ];
}

/** Cards on which a decision is still offered although there is nothing to decide. */
export function staleCards(
  lark: FakeLark,
  requests: readonly StoredRequest[],
  { answeredAt }: Pick<Hands, 'answeredAt'>,
): readonly string[] {
  const open = new Set(
    requests.flatMap(({ state }) =>
      state.tasks.filter(task => task.status === 'PENDING').map(task => `${state.id} ${task.id}`),
    ),
  );
  const end = (request: string, id: string): string => {
    const task = requests.find(({ state }) => state.id === request)?.state.tasks.find(each => each.id === id);
    return `${task?.status ?? 'unknown'} ${task?.reason ?? ''} by ${task?.endedBy ?? ''} at ${task?.endedAt ?? ''}`;
  };
  const stale: string[] = [];
  for (const { id, body } of lark.messages.values()) {
    const text = String(body['content']);
    if (!text.includes('"task.approve"')) continue;
    for (const { action } of buttonsOf(JSON.parse(text)))
      if (action?.a === 'task.approve' && !open.has(`${action.request} ${action.task}`))
        stale.push(
          `${id} of ${String(body['receive_id'])} offers task ${action.task} of ${action.request}: ${end(action.request, action.task)}; patched at ${patchedAt(lark, id).join()}, answered at ${answeredAt(id).join()}`,
        );
  }
  return stale;
}

function patchedAt(lark: FakeLark, id: string): readonly number[] {
  return lark.callsTo(`/im/v1/messages/${id}`).map(({ at }) => at);
}

/** Digests, notices to administrators and the like: not the effect of one request. */
function isOther(uuid: string): boolean {
  return !/^\w{14}-\d+-\d+/.test(uuid) && !uuid.startsWith('r-');
}

function doubled(list: readonly string[]): readonly string[] {
  return list.filter((each, n) => list.indexOf(each) !== n);
}
