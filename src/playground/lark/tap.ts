import { z } from 'zod';
import type { Chats } from '../chats.ts';
import { jsonObject } from '../saved-state.ts';
import type { JsonObject, Message, TapResult, Words } from '../types.ts';
import { cardFaults } from './card-validator.ts';
import type { Answer, Deliverer } from './deliver.ts';
import { type Application, TENANT_KEY, envelope, idsOf } from './envelope.ts';
import { formValue } from './form-values.ts';
import type { PlaygroundLog } from '../log.ts';
import type { UpdateTokens } from './update-tokens.ts';

export interface Tap {
  readonly person: string;
  readonly message: Message;
  /** Lark's `action`, without `form_value` and `timezone`. */
  readonly action: JsonObject;
  /** What stands in the form's fields when a submit button of it was tapped, by name, as the page has it. */
  readonly form?: JsonObject | undefined;
}

const i18n = z.object({ zh_cn: z.string(), en_us: z.string() }).partial();
const answerSchema = z.object({
  toast: z
    .object({
      type: z.enum(['info', 'success', 'warning', 'error']).catch('info'),
      content: z.string().default(''),
      i18n: i18n.default({}),
    })
    .optional(),
  card: z.object({ type: z.literal('raw'), data: jsonObject }).optional(),
});

/** Sends a tap to the bot as card.action.trigger, shows its toast and puts its card in place (lark.md 2.1). */
export function createTapper(options: {
  readonly app: Application;
  readonly chats: Chats;
  readonly deliverer: Deliverer;
  readonly tokens: UpdateTokens;
  readonly people: ReadonlySet<string>;
  readonly timeZone: string;
  readonly now: () => number;
  readonly log: PlaygroundLog;
}): (tap: Tap) => Promise<TapResult> {
  const { app, chats, deliverer, now, timeZone, log } = options;

  return async tap => {
    const { message } = tap;
    const token = options.tokens.issue(message.id);
    const form = tap.form && formValue(message.content, tap.form, timeZone, now());
    const event: JsonObject = {
      operator: { tenant_key: TENANT_KEY, ...idsOf(tap.person) },
      token,
      action: { ...tap.action, timezone: timeZone, ...(form && { form_value: form }) },
      host: 'im_message',
      context: { open_message_id: message.id, open_chat_id: message.chatId },
    };
    const answer = await deliverer.callback(envelope(app, 'card.action.trigger', now(), event));
    return read(answer, message.id);
  };

  function read(answer: Answer | undefined, messageId: string): TapResult {
    if (answer === undefined) return failure('200341', noAnswer);
    if (answer.status !== 200) return failure('200671', failed);
    const parsed = answerSchema.safeParse(json(answer.body));
    if (!parsed.success) return failure('200672', failed);
    const { toast, card } = parsed.data;
    if (card !== undefined) {
      const faults = cardFaults(card.data, options.people);
      if (faults.length > 0) {
        log.error(
          { faults: faults.slice(0, 5) },
          'the bot answered a tap with a card that Lark would refuse',
        );
        return failure('200673', failed);
      }
      chats.change(messageId, { content: card.data });
    }
    if (toast === undefined) return {};
    const { zh_cn: zh = toast.content, en_us: en = toast.content } = toast.i18n;
    return { toast: { type: toast.type, text: { zh, en } } };
  }
}

const noAnswer: Words = {
  zh: '应用没有在 3 秒内响应，请稍后重试',
  en: 'The app did not answer within 3 seconds',
};
const failed: Words = { zh: '出错了，请稍后重试', en: 'Something went wrong, please try again' };

function failure(code: string, text: Words): TapResult {
  return {
    toast: { type: 'error', text: { zh: `${text.zh}（code: ${code}）`, en: `${text.en} (code: ${code})` } },
  };
}

function json(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
