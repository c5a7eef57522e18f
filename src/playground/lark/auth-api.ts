import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Router } from '@koa/router';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import { readJson } from '../read-json.ts';
import { LarkRefusal } from './answer.ts';

/** Lark's tokens live two hours; the client counts by the machine's clock, so this does too. */
const LIVES_S = 7200;

const credentialsSchema = z.object({ app_id: z.string(), app_secret: z.string() });

export interface TokenCheck {
  register(router: Router): void;
  /** Lets only calls with a live bearer token through (99991661 none, 99991663 wrong). */
  readonly guard: (ctx: Context, next: Next) => Promise<void>;
}

export function createAuth(appId: string, appSecret: string): TokenCheck {
  const tokens = new Map<string, number>();
  return {
    register(router) {
      router.post('/open-apis/auth/v3/tenant_access_token/internal', async ctx => {
        const given = credentialsSchema.safeParse(await readJson(ctx));
        if (!given.success) throw new LarkRefusal(10003, 'invalid param');
        if (given.data.app_id !== appId) throw new LarkRefusal(10003, 'invalid app_id');
        if (!equal(given.data.app_secret, appSecret)) throw new LarkRefusal(10014, 'app secret invalid', 200);
        const token = `t-${randomBytes(24).toString('hex')}`;
        const now = Date.now();
        for (const [old, expires] of tokens) if (expires < now) tokens.delete(old);
        tokens.set(token, now + LIVES_S * 1000);
        ctx.body = { code: 0, msg: 'ok', tenant_access_token: token, expire: LIVES_S };
      });
    },
    async guard(ctx, next) {
      const header = ctx.get('authorization');
      if (!header.startsWith('Bearer '))
        throw new LarkRefusal(99991661, 'Missing access token for authorization');
      const expires = tokens.get(header.slice('Bearer '.length));
      if (expires === undefined || expires < Date.now())
        throw new LarkRefusal(99991663, 'Invalid access token for authorization');
      await next();
    },
  };
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
