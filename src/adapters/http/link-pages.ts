import type Koa from 'koa';
import { setPageHeaders } from './page-headers.ts';

const PATH = /^\/(r|i)\/([A-Za-z0-9][A-Za-z0-9-]{0,59})$/;

/**
 * Where QR codes lead (`/r/<number>`, `/i/<item>`): what to write to the bot, and a link that opens it. The page knows nothing
 * of the request: who may see it is asked in the chat.
 */
export function createLinkPages(bot: string): Koa.Middleware {
  return async (ctx, next) => {
    const found = PATH.exec(ctx.path);
    if (found === null || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) {
      await next();
      return;
    }
    const [, kind, what = ''] = found;
    setPageHeaders(ctx);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = page(kind === 'r' ? ['进度', '/status'] : ['申请', '/apply'], what, bot);
  };
}

function page([zh, en]: readonly [string, string], what: string, bot: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>一窗 Onewindow · ${what}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:#f2f3f5;color:#1f2329}
main{background:#fff;border-radius:12px;padding:28px 32px;max-width:26rem;box-shadow:0 4px 20px #1f232914}h1{font-size:20px;margin:0 0 12px}
code{background:#f2f3f5;padding:2px 8px;border-radius:6px;white-space:nowrap}a{display:inline-block;margin-top:12px;padding:8px 20px;border-radius:8px;background:#3370ff;color:#fff;text-decoration:none}</style></head>
<body><main><h1>一窗 Onewindow</h1>
<p>在飞书里打开一窗，发送：<br><code>${zh} ${what}</code></p>
<p lang="en">Open Onewindow in Lark and write:<br><code>${en} ${what}</code></p>
<a href="${bot.replaceAll('&', '&amp;')}">打开一窗 · Open Onewindow</a></main></body></html>
`;
}
