import { Router } from '@koa/router';
import Koa from 'koa';
import type { CallbackReply, Door, RefusalReason } from '../../shared/callback.ts';
import { callerLeft } from '../../shared/caller-left.ts';
import type { Logger, Metrics } from '../../shared/telemetry.ts';
import { readBody } from './body.ts';
import { readinessReport, type ReadinessProbes } from './readiness.ts';

const CALLBACK_PATH = '/lark/callback';
const APPROVAL_PATH = '/lark/approval';

export interface HttpAppParts {
  /** Absent when callbacks come over the long connection: then the path does not exist. */
  readonly door?: Door;
  readonly readiness: ReadinessProbes;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Takes quick decisions of Lark's Approval app. */
  readonly approvalCallback?: Door;
  /** The public API's routes. */
  readonly api?: Router;
  /** Run before the routes, e.g. the playground's pages. */
  readonly before?: readonly Koa.Middleware[];
}

/**
 * The bot's HTTP face: `POST /lark/callback`, `/healthz` (the process serves), `/readyz` (JSON of the parts; 503 when
 * one is not ready), `/metrics` (Prometheus text). Nothing an answer says comes from a secret or from a stack.
 */
export function createHttpApp(parts: HttpAppParts): Koa {
  const app = new Koa();
  app.silent = true;
  app.on('error', (error: unknown, ctx: Koa.Context) => {
    if (callerLeft(error, ctx)) return;
    parts.log.warn({ err: error }, 'an HTTP exchange failed');
  });
  app.use(bareHeaders);
  for (const middleware of parts.before ?? []) app.use(middleware);
  if (parts.door !== undefined) app.use(callbackRoute(parts.door, parts.metrics, parts.log));
  const router = new Router();
  router.get('/healthz', ctx => {
    ctx.body = { ok: true };
  });
  router.get('/readyz', async ctx => {
    const report = await readinessReport(parts.readiness);
    ctx.status = report.ready ? 200 : 503;
    ctx.body = report;
  });
  router.get('/metrics', async ctx => {
    ctx.type = parts.metrics.registry.contentType;
    ctx.body = await parts.metrics.registry.metrics();
  });
  const { approvalCallback } = parts;
  if (approvalCallback !== undefined)
    router.post(APPROVAL_PATH, async ctx => {
      const body = await readBody(ctx);
      if (typeof body === 'string') ctx.status = body === 'tooLarge' ? 413 : 400;
      else send(ctx, await approvalCallback({ headers: ctx.req.headers, body }));
    });
  if (parts.api !== undefined) app.use(parts.api.routes()).use(parts.api.allowedMethods());
  app.use(router.routes()).use(router.allowedMethods());
  return app;
}

/** What is no page is nothing else either: not guessed, not framed, not kept. Pages set more. */
function bareHeaders(ctx: Koa.Context, next: Koa.Next): Promise<unknown> {
  ctx.set({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  return next();
}

/** Exact path, POST only, no query: whatever else comes near the path is refused and counted. */
function callbackRoute(door: Door, metrics: Metrics, log: Logger): Koa.Middleware {
  const refuse = (ctx: Koa.Context, status: number, reason: RefusalReason) => {
    metrics.doorRefused.inc({ reason });
    log.warn({ reason }, 'callback refused');
    ctx.status = status;
    ctx.body = { error: reason };
  };
  return async (ctx, next) => {
    if (ctx.path !== CALLBACK_PATH) {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) metrics.doorRefused.inc({ reason: 'path' });
      return;
    }
    if (ctx.method !== 'POST') {
      ctx.set('Allow', 'POST');
      refuse(ctx, 405, 'method');
      return;
    }
    if (ctx.originalUrl !== CALLBACK_PATH) {
      refuse(ctx, 404, 'path');
      return;
    }
    const body = await readBody(ctx);
    if (typeof body === 'string') {
      refuse(ctx, body === 'tooLarge' ? 413 : 400, body);
      return;
    }
    send(ctx, await door({ headers: ctx.req.headers, body }));
  };
}

function send(ctx: Koa.Context, reply: CallbackReply): void {
  ctx.status = reply.status;
  ctx.body = reply.body;
  const { after } = reply;
  if (after === undefined) return;
  // The work is to be done also where the caller went away before the answer, or while it was made: then 'close' is past.
  if (ctx.res.destroyed) after(false);
  else ctx.res.once('close', () => after(ctx.res.writableFinished));
}
