import type { JSX } from 'preact';
import type { Chat, Message } from '../types.ts';
import { fileAddress } from './api.ts';
import { Avatar } from './avatar.tsx';
import { Card } from './card/card.tsx';
import { preview } from './chat-list.tsx';
import { usePage } from './context.ts';
import { shortTime } from './time.ts';

/** A bubble, or a card. */
export function MessageView(props: {
  message: Message;
  chat: Chat;
  parent: Message | undefined;
  onReply: () => void;
}): JSX.Element {
  const page = usePage();
  const { message, parent } = props;
  const own = message.sender === page.person;
  return (
    <li class={own ? 'message message-own' : 'message'} data-message={message.id}>
      <Avatar id={message.sender} />
      <div class="message-body">
        <p class="message-head">
          <span>{page.nameOf(message.sender)}</span>
          <time>{shortTime(message.createdAt, page.world.timeZone)}</time>
          {message.urgent?.includes(page.person ?? '') && <span class="urgent">{page.t('urgent')}</span>}
          {props.chat.kind === 'group' && (
            <button type="button" class="reply" onClick={props.onReply}>
              {page.t('reply')}
            </button>
          )}
        </p>
        {parent && (
          <p class="quote">
            {page.nameOf(parent.sender)}: {preview(parent, page)}
          </p>
        )}
        <Content message={message} />
      </div>
    </li>
  );
}

function Content(props: { message: Message }): JSX.Element {
  const page = usePage();
  const { message } = props;
  if (message.recalled === true) return <p class="bubble bubble-gone">{page.t('recalled')}</p>;
  // A card that was replaced by a different one begins anew: nothing half typed stays in it.
  if (message.kind === 'card') return <Card key={JSON.stringify(message.content)} message={message} />;
  if (message.kind === 'text') return <p class="bubble">{preview(message, page)}</p>;
  if (message.file !== undefined) return <FileView message={message} file={message.file} />;
  return (
    <p class="bubble bubble-file">
      <span class="file-mark" aria-hidden="true" />
      {preview(message, page)}
    </p>
  );
}

/** A picture as such; a file with its name and size, to be taken. */
function FileView(props: { message: Message; file: NonNullable<Message['file']> }): JSX.Element {
  const page = usePage();
  const { message, file } = props;
  const address = fileAddress(message.id);
  if (message.type === 'image')
    return (
      <a class="bubble bubble-picture" href={address} target="_blank" rel="noreferrer">
        <img src={address} alt={page.t('image')} />
      </a>
    );
  return (
    <a class="bubble bubble-file" href={address} download={file.name}>
      <span class="file-mark" aria-hidden="true">
        {file.name.split('.').at(-1)?.slice(0, 4)}
      </span>
      <span class="file-name">
        {file.name}
        <small>{sizeText(file.size)}</small>
      </span>
    </a>
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
