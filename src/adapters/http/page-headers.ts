import type { Context } from 'koa';

/** For pages of our own: nothing from elsewhere, no frames, nothing guessed, nothing kept. `script`: the hash of the page's one script. */
export function setPageHeaders(ctx: Context, options: { readonly script?: string } = {}): void {
  const script = options.script === undefined ? '' : `script-src '${options.script}'; connect-src 'self'; `;
  ctx.set({
    'content-security-policy':
      `default-src 'none'; style-src 'unsafe-inline'; ${script}` +
      "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  });
}
