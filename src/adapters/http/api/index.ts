import { Router } from '@koa/router';
import type Koa from 'koa';
import { ZodError } from 'zod';
import type { IntegrationStore } from '../../../application/ports-integrations.ts';
import type { Clock, Log } from '../../../application/ports.ts';
import type { PublicApi } from '../../../application/public-api.ts';
import { readBody } from '../body.ts';
import { clientOf, createCallLimit } from './auth.ts';
import { describeApi } from './openapi.ts';
import { badRequest, problem } from './problems.ts';
import { type Call, type Reply, type Route, ROUTES } from './routes.ts';

const BASE = '/api/v1';
const PER_SECOND = 20;
const BURST = 100;

export interface ApiParts {
  readonly api: PublicApi;
  readonly clients: Pick<IntegrationStore, 'clients'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The public API below `/api/v1`: JSON in, JSON out, refusals as `application/problem+json` (RFC 9457). Its description is at
 * `/api/v1/openapi.json`. A call is one client's, by its bearer token; nothing of tokens or forms comes into the log.
 */
export function createApiRoutes({ api, clients, clock, log }: ApiParts): Router {
  const router = new Router({ prefix: BASE });
  const limit = createCallLimit(clock, PER_SECOND, BURST);
  const answer = async (ctx: Koa.Context, route: Route, params: Call['params']): Promise<Reply> => {
    const client = await clientOf(clients, ctx.get('authorization'));
    if (client === undefined) return refusal('unauthorized');
    const wait = limit.wait(client.id);
    if (wait > 0) {
      ctx.set('retry-after', String(wait));
      return refusal('tooMany');
    }
    const key = ctx.get('idempotency-key');
    if (route.key === true && !/^\S.{0,199}$/.test(key)) return refusal('keyMissing');
    const body = route.body === undefined ? undefined : await jsonBody(ctx);
    if (body === 'badJson' || body === 'tooLarge') return refusal(body);
    return route.run(api, client, { params, query: { ...ctx.query }, body, key });
  };
  for (const route of ROUTES)
    router[route.method](route.path, async ctx => {
      const { status, body } = await answer(ctx, route, { ...ctx.params }).catch((error: unknown) => {
        if (error instanceof ZodError) return replyOf(badRequest(error));
        log.warn({ error, route: route.id }, 'a call of the API failed');
        return refusal('unavailable');
      });
      ctx.set('cache-control', 'no-store');
      ctx.status = status;
      if (status >= 400) ctx.type = 'application/problem+json';
      ctx.body = status >= 400 ? JSON.stringify(body) : body;
    });
  router.get('/openapi.json', ctx => {
    ctx.body = describeApi(ROUTES, BASE);
  });
  // Whoever mistyped a path reads JSON as everywhere else.
  router.all('/{*path}', ctx => {
    ctx.status = 404;
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify(problem('notFound'));
  });
  return router;
}

function replyOf(body: { readonly status: number }): Reply {
  return { status: body.status, body };
}

function refusal(code: Parameters<typeof problem>[0]): Reply {
  return replyOf(problem(code));
}

async function jsonBody(ctx: Koa.Context): Promise<object | 'badJson' | 'tooLarge'> {
  const bytes = await readBody(ctx);
  if (typeof bytes === 'string') return bytes === 'tooLarge' ? 'tooLarge' : 'badJson';
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof body === 'object' && body !== null ? body : 'badJson';
  } catch {
    return 'badJson';
  }
}
