import { z } from 'zod';
import { type EventReader, instantOf, personSchema } from './envelope.ts';

const schema = z.object({
  operator: z.object({ operator_id: personSchema }),
  event_key: z.string().min(1).max(100),
  // A number in captures, a string in the documentation (lark.md 3).
  timestamp: z.union([z.number(), z.string()]).optional(),
});

/** application.bot.menu_v6: a tap in the bot's menu. */
export const menu: EventReader = (event, header) => {
  const parsed = schema.safeParse(event);
  if (!parsed.success) return null;
  const { operator, event_key, timestamp } = parsed.data;
  return {
    kind: 'menu',
    key: header.key,
    person: operator.operator_id.open_id,
    eventKey: event_key,
    at: instantOf(header.createTime ?? timestamp),
  };
};
