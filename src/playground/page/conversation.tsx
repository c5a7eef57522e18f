import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chat, Message } from '../types.ts';
import { send } from './api.ts';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { MessageView } from './message.tsx';

const GAP = 12;
const NEAR = 60;

/** Right: what was said, and where to write. */
export function Conversation(props: {
  chat: Chat | undefined;
  messages: readonly Message[] | undefined;
  onBack: () => void;
}): JSX.Element {
  const { t, pick, person } = usePage();
  const { chat, messages = [] } = props;
  const [parent, setParent] = useState<Message>();
  if (chat === undefined || person === undefined)
    return (
      <main class="conversation">
        <p class="hint hint-large">{person === undefined ? t('chooseWho') : t('chooseChat')}</p>
      </main>
    );
  return (
    <main class="conversation" aria-label={pick(chat.name)}>
      <h1 class="column-title conversation-title">
        <button type="button" class="back" aria-label={t('back')} onClick={props.onBack}>
          ‹
        </button>
        {pick(chat.name)}
        {chat.kind === 'group' && (
          <small>
            {chat.members.length} {t('members')}
          </small>
        )}
        {chat.kind === 'group' && !chat.hasBot && (
          <button
            type="button"
            class="add-bot"
            onClick={() => void send('add-bot', { person, chatId: chat.id })}
          >
            {t('addBot')}
          </button>
        )}
      </h1>
      <Messages chat={chat} messages={messages} onReply={setParent} />
      <Composer chat={chat} parent={parent} onParentGone={() => setParent(undefined)} />
    </main>
  );
}

function Messages(props: {
  chat: Chat;
  messages: readonly Message[];
  onReply: (message: Message) => void;
}): JSX.Element {
  const { messages } = props;
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const byId = new Map(messages.map(message => [message.id, message]));
  // A new message, or a card that became another, is scrolled to if the end was in sight: to its beginning, if it is
  // taller than what can be seen.
  useLayoutEffect(() => {
    const place = list.current;
    const last = place?.lastElementChild;
    if (place === null || !(last instanceof HTMLElement) || !atEnd.current) return;
    place.scrollTop = Math.min(place.scrollHeight, last.offsetTop - place.offsetTop - GAP);
  }, [messages]);
  return (
    <ol
      class="messages"
      ref={list}
      role="log"
      onScroll={event => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        const last = event.currentTarget.lastElementChild;
        const lastTop = last instanceof HTMLElement ? last.offsetTop - event.currentTarget.offsetTop : 0;
        const bottomSeen = scrollHeight - scrollTop - clientHeight < NEAR;
        atEnd.current = bottomSeen || Math.abs(lastTop - GAP - scrollTop) < NEAR;
      }}
    >
      {messages.map(message => (
        <MessageView
          key={message.id}
          message={message}
          chat={props.chat}
          parent={byId.get(message.parentId ?? '')}
          onReply={() => props.onReply(message)}
        />
      ))}
    </ol>
  );
}
