import type { JSX } from 'preact';
import type { JsonObject } from '../../types.ts';
import { stringOf } from './text.ts';

/** Signs that stand for the best known of Lark's icons; the words before `_` decide. */
const signs: Readonly<Record<string, string>> = {
  approval: '▣',
  succeed: '✓',
  yes: '✓',
  close: '×',
  'list-check': '☰',
  'list-check-bold': '☰',
  member: '☻',
  chat: '✉',
  time: '◷',
  warning: '!',
  error: '!',
  info: 'i',
  down: '▾',
  'down-small-ccm': '▾',
  'app-default': '▦',
  setting: '⚙',
  search: '⌕',
};

export function Icon(props: { icon: JsonObject }): JSX.Element {
  const token = stringOf(props.icon['token']).split('_')[0] ?? '';
  const colour = stringOf(props.icon['color']).split('-')[0] || 'default';
  return (
    <span class={`icon text-${colour}`} aria-hidden="true">
      {signs[token] ?? '◆'}
    </span>
  );
}
