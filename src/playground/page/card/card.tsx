import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Message } from '../../types.ts';
import { type FormValues, type TapAction, sendTap } from '../api.ts';
import { usePage } from '../context.ts';
import { type CardContext, CardProvider } from './context.ts';
import { Elements } from './elements.tsx';
import { Header } from './header.tsx';
import { headline, listOf, objectOf, stringOf } from './text.ts';

/** A card as Lark shows it (Card JSON 2.0). */
export function Card(props: { message: Message }): JSX.Element {
  const { person, world, showToast, language, t } = usePage();
  const { message } = props;
  const { content } = message;
  const [pending, setPending] = useState<string>();
  const members = world.chats.find(chat => chat.id === message.chatId)?.members ?? [];

  const act = async (key: string, action: TapAction, form?: FormValues): Promise<void> => {
    if (person === undefined || pending !== undefined) return;
    setPending(key);
    try {
      const { toast } = await sendTap({ person, messageId: message.id, action, ...(form && { form }) });
      if (toast) showToast(toast);
    } catch {
      showToast({ type: 'error', text: { zh: t('failed'), en: t('failed') } });
    } finally {
      setPending(undefined);
    }
  };
  const context = useMemo<CardContext>(() => ({ members, pending, act }), [pending, person, message]);
  const width = stringOf(objectOf(content['config'])['width_mode']) || 'default';
  return (
    <CardProvider value={context}>
      <article
        class={`card card-${width}`}
        aria-label={headline(content, language)}
        aria-busy={pending !== undefined}
      >
        {content['header'] !== undefined && <Header header={objectOf(content['header'])} />}
        <div class="card-body">
          <Elements elements={listOf(objectOf(content['body'])['elements'])} path="body" />
        </div>
      </article>
    </CardProvider>
  );
}
