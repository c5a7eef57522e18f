import type { Context } from 'koa';
import rawBody from 'raw-body';

/** The body of a call as JSON, at most 1 MB; undefined when it is none. */
export async function readJson(ctx: Context): Promise<unknown> {
  const text = await rawBody(ctx.req, { limit: '1mb', encoding: 'utf8' });
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
