import { createHash } from 'node:crypto';
import { BOARD_SCRIPT } from './script.ts';
import { BOARD_STYLE } from './style.ts';

/** What the page's security policy lets run: this script and no other. */
export const SCRIPT_HASH: string = `sha256-${createHash('sha256').update(BOARD_SCRIPT).digest('base64')}`;

/** The board's page. Both languages stand on it at once: a lobby has readers of either. */
export function boardHtml(timeZone: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>办件公示 · Service board</title><style>${BOARD_STYLE}</style></head>
<body data-zone="${timeZone}">
<header><h1>办件公示<small lang="en">Service board</small></h1><p id="category" aria-live="polite"></p><time id="now"></time></header>
<main><table><thead><tr>
<th>编号<small lang="en">Number</small></th><th>事项<small lang="en">Item</small></th><th>状态<small lang="en">State</small></th><th>更新<small lang="en">Updated</small></th>
</tr></thead><tbody id="rows"></tbody></table><p id="empty" hidden>暂无办件<small lang="en">Nothing to show yet</small></p></main>
<footer><span id="dots"></span><span id="live">○</span></footer>
<script>${BOARD_SCRIPT}</script></body></html>
`;
}
