import type { IncomingMessage } from 'node:http';

const CODES: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/**
 * Whether Koa's `error` event says only that the caller went away before its answer had ended, as a browser does that is
 * closed on a stream of events. The same codes from a server that we called are a failure: the caller is still there then.
 */
export function callerLeft(error: unknown, exchange: { readonly req: IncomingMessage }): boolean {
  return exchange.req.socket.destroyed && error instanceof Error && 'code' in error && CODES.has(error.code);
}
