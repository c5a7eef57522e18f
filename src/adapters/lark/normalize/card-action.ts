import { z } from 'zod';
import type { CardTap } from '../../../application/ports.ts';
import { type EventHeader, idSchema, personSchema } from './envelope.ts';
import { normalizeFormValue } from './form-value.ts';

const schema = z.object({
  operator: personSchema,
  token: z.string().min(1),
  action: z.object({
    // A form may be submitted by a button that has a name only (lark.md 2).
    value: z.unknown().optional(),
    name: z.string().optional(),
    option: z.string().optional(),
    form_value: z.record(z.string(), z.unknown()).optional(),
    input_value: z.string().optional(),
    timezone: z.string().optional(),
  }),
  context: z.object({ open_message_id: idSchema, open_chat_id: idSchema }),
});

/** card.action.trigger (lark.md 2.1); null when it names no person or no message. */
export function cardAction(event: unknown, header: EventHeader, timeZone: string): CardTap | null {
  const parsed = schema.safeParse(event);
  if (!parsed.success) return null;
  const { operator, token, action, context } = parsed.data;
  return {
    key: header.key,
    person: operator.open_id,
    messageId: context.open_message_id,
    chatId: context.open_chat_id,
    token,
    value: action.value,
    ...(action.name !== undefined && { name: action.name }),
    ...(action.option !== undefined && { option: action.option }),
    ...(action.form_value !== undefined && { form: normalizeFormValue(action.form_value, timeZone) }),
    ...(action.input_value !== undefined && { input: action.input_value }),
    ...(action.timezone !== undefined && { timezone: action.timezone }),
  };
}
