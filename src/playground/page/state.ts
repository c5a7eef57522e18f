import type { Chat, LiveEvent, Message, Toast, World } from '../types.ts';

export type Language = 'zh' | 'en';

/** What the page shows. `pane` matters on a phone, where one of the three columns is seen. */
export interface State {
  readonly world: World | undefined;
  readonly person: string | undefined;
  readonly chatId: string | undefined;
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly language: Language;
  readonly pane: 'people' | 'chats' | 'chat';
  readonly toast: Toast | undefined;
  /** The playground's time minus the browser's. */
  readonly clockAhead: number;
}

export type Act =
  | { readonly type: 'loaded'; readonly world: World; readonly at: number }
  | { readonly type: 'person'; readonly person: string }
  | { readonly type: 'chat'; readonly chatId: string }
  | { readonly type: 'messages'; readonly chatId: string; readonly messages: readonly Message[] }
  | { readonly type: 'live'; readonly event: LiveEvent; readonly at: number }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'pane'; readonly pane: State['pane'] }
  | { readonly type: 'toast'; readonly toast: Toast | undefined };

export function initialState(language: Language, person: string | undefined): State {
  return {
    world: undefined,
    person,
    chatId: undefined,
    messages: {},
    language,
    pane: 'people',
    toast: undefined,
    clockAhead: 0,
  };
}

export function reduce(state: State, act: Act): State {
  switch (act.type) {
    case 'loaded':
      return { ...state, world: act.world, clockAhead: act.world.now - act.at };
    case 'person':
      return { ...state, person: act.person, chatId: undefined, pane: 'chats', toast: undefined };
    case 'chat':
      return { ...state, chatId: act.chatId, pane: 'chat' };
    case 'messages':
      return { ...state, messages: { ...state.messages, [act.chatId]: act.messages } };
    case 'live':
      return happened(state, act.event, act.at);
    case 'language':
      return { ...state, language: act.language };
    case 'pane':
      return { ...state, pane: act.pane };
    case 'toast':
      return { ...state, toast: act.toast };
    default:
      return act satisfies never;
  }
}

function happened(state: State, event: LiveEvent, at: number): State {
  switch (event.type) {
    case 'clock':
      return { ...state, clockAhead: event.now - at };
    case 'chat':
      return state.world ? { ...state, world: withChat(state.world, event.chat) } : state;
    case 'message': {
      const { chatId } = event.message;
      const known = state.messages[chatId];
      if (known === undefined) return state;
      return { ...state, messages: { ...state.messages, [chatId]: placed(known, event.message) } };
    }
    default:
      return event satisfies never;
  }
}

function withChat(world: World, chat: Chat): World {
  return { ...world, chats: world.chats.map(one => (one.id === chat.id ? chat : one)) };
}

/** A message in its place if it is known, else at the end. */
function placed(messages: readonly Message[], message: Message): readonly Message[] {
  return messages.some(one => one.id === message.id)
    ? messages.map(one => (one.id === message.id ? message : one))
    : [...messages, message];
}

/** A person's chats, the bot's first, then the latest spoken in. */
export function chatsOf(world: World, person: string): readonly Chat[] {
  return world.chats.filter(chat => chat.members.includes(person)).sort((a, b) => rank(b) - rank(a));
}

function rank(chat: Chat): number {
  return chat.kind === 'p2p' ? Number.POSITIVE_INFINITY : (chat.lastMessage?.createdAt ?? 0);
}

export function unreadOf(world: World, person: string): number {
  return world.chats.reduce((sum, chat) => sum + (chat.unread[person] ?? 0), 0);
}
