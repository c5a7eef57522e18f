import { encodeAction } from '../../../cards/kit/action.ts';
import { cardTapEvent, signedCallback } from '../../support/lark/callbacks.ts';
import type { Accept, Call } from './load.ts';
import type { SeededTask } from './seed.ts';

/** One conditional update, by the bare route. */
export function bareCall({ requestId }: SeededTask): Call {
  const body = Buffer.from(JSON.stringify({ id: requestId, version: 1 }));
  return { path: '/', headers: { 'content-type': 'application/json' }, body };
}

export const bareDone: Accept = (status, body) => status === 200 && body === '{"done":true}';

/** 同意 on an approval card, encrypted and signed. */
export function tapCall({ requestId, taskId }: SeededTask): Call {
  const value = encodeAction({ a: 'task.approve', request: requestId, task: taskId });
  const event = cardTapEvent({ value, name: 'approve', form_value: { opinion: '' } }, { person: 'ou_head' });
  return { path: '/lark/callback', ...signedCallback(event) };
}

/** A good answer carries the card as it is now; 处理中 (the answer came late) does not. */
export const tapDone: Accept = (status, body) =>
  status === 200 && body.includes('"type":"success"') && body.includes('"card"');
