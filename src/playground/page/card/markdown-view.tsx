import DOMPurify from 'dompurify';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { JsonObject } from '../../types.ts';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { Icon } from './icon.tsx';
import { markdownHtml } from './markdown.ts';
import { objectOf, stringOf, textOf } from './text.ts';

export function Markdown({ element, path }: ElementProps): JSX.Element {
  const { language } = usePage();
  const classes = ['markdown', `size-${stringOf(element['text_size']) || 'normal'}`, alignOf(element)];
  return (
    <div class={classes.join(' ')} id={path}>
      {element['icon'] !== undefined && <Icon icon={objectOf(element['icon'])} />}
      <MarkdownText source={textOf(element, language)} />
    </div>
  );
}

/** plain_text as it is, lark_md as markdown. */
export function TextElement(props: { text: JsonObject }): JSX.Element {
  const { language } = usePage();
  const { text } = props;
  const words = textOf(text, language);
  if (text['tag'] === 'lark_md') return <MarkdownText source={words} />;
  const colour = stringOf(text['text_color']).split('-')[0] || 'default';
  const size = stringOf(text['text_size']) || 'normal';
  return <span class={`plain text-${colour} size-${size} ${alignOf(text)}`}>{words}</span>;
}

export function MarkdownText(props: { source: string }): JSX.Element {
  const { language, world, nameOf } = usePage();
  const html = useMemo(() => {
    const raw = markdownHtml(props.source, { language, timeZone: world.timeZone, nameOf });
    return DOMPurify.sanitize(raw, { ADD_ATTR: ['target'], FORBID_TAGS: ['style', 'form', 'input', 'img'] });
  }, [props.source, language, nameOf]);
  return <div class="markdown-text" dangerouslySetInnerHTML={{ __html: html }} />;
}

function alignOf(element: JsonObject): string {
  return `align-${stringOf(element['text_align']) || 'left'}`;
}
