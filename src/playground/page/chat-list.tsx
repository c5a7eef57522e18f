import type { JSX } from 'preact';
import type { Chat, Message } from '../types.ts';
import { Avatar, GroupAvatar } from './avatar.tsx';
import { headline } from './card/text.ts';
import { type PageContext, usePage } from './context.ts';
import { Badge } from './people-rail.tsx';
import { chatsOf } from './state.ts';
import { shortTime } from './time.ts';

/** Middle: the chats of the person. */
export function ChatList(props: {
  chatId: string | undefined;
  onOpen: (chatId: string) => void;
  onBack: () => void;
}): JSX.Element {
  const page = usePage();
  const { world, person, t } = page;
  const chats = person === undefined ? [] : chatsOf(world, person);
  return (
    <section class="chats" aria-label={t('chats')}>
      <h1 class="column-title">
        <button type="button" class="back" aria-label={t('back')} onClick={props.onBack}>
          ‹
        </button>
        {person === undefined ? t('chats') : `${page.nameOf(person)} · ${t('chats')}`}
      </h1>
      <div class="scroll">
        {chats.map(chat => (
          <ChatRow key={chat.id} chat={chat} open={chat.id === props.chatId} onOpen={props.onOpen} />
        ))}
        {person === undefined && <p class="hint">{t('chooseWho')}</p>}
      </div>
    </section>
  );
}

function ChatRow(props: { chat: Chat; open: boolean; onOpen: (id: string) => void }): JSX.Element {
  const page = usePage();
  const { chat } = props;
  const { lastMessage } = chat;
  const name = page.pick(chat.name);
  return (
    <button type="button" class="row" aria-pressed={props.open} onClick={() => props.onOpen(chat.id)}>
      {chat.kind === 'p2p' ? <Avatar id={page.world.bot.id} /> : <GroupAvatar name={name} />}
      <span class="row-text">
        <span class="row-name">
          {name}
          {chat.kind === 'p2p' && <span class="robot">{page.t('robot')}</span>}
        </span>
        <span class="row-note">{lastMessage ? preview(lastMessage, page) : page.t('noMessages')}</span>
      </span>
      <span class="row-side">
        {lastMessage && <time>{shortTime(lastMessage.createdAt, page.world.timeZone)}</time>}
        <Badge count={page.person === undefined ? 0 : (chat.unread[page.person] ?? 0)} />
      </span>
    </button>
  );
}

/** One line of a message for lists and quotes. */
export function preview(message: Message, page: PageContext): string {
  if (message.recalled === true) return page.t('recalled');
  if (message.kind === 'card') return `[${headline(message.content, page.language)}]`;
  const { text } = message.content;
  if (message.file !== undefined && message.file.name !== '') return message.file.name;
  return typeof text === 'string'
    ? text.replace('@_user_1', `@${page.pick(page.world.bot.name)}`)
    : `[${kindOf(message.type, page)}]`;
}

function kindOf(type: string, page: PageContext): string {
  if (type === 'image') return page.t('image');
  if (type === 'file') return page.t('aFile');
  return type === 'sticker' ? page.t('aSticker') : type;
}
