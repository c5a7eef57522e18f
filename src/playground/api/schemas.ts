import { z } from 'zod';
import { jsonObject } from '../saved-state.ts';

/** What the page sends to `/playground/api/*`. `person`: who acts, by open id. */

/** POST messages: a person writes. `mentionsBot` counts in groups, where the bot hears only what mentions it. */
export const writeSchema = z.strictObject({
  person: z.string(),
  chatId: z.string(),
  type: z.enum(['text', 'image', 'file', 'sticker', 'audio', 'share_chat']).default('text'),
  text: z.string().max(20_000).default(''),
  mentionsBot: z.boolean().default(false),
  parentId: z.string().optional(),
});

/** POST tap: a person taps on a card. `form`: the fields of the form whose submit button was tapped, by name. */
export const tapSchema = z.strictObject({
  person: z.string(),
  messageId: z.string(),
  action: z.strictObject({
    tag: z.string(),
    name: z.string().exactOptional(),
    value: z.union([jsonObject, z.string()]).exactOptional(),
    option: z.string().exactOptional(),
    options: z.array(z.string()).exactOptional(),
    checked: z.boolean().exactOptional(),
    input_value: z.string().exactOptional(),
  }),
  form: jsonObject.optional(),
});

/** POST menu: a tap on the bot's menu. */
export const menuSchema = z.strictObject({ person: z.string(), eventKey: z.string().max(128) });

/** POST open: a person opens a chat. POST add-bot: adds the bot to a group. */
export const chatSchema = z.strictObject({ person: z.string(), chatId: z.string() });

/** POST clock: moves it forward, at most a year at once. */
export const clockSchema = z.strictObject({
  advanceMs: z
    .number()
    .int()
    .min(1)
    .max(366 * 86_400_000),
});

/** POST directory: tells the bot that a person's entry changed, as after an edit in Lark's administration. */
export const directorySchema = z.strictObject({ person: z.string() });

/** The query of POST upload; the body is the picture or file itself. */
export const uploadSchema = z.strictObject({
  person: z.string(),
  chatId: z.string(),
  type: z.enum(['image', 'file']),
  name: z.string().min(1).max(250),
});
