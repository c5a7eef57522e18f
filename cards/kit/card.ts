import type { Card, CardElement, HeaderTag, HeaderTemplate, PlainText, TagColor } from './element.ts';
import { printable } from './escape.ts';
import { fit } from './fit.ts';
import { clipText } from './paging.ts';
import type { Text } from './texts.ts';

export interface CardParts {
  readonly title: Text;
  readonly subtitle?: Text;
  readonly template?: HeaderTemplate;
  readonly tags?: readonly HeaderTag[];
  /** What the chat list and the notification show; the title if left out. */
  readonly summary?: Text;
  readonly elements: readonly CardElement[];
}

/** A whole card, made to fit Lark's limits. It is not to be forwarded: it concerns whom it was sent to. */
export function card(parts: CardParts): Card {
  const title = clipText(parts.title, 80);
  const summary = clipText(parts.summary ?? title, 120);
  return {
    schema: '2.0',
    config: {
      update_multi: true,
      enable_forward: false,
      locales: ['zh_cn', 'en_us'],
      summary: { content: summary.zh, i18n_content: { zh_cn: summary.zh, en_us: summary.en } },
    },
    header: {
      title: plainText(title),
      ...(parts.subtitle === undefined ? {} : { subtitle: plainText(clipText(parts.subtitle, 120)) }),
      template: parts.template ?? 'default',
      ...(parts.tags === undefined || parts.tags.length === 0
        ? {}
        : { text_tag_list: parts.tags.slice(0, 3) }),
    },
    body: { direction: 'vertical', padding: '12px', vertical_spacing: '8px', elements: fit(parts.elements) },
  };
}

/** Text that no markup can come out of; shown as it is. */
export function plainText(text: Text): PlainText {
  const zh = printable(text.zh);
  const en = printable(text.en);
  return {
    tag: 'plain_text',
    content: zh,
    ...(zh === en ? {} : { i18n_content: { zh_cn: zh, en_us: en } }),
  };
}

export function headerTag(text: Text, color: TagColor): HeaderTag {
  return { tag: 'text_tag', text: plainText(text), color };
}
