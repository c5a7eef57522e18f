import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Chat, Message } from '../types.ts';
import { send, upload } from './api.ts';
import { preview } from './chat-list.tsx';
import { usePage } from './context.ts';
import { botMenu, commands } from './words.ts';

/** The bot's menu, the input with hints, and other kinds of messages. */
export function Composer(props: {
  chat: Chat;
  parent: Message | undefined;
  onParentGone: () => void;
}): JSX.Element {
  const page = usePage();
  const { t, pick, person } = page;
  const { chat, parent } = props;
  const [text, setText] = useState('');
  const [mention, setMention] = useState(true);
  const input = useRef<HTMLTextAreaElement>(null);
  const isGroup = chat.kind === 'group';
  const hints = text.startsWith('/') ? commands.filter(one => one.text.startsWith(text.toLowerCase())) : [];

  const orTell = (sent: Promise<void>): void =>
    void sent.catch(() =>
      page.showToast({
        type: 'error',
        text: { zh: '没有成功，请重试', en: 'That did not work, please try again' },
      }),
    );
  const post = (type: string, words: string): void => {
    const mentionsBot = isGroup && chat.hasBot && mention;
    const reply = parent && { parentId: parent.id };
    orTell(send('messages', { person, chatId: chat.id, type, text: words, mentionsBot, ...reply }));
    props.onParentGone();
  };
  const postFile = (type: 'image' | 'file', file: File): void => {
    if (person !== undefined) orTell(upload(person, chat.id, type, file));
  };
  const submit = (): void => {
    if (text.trim() === '') return;
    post('text', text.trim());
    setText('');
  };

  return (
    <div class="composer">
      {!isGroup && (
        <div class="bot-menu" role="group" aria-label={t('botMenu')}>
          {botMenu.map(entry => (
            <button
              key={entry.key}
              type="button"
              onClick={() => void send('menu', { person, eventKey: entry.key })}
            >
              {pick(entry)}
            </button>
          ))}
        </div>
      )}
      {parent && (
        <p class="quote quote-draft">
          {t('reply')} {page.nameOf(parent.sender)}: {preview(parent, page)}
          <button type="button" aria-label={t('cancelReply')} onClick={props.onParentGone}>
            ×
          </button>
        </p>
      )}
      {hints.length > 0 && (
        <ul class="hints" aria-label={t('commands')}>
          {hints.map(hint => (
            <li key={hint.text}>
              <button
                type="button"
                onClick={() => {
                  setText(hint.text);
                  input.current?.focus();
                }}
              >
                <code>{hint.text}</code> {pick(hint)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="compose">
        {isGroup && chat.hasBot && (
          <button type="button" class="mention" aria-pressed={mention} onClick={() => setMention(!mention)}>
            {t('mention')}
          </button>
        )}
        <textarea
          ref={input}
          rows={1}
          aria-label={isGroup ? t('writeGroup') : t('write')}
          placeholder={isGroup ? t('writeGroup') : t('write')}
          value={text}
          onInput={event => setText(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <Attach onSticker={() => post('sticker', '')} onFile={postFile} />
        <button type="button" class="send" disabled={text.trim() === ''} onClick={submit}>
          {t('send')}
        </button>
      </div>
    </div>
  );
}

function Attach(props: {
  onSticker: () => void;
  onFile: (type: 'image' | 'file', file: File) => void;
}): JSX.Element {
  const { t } = usePage();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => menu.current?.removeAttribute('open');
  const choice = (type: 'image' | 'file', label: string): JSX.Element => (
    <label class="menu-file">
      {label}
      <input
        type="file"
        aria-label={label}
        accept={type === 'image' ? 'image/*' : undefined}
        onChange={event => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) props.onFile(type, file);
          event.currentTarget.value = '';
          close();
        }}
      />
    </label>
  );
  return (
    <details class="attach" ref={menu}>
      <summary aria-label={t('more')}>＋</summary>
      <div class="menu">
        {choice('image', t('picture'))}
        {choice('file', t('file'))}
        <button
          type="button"
          onClick={() => {
            props.onSticker();
            close();
          }}
        >
          {t('sticker')}
        </button>
      </div>
    </details>
  );
}
