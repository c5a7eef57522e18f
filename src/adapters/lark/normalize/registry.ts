import { z } from 'zod';
import type { CardTap, Inbound } from '../../../application/ports.ts';
import { botAdded } from './bot-added.ts';
import { cardAction } from './card-action.ts';
import { chatEntered } from './chat-entered.ts';
import { departmentChanged, userChanged, userGone } from './directory-changed.ts';
import type { EventReader } from './envelope.ts';
import { menu } from './menu.ts';
import { message } from './message.ts';

type Meaning =
  | { readonly kind: 'event'; readonly event: Inbound }
  | { readonly kind: 'tap'; readonly tap: CardTap }
  /** Known, but not for us: another bot's message, a payload without the ids that we need. */
  | { readonly kind: 'ignored' }
  /** A type that we did not subscribe to. */
  | { readonly kind: 'unknown' };
export type Normalizer = (envelope: unknown) => Meaning;

const READERS: ReadonlyMap<string, EventReader> = new Map<string, EventReader>([
  ['im.message.receive_v1', message],
  ['application.bot.menu_v6', menu],
  ['im.chat.access_event.bot_p2p_chat_entered_v1', chatEntered],
  ['im.chat.member.bot.added_v1', botAdded],
  ['contact.user.created_v3', userChanged],
  ['contact.user.updated_v3', userChanged],
  ['contact.user.deleted_v3', userGone],
  ['contact.department.created_v3', departmentChanged],
  ['contact.department.updated_v3', departmentChanged],
  ['contact.department.deleted_v3', departmentChanged],
]);

const envelopeSchema = z.object({
  header: z.object({
    event_id: z.string().min(1),
    event_type: z.string(),
    create_time: z.string().optional(),
  }),
  event: z.unknown(),
});

/** Turns Lark's envelopes (schema 2.0) into ours, once, at the edge. `timeZone`: of the service, for form datetimes. */
export function createNormalizer(timeZone: string): Normalizer {
  return envelope => {
    const parsed = envelopeSchema.safeParse(envelope);
    if (!parsed.success) return { kind: 'unknown' };
    const { header, event } = parsed.data;
    const about = { key: header.event_id, createTime: header.create_time };
    if (header.event_type === 'card.action.trigger') {
      const tap = cardAction(event, about, timeZone);
      return tap === null ? { kind: 'ignored' } : { kind: 'tap', tap };
    }
    const reader = READERS.get(header.event_type);
    if (reader === undefined) return { kind: 'unknown' };
    const ours = reader(event, about);
    return ours === null ? { kind: 'ignored' } : { kind: 'event', event: ours };
  };
}
