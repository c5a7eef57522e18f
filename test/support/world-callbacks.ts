import { envelope, messageEvent, signedCallback } from './lark/callbacks.ts';

/** What the door answered. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** In Chinese. */
  readonly toast: string | undefined;
  readonly card: unknown;
}

/** Sends an envelope to a service as Lark does: encrypted, signed, over HTTP. */
export async function postEnvelope(address: string, body: unknown): Promise<Answered> {
  const callback = signedCallback(body);
  const response = await fetch(`${address}/lark/callback`, {
    method: 'POST',
    headers: callback.headers,
    body: new Uint8Array(callback.body),
  });
  return readAnswer(response.status, await response.json());
}

/** A tap on a message's button with this value; its update token is `c-<messageId>`. */
export function tapEnvelope(
  person: string,
  messageId: string,
  action: { readonly value: unknown; readonly name?: string; readonly form_value?: object },
): Readonly<Record<string, unknown>> {
  return envelope('card.action.trigger', {
    operator: { tenant_key: 'tenant-1', open_id: person },
    token: `c-${messageId}`,
    action: { tag: 'button', timezone: 'Asia/Shanghai', ...action },
    host: 'im_message',
    context: { open_message_id: messageId, open_chat_id: `oc_p2p_${person}` },
  });
}

/** A text that a person writes to the bot. */
export function textEnvelope(
  person: string,
  text: string,
  messageId?: string,
): Readonly<Record<string, unknown>> {
  return messageEvent(text, { person, ...(messageId === undefined ? {} : { messageId }) });
}

/** What an answer says. */
export function readAnswer(status: number, body: unknown): Answered {
  const answer = recordOf(body);
  const toast = recordOf(recordOf(answer['toast'])['i18n'])['zh_cn'];
  return {
    status,
    body: answer,
    toast: typeof toast === 'string' ? toast : undefined,
    card: answer['card'] === undefined ? undefined : recordOf(answer['card'])['data'],
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
