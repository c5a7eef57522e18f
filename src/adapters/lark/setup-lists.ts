/**
 * What the developer console must hold for this bot (lark.md 4; README "In a real tenant" says the same, and a test compares
 * them). What only the mirror in the Approval app needs is not asked for.
 */
export const NEEDED_SCOPES = [
  'im:message',
  'im:message:send_as_bot',
  'im:message.p2p_msg:readonly',
  'im:message.group_at_msg:readonly',
  'im:resource',
  'im:message.urgent',
  'contact:user.base:readonly',
  'contact:user.employee_id:readonly',
  'contact:user.department:readonly',
  'contact:department.base:readonly',
  'contact:user.id:readonly',
] as const;

/** Of use, and not missed where they are not granted: the app reads its own subscriptions; the mirror. */
export const USEFUL_SCOPES = [
  'application:application:self_manage',
  'approval:external_approval',
  'approval:external_instance',
] as const;

/** Without these nobody can use the bot. */
const NEEDED_EVENTS = ['im.message.receive_v1', 'application.bot.menu_v6'] as const;

/** All that the bot understands: the welcome, groups, and changes of the organisation. */
export const ALL_EVENTS = [
  ...NEEDED_EVENTS,
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'im.chat.member.bot.added_v1',
  'contact.user.created_v3',
  'contact.user.updated_v3',
  'contact.user.deleted_v3',
  'contact.department.created_v3',
  'contact.department.updated_v3',
  'contact.department.deleted_v3',
] as const;

export const NEEDED_CALLBACKS = ['card.action.trigger'] as const;

/** The bot's menu: the event key of each line. */
export const MENU_KEYS = ['hall', 'todo', 'my', 'settings', 'help'] as const;
