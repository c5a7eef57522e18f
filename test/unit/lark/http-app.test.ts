import type { Server } from 'node:http';
import type Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpAppParts } from '../../../src/adapters/http/app.ts';
import { createMetrics, keptLog } from '../../support/lark/logs.ts';
import { eventually } from '../../support/lark/eventually.ts';
import { openAndLeave } from '../../support/leave.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise(resolve => {
    if (server === undefined) resolve(undefined);
    else server.close(resolve);
  });
});

async function start(parts: Partial<HttpAppParts> = {}): Promise<string> {
  const app = createHttpApp({ readiness: {}, metrics: createMetrics(), log: keptLog().log, ...parts });
  server = await new Promise<Server>(resolve => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('the HTTP face', () => {
  it('says nothing of a caller that went away, but what a server it asked did', async () => {
    const { log, lines } = keptLog();
    let gone = false;
    const stream: Koa.Middleware = async (ctx, next) => {
      if (ctx.path === '/fails')
        throw Object.assign(new Error('read ECONNRESET of a server behind'), { code: 'ECONNRESET' });
      await next();
      if (ctx.path !== '/stream') return;
      ctx.respond = false;
      ctx.res.on('close', () => (gone = true));
      ctx.status = 200;
      ctx.res.write('as yet');
    };
    const url = await start({ log, before: [stream] });
    await openAndLeave(`${url}/stream`);
    await eventually(() => gone).toBe(true);
    expect(lines).toEqual([]);
    expect((await fetch(`${url}/fails`)).status).toBe(500);
    expect(lines).toEqual([expect.stringContaining('an HTTP exchange failed')]);
  });

  it('is healthy as long as it serves, whatever the parts say', async () => {
    const url = await start({ readiness: { store: () => ({ ok: false }) } });
    const answer = await fetch(`${url}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  });

  it('is ready when each part is', async () => {
    const url = await start({
      readiness: { store: () => ({ ok: true }), lark: async () => ({ ok: true, detail: 'connected' }) },
    });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ready: true, parts: { store: { ok: true }, lark: { ok: true, detail: 'connected' } } },
    ]);
  });

  it('names the part that is not ready, and shows nothing of what a probe threw', async () => {
    const url = await start({
      readiness: {
        store: () => Promise.reject(new Error('mongodb://user:password@host')),
        lark: () => ({ ok: false, detail: 'no access token: 10014' }),
        jobs: () => ({ ok: true }),
      },
    });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        ready: false,
        parts: {
          store: { ok: false, detail: 'probe failed' },
          lark: { ok: false, detail: 'no access token: 10014' },
          jobs: { ok: true },
        },
      },
    ]);
  });

  it('answers /readyz although a part does not', async () => {
    const url = await start({ readiness: { store: () => new Promise(() => undefined) } });
    const answer = await fetch(`${url}/readyz`);
    expect(await answer.json()).toEqual({
      ready: false,
      parts: { store: { ok: false, detail: 'no answer' } },
    });
  });

  it('gives its counters to Prometheus', async () => {
    const metrics = createMetrics();
    metrics.doorRefused.inc({ reason: 'badToken' });
    const answer = await fetch(`${await start({ metrics })}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toContain('onewindow_door_refused_total{reason="badToken"} 1');
  });

  it('has no callback path where callbacks come over the long connection', async () => {
    const answer = await fetch(`${await start()}/lark/callback`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
  });

  it('lets the playground answer before its own routes', async () => {
    const url = await start({
      before: [
        async (ctx, next) => {
          if (ctx.path === '/page') ctx.body = 'page';
          else await next();
        },
      ],
    });
    expect(await (await fetch(`${url}/page`)).text()).toBe('page');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('says nothing of an error of ours to the caller, and notes it', async () => {
    const { log, lines } = keptLog();
    const url = await start({
      log,
      before: [
        () => {
          throw new Error('inner detail');
        },
      ],
    });
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('inner detail');
    expect(lines.join('')).toContain('inner detail');
  });
});
