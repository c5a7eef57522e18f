import type { Env } from '../../config/env.ts';
import { createApprovalApp } from '../adapters/lark/approval-app.ts';
import { APPROVAL_PATH, approvalSecrets } from '../adapters/lark/approval-callback.ts';
import { createLarkClient } from '../adapters/lark/client.ts';
import { createDirectory } from '../adapters/lark/directory/directory.ts';
import { createMessenger } from '../adapters/lark/messenger.ts';
import { createSentFileReader } from '../adapters/lark/sent-files.ts';
import { createScopeWatch } from './health.ts';
import type { Logger, Metrics } from '../shared/telemetry.ts';

/** With whom the bot speaks: the app's credentials, and where Lark is. */
export interface LarkAccess {
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey?: string;
  readonly verificationToken: string;
  readonly domain: string;
  readonly transport: 'webhook' | 'long-connection';
}

export function accessOf(lark: Extract<Env['lark'], { kind: 'lark' }>): LarkAccess {
  const { appId, appSecret, encryptKey, domain, transport } = lark;
  return {
    appId,
    appSecret,
    ...(encryptKey === undefined ? {} : { encryptKey }),
    // Without one (long connection) the door is not opened.
    verificationToken: lark.verificationToken ?? '',
    domain,
    transport,
  };
}

/** The ways out: calls, messages, contacts, files that people sent. */
export function createLarkSide(access: LarkAccess, log: Logger, metrics: Metrics, publicUrl?: string) {
  const watch = createScopeWatch(access.appId, access.domain);
  const client = createLarkClient({
    onFailure: watch.onFailure,
    appId: access.appId,
    appSecret: access.appSecret,
    domain: access.domain,
    log,
    metrics,
  });
  return {
    client,
    scopes: watch.scopes,
    messenger: createMessenger(client),
    directory: createDirectory({ client, log }),
    sentFiles: createSentFileReader(client),
    approvals: createApprovalApp(client, {
      chatLink: chatLink(access),
      ...(publicUrl === undefined
        ? {}
        : {
            callback: {
              url: `${publicUrl.replace(/\/+$/, '')}${APPROVAL_PATH}`,
              ...approvalSecrets(access.appSecret),
            },
          }),
    }),
  };
}

/** Opens the chat with the bot in the client. */
function chatLink({ appId, domain }: LarkAccess): string {
  const host = domain === 'lark' ? 'applink.larksuite.com' : 'applink.feishu.cn';
  return `https://${host}/client/bot/open?appId=${encodeURIComponent(appId)}`;
}

/** Everything that must never be logged. */
export function secretsOf(env: Env): readonly string[] {
  const lark =
    env.lark.kind === 'lark' ? [env.lark.appSecret, env.lark.encryptKey, env.lark.verificationToken] : [];
  return [...lark, env.boardToken, passwordIn(env.mongodbUri), env.backup.key].filter(
    (secret): secret is string => secret !== undefined,
  );
}

function passwordIn(uri: string | undefined): string | undefined {
  const password = uri === undefined ? undefined : /^[^:]+:\/\/[^:/@]*:([^@/]+)@/.exec(uri)?.[1];
  return password === undefined ? undefined : decodeURIComponent(password);
}
