import { z } from 'zod';
import type { Json, JsonObject } from './types.ts';

/** What the playground keeps in its file between two runs. A file of another shape is left unused. */

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), jsonObject]),
);
export const jsonObject: z.ZodType<JsonObject> = z.lazy(() => z.record(z.string(), json));

const messageSchema = z.object({
  id: z.string(),
  chatId: z.string(),
  sender: z.string(),
  kind: z.enum(['text', 'card', 'other']),
  type: z.string(),
  content: jsonObject,
  file: z.object({ name: z.string(), size: z.number() }).exactOptional(),
  createdAt: z.number(),
  updatedAt: z.number().exactOptional(),
  parentId: z.string().exactOptional(),
  rootId: z.string().exactOptional(),
  threadId: z.string().exactOptional(),
  recalled: z.boolean().exactOptional(),
  urgent: z.array(z.string()).exactOptional(),
});

const chatsSchema = z.object({
  chats: z.array(
    z.object({
      id: z.string(),
      hasBot: z.boolean(),
      unread: z.record(z.string(), z.number()),
      messages: z.array(messageSchema),
    }),
  ),
});
export type SavedChats = Readonly<z.infer<typeof chatsSchema>>;

const pendingEventSchema = z.object({
  /** The envelope, not yet encrypted. */
  body: jsonObject,
  eventId: z.string(),
  attempts: z.number(),
  nextAt: z.number(),
});
/** An event that the bot has not acknowledged yet. */
export type PendingEvent = Readonly<z.infer<typeof pendingEventSchema>>;

const stateSchema = z.object({
  format: z.literal(1),
  clockOffset: z.number().min(0),
  chats: chatsSchema,
  pending: z.array(pendingEventSchema),
});
export type SavedState = Readonly<z.infer<typeof stateSchema>>;

/** Undefined when there is nothing, or nothing that this build can read. */
export function parseSavedState(value: unknown): SavedState | undefined {
  const parsed = stateSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
