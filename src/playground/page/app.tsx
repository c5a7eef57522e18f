import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { JSX } from 'preact';
import { listen, loadMessages, loadWorld, send } from './api.ts';
import { ChatList } from './chat-list.tsx';
import { ClockBar } from './clock-bar.tsx';
import { PageProvider, createPageContext } from './context.ts';
import { Conversation } from './conversation.tsx';
import { PeopleRail } from './people-rail.tsx';
import { chatsOf, initialState, reduce } from './state.ts';
import { ToastView } from './toast.tsx';
import { word } from './words.ts';

export function App(): JSX.Element {
  const [state, act] = useReducer(reduce, undefined, () =>
    initialState(remembered('language') === 'en' ? 'en' : 'zh', undefined),
  );
  const { world, person, chatId, language } = state;
  const heard = useRef(0);

  useEffect(() => {
    const reload = async () => act({ type: 'loaded', world: await loadWorld(), at: Date.now() });
    return listen(
      event => {
        heard.current += 1;
        act({ type: 'live', event, at: Date.now() });
      },
      () => void reload(),
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = word('title', language);
    localStorage.setItem('language', language);
  }, [language]);
  // Also after a lost connection, when the world is loaded again.
  const loadedAt = world?.now;
  useEffect(() => {
    if (chatId === undefined) return;
    // What came while the list was on its way may be missing in it: then it is asked for again.
    const load = async (): Promise<void> => {
      const before = heard.current;
      const messages = await loadMessages(chatId);
      if (heard.current !== before) return load();
      act({ type: 'messages', chatId, messages });
    };
    void load();
  }, [chatId, loadedAt]);
  const chat = world?.chats.find(one => one.id === chatId);
  const unread = person === undefined ? 0 : (chat?.unread[person] ?? 0);
  useEffect(() => {
    if (unread > 0 && state.pane === 'chat') void send('read', { person, chatId });
  }, [unread, person, chatId, state.pane]);

  const page = useMemo(
    () => world && createPageContext(world, language, person, toast => act({ type: 'toast', toast })),
    [world, language, person],
  );
  if (world === undefined || page === undefined) return <p class="loading">{word('loading', language)}</p>;

  const openChat = (chatId: string, person: string): void => {
    act({ type: 'chat', chatId });
    void send('open', { person, chatId });
  };
  const choose = (person: string): void => {
    act({ type: 'person', person });
    const first = chatsOf(world, person)[0];
    // On a phone the list of chats comes first; wide enough, the bot's chat opens beside it.
    if (first !== undefined && !matchMedia('(max-width: 480px)').matches) openChat(first.id, person);
  };

  return (
    <PageProvider value={page}>
      <div class={`page pane-${state.pane}`}>
        <ClockBar ahead={state.clockAhead} onLanguage={language => act({ type: 'language', language })} />
        <PeopleRail onChoose={choose} />
        <ChatList
          chatId={chatId}
          onOpen={id => person !== undefined && openChat(id, person)}
          onBack={() => act({ type: 'pane', pane: 'people' })}
        />
        <Conversation
          key={`${person} ${chatId}`}
          chat={chat}
          messages={chatId === undefined ? undefined : state.messages[chatId]}
          onBack={() => act({ type: 'pane', pane: 'chats' })}
        />
        <ToastView toast={state.toast} onGone={() => act({ type: 'toast', toast: undefined })} />
      </div>
    </PageProvider>
  );
}

function remembered(key: string): string | null {
  return localStorage.getItem(key);
}
