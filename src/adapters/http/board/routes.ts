import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type Koa from 'koa';
import type { Board } from '../../../application/board.ts';
import type { Log } from '../../../application/ports.ts';
import { setPageHeaders } from '../page-headers.ts';
import { boardHtml, SCRIPT_HASH } from './page.ts';

const POLL_MS = 1_500;
const HEARTBEAT_MS = 20_000;

export interface BoardRoutes {
  readonly middleware: Koa.Middleware;
  /** Ends the open streams. */
  close(): void;
}

/**
 * The board for a screen in the lobby: `GET /board?token=…` and its stream of updates. The token stands in the link; without
 * the right one there is no such page. The database is asked only while somebody watches.
 */
export function createBoardRoutes(options: {
  readonly board: Board;
  readonly token: string | undefined;
  readonly timeZone: string;
  readonly log: Log;
}): BoardRoutes {
  const { board, token, log } = options;
  const watchers = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  let beat = 0;

  const look = async (): Promise<void> => {
    try {
      const rows = JSON.stringify(await board.rows());
      beat += POLL_MS;
      if (rows !== last) {
        last = rows;
        for (const watcher of watchers) watcher.write(`data: ${rows}\n\n`);
      } else if (beat >= HEARTBEAT_MS) {
        beat = 0;
        for (const watcher of watchers) watcher.write(': still here\n\n');
      }
    } catch (error) {
      log.warn({ error }, 'the board could not be read; it is tried again');
    }
    timer = watchers.size === 0 ? undefined : setTimeout(() => void look(), POLL_MS).unref();
  };

  const attach = (response: ServerResponse): void => {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-content-type-options': 'nosniff',
    });
    response.write('retry: 2000\n\n');
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
    last = '';
    if (timer === undefined) void look();
  };

  return {
    middleware: async (ctx, next) => {
      const page = ctx.path === '/board';
      if (ctx.method !== 'GET' || (!page && ctx.path !== '/board/events')) {
        await next();
        return;
      }
      if (token === undefined || !same(token, ctx.query['token'])) {
        setPageHeaders(ctx);
        ctx.status = 404;
        ctx.body = 'Not found\n';
        return;
      }
      if (page) {
        setPageHeaders(ctx, { script: SCRIPT_HASH });
        ctx.type = 'text/html; charset=utf-8';
        ctx.body = boardHtml(options.timeZone);
        return;
      }
      ctx.respond = false;
      attach(ctx.res);
    },
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.end();
      watchers.clear();
    },
  };
}

/** In constant time, whatever the lengths. */
function same(token: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [token, given].map(text => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
