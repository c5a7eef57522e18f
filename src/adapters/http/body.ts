import type Koa from 'koa';
import getRawBody from 'raw-body';

/** Larger than any callback of Lark's (lark.md 1.4), and than any call of the API needs to be. */
const BODY_LIMIT = 1024 * 1024;
/** How much more is read of a body that is refused, in bytes and milliseconds. */
const DISCARD_LIMIT = 8 * BODY_LIMIT;
const DISCARD_TIME = 2_000;

/**
 * The raw bytes of a request's body, of 1 MB at most; or why there are none. What is left of a body that is too large is read
 * and dropped, within bounds: a connection that is closed on unread bytes is reset, and its caller never sees the refusal.
 */
export async function readBody(ctx: Koa.Context): Promise<Buffer | 'tooLarge' | 'badBody'> {
  try {
    const length = ctx.req.headers['content-length'];
    return await getRawBody(ctx.req, { limit: BODY_LIMIT, ...(length !== undefined && { length }) });
  } catch (error) {
    const tooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
    if (!tooLarge) return 'badBody';
    if (!(await discarded(ctx.req))) ctx.set('Connection', 'close');
    return 'tooLarge';
  }
}

/** Whether the rest of the body could be read to its end. */
function discarded(request: Koa.Context['req']): Promise<boolean> {
  return new Promise(resolve => {
    let left = DISCARD_LIMIT;
    const settle = (whole: boolean) => {
      clearTimeout(timer);
      request.off('data', count).off('end', ended).off('close', cut).pause();
      resolve(whole);
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) settle(false);
    };
    const ended = () => settle(true);
    const cut = () => settle(false);
    const timer = setTimeout(cut, DISCARD_TIME);
    request.on('data', count).on('end', ended).on('close', cut).resume();
  });
}
