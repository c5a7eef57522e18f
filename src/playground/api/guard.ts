import type { Context, Next } from 'koa';

/**
 * Lets only this machine in, by address and by the name that the browser used: a foreign site that points its own name
 * at 127.0.0.1 (DNS rebinding), or posts across origins, is refused.
 */
export async function loopbackOnly(ctx: Context, next: Next): Promise<void> {
  const address = ctx.req.socket.remoteAddress ?? '';
  const origin = ctx.get('origin');
  const fine =
    /^(?:::ffff:)?127\.|^::1$/.test(address) &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(ctx.hostname) &&
    (origin === '' || origin === `http://${ctx.host}`);
  if (!fine) ctx.throw(403, 'the playground serves this machine only');
  await next();
}

/** For the page and its API: assets only from here, no frames, nothing guessed, nothing kept. */
export async function securityHeaders(ctx: Context, next: Next): Promise<void> {
  ctx.set({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
      "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  });
  await next();
}
