import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface MessageCardProps {
  /** stale: a card from an older build. notFound: no such request or item, or not for this person. */
  readonly kind: 'stale' | 'notFound' | 'refused' | 'saved' | 'processing';
  /** Said instead of the usual words. */
  readonly text?: Text;
}

/** A short answer where there is nothing else to show; leads back to the hall. */
export function messageCard(props: MessageCardProps, t: Texts): Card {
  return card({
    title: t(`message.${props.kind}`),
    template: props.kind === 'saved' ? 'green' : 'grey',
    elements: [
      markdown(plain(clipText(props.text ?? t(`message.text.${props.kind}`), 500))),
      ...buttonRow([button(t('button.hall'), { a: 'hall.open' }), button(t('button.my'), { a: 'my.open' })]),
    ],
  });
}
