import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import type { Language } from '../state.ts';
import { localDatetime } from '../time.ts';

/** What Lark's own tags need to know. */
export interface MarkdownWorld {
  readonly language: Language;
  readonly timeZone: string;
  readonly nameOf: (openId: string) => string;
}

interface TagToken extends Tokens.Generic {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const NAMES = 'font|text_tag|number_tag|at|person|local_datetime|link';
const START = new RegExp(`<(?:${NAMES})[\\s>]`);
const TAG = new RegExp(`^<(${NAMES})(\\s[^>]*)?>([\\s\\S]*?)</\\1>`);

/**
 * Lark's markdown as HTML: marked's, with Lark's tags, and without HTML of its own, which is shown as it is typed.
 * The result still has to pass a sanitiser before it is put into a page.
 */
export function markdownHtml(source: string, world: MarkdownWorld): string {
  const marked = new Marked({
    gfm: true,
    breaks: true,
    extensions: [larkTags(world)],
    // Raw HTML is no part of Lark's markdown: neither as a block nor within a line.
    tokenizer: { html: () => undefined, tag: () => undefined, url: () => undefined },
    renderer: {
      image: ({ text }) => `<span class="picture">${escape(text)}</span>`,
      link({ href, tokens }) {
        return anchor(href, this.parser.parseInline(tokens));
      },
    },
  });
  return marked.parse(source, { async: false });
}

function larkTags(world: MarkdownWorld): TokenizerAndRendererExtension {
  return {
    name: 'larkTag',
    level: 'inline',
    start: source => START.exec(source)?.index,
    tokenizer(source) {
      const match = TAG.exec(source);
      if (match === null) return undefined;
      const [raw, name = '', attributes = '', inner = ''] = match;
      const tokens = this.lexer.inlineTokens(inner);
      return { type: 'larkTag', raw, name, attributes: attributesOf(attributes), tokens };
    },
    renderer(token) {
      return tagHtml(token as TagToken, this.parser.parseInline(token.tokens ?? []), world);
    },
  };
}

function tagHtml(token: TagToken, inner: string, world: MarkdownWorld): string {
  const { attributes } = token;
  switch (token.name) {
    case 'font':
      return `<span class="text-${colour(attributes['color'])}">${inner}</span>`;
    case 'text_tag':
    case 'number_tag':
      return `<span class="tag tag-${colour(attributes['color'] ?? attributes['background_color'])}">${inner}</span>`;
    case 'at':
      return `<span class="at">@${escape(world.nameOf(attributes['id'] ?? ''))}</span>`;
    case 'person':
      return `<span class="at">${escape(world.nameOf(attributes['id'] ?? ''))}</span>`;
    case 'link':
      return anchor(attributes['url'] ?? '', inner);
    default:
      return escape(datetime(attributes, world));
  }
}

function datetime(attributes: TagToken['attributes'], world: MarkdownWorld): string {
  const at = Number(attributes['millisecond']);
  if (!Number.isFinite(at)) return '';
  return localDatetime(at, attributes['format_type'] ?? '', world.timeZone, world.language);
}

function anchor(url: string, inner: string): string {
  if (!/^https?:\/\//i.test(url)) return inner;
  return `<a href="${escape(url)}" target="_blank" rel="noopener noreferrer">${inner}</a>`;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/([a-z_]+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s'">]+))/g);
  return Object.fromEntries([...found].map(([, name, a, b, c]) => [name, a ?? b ?? c ?? '']));
}

/** `red-500` is a shade of red; the page knows the colours only. */
function colour(name = ''): string {
  return /^[a-z]+/.exec(name)?.[0] ?? 'default';
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
