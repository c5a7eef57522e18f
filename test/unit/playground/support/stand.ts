import { createDecipheriv, createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';
import Koa from 'koa';
import rawBody from 'raw-body';
import { projectRoot } from '../../../../config/project-root.ts';
import { createPlayground, loadOrganisation } from '../../../../src/playground/index.ts';
import type { Message, TapResult, World } from '../../../../src/playground/types.ts';

export const organisation = loadOrganisation(join(projectRoot, 'config/playground/organisation.yaml'));

/** One callback as the bot got it. */
export interface Heard {
  readonly signed: boolean;
  readonly header: Readonly<Record<string, string>>;
  // Callbacks differ in shape; a test looks into what it sent for.
  readonly event: Readonly<Record<string, never>> & { readonly [key: string]: unknown };
}

export type Stand = Awaited<ReturnType<typeof startStand>>;

interface BotAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly delayMs?: number;
}

const none = () => undefined;
const logger = { error: none, warn: none, info: none, debug: none, trace: none };

/** The playground on a free port, beside a bot that answers as a test says. */
export async function startStand(
  options: { readonly dataDir?: string; readonly clock?: { now(): number } } = {},
) {
  const heard: Heard[] = [];
  const errors: string[] = [];
  const log = { info: none, warn: none, error: (_: object, message: string) => void errors.push(message) };
  const bot: { answer: (callback: Heard) => BotAnswer } = { answer: () => ({}) };
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'playground-'));
  const playground = createPlayground({ organisation, dataDir, log, ...options });
  const { encryptKey } = playground.credentials;

  const app = new Koa();
  app.use(playground.middleware);
  app.use(async ctx => {
    const raw = await rawBody(ctx.req);
    const callback = decrypt(raw, encryptKey, name => ctx.get(name));
    heard.push(callback);
    const { status = 200, body = {}, delayMs = 0 } = bot.answer(callback);
    await new Promise(resolve => setTimeout(resolve, delayMs));
    ctx.status = status;
    ctx.body = body;
  });
  const server = await new Promise<Server>(resolve => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  playground.setCallback(`${url}/lark/callback`);

  const { appId, appSecret } = playground.credentials;
  return {
    playground,
    heard,
    /** What the playground logged as an error. */
    errors,
    bot,
    url,
    dataDir,
    client: new Client({ appId, appSecret, domain: url, logger, loggerLevel: LoggerLevel.error }),
    post: async (path: string, body: object) => {
      const answer = await fetch(`${url}/playground/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, text: await answer.text() };
    },
    tap: async (body: object): Promise<TapResult> => {
      const answer = await fetch(`${url}/playground/api/tap`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return JSON.parse(await answer.text());
    },
    world: async (): Promise<World> => JSON.parse(await (await fetch(`${url}/playground/api/world`)).text()),
    messages: async (chatId: string): Promise<readonly Message[]> =>
      JSON.parse(await (await fetch(`${url}/playground/api/chats/${chatId}/messages`)).text()),
    stop: async () => {
      if (!server.listening) return;
      await playground.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function decrypt(raw: Buffer, encryptKey: string, header: (name: string) => string): Heard {
  const signature = createHash('sha256')
    .update(header('x-lark-request-timestamp') + header('x-lark-request-nonce') + encryptKey)
    .update(raw)
    .digest('hex');
  const sealed = Buffer.from(JSON.parse(raw.toString('utf8')).encrypt, 'base64');
  const key = createHash('sha256').update(encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, sealed.subarray(0, 16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]).toString('utf8');
  return { ...JSON.parse(plain), signed: signature === header('x-lark-signature') };
}
