import { z } from 'zod';
import type { AppSetup, SetupFinding, SetupPart, SetupState } from '../../application/ports-setup.ts';
import { AppError } from '../../shared/errors.ts';
import type { LarkClient } from './client.ts';
import { ALL_EVENTS, MENU_KEYS, NEEDED_CALLBACKS, NEEDED_SCOPES } from './setup-lists.ts';

export interface AppSetupOptions {
  readonly client: LarkClient;
  readonly appId: string;
  /** `feishu`, `lark`, or a base URL. */
  readonly domain: string;
}

/** The console's pages by what is set there. */
const PAGES: Readonly<Record<SetupPart, string>> = {
  credentials: 'baseinfo',
  bot: 'bot',
  scopes: 'auth',
  events: 'event',
  callbacks: 'event?tab=callback',
  menu: 'bot',
  arriving: 'event',
};

const botSchema = z.object({ bot: z.object({ activate_status: z.number().optional() }) });
/** 1: switched off by the tenant; 4: to be installed anew. All else can talk. */
const INACTIVE: readonly number[] = [1, 4];
const GRANTED = 1;

const subscriptionsSchema = z.object({
  event: z.object({ subscribed_events: z.array(z.string()).optional() }).optional(),
  callback: z.object({ subscribed_callbacks: z.array(z.string()).optional() }).optional(),
  callback_info: z.object({ subscribed_callbacks: z.array(z.string()).optional() }).optional(),
});

/** What an answer, or its refusal, means; `none` is one that never came. */
type Answer<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'refused' }
  | { readonly kind: 'none' };

/**
 * Asks Lark how the app is set up: `bot/v3/info`, `application/v6/scopes` (both need no scope), and the app's own entry, which
 * holds its subscriptions and needs `application:application:self_manage`. No API tells of the bot's menu.
 */
export function createAppSetup({
  client,
  appId,
  domain,
}: AppSetupOptions): AppSetup & { readonly page: (part: SetupPart) => string } {
  const host = domain === 'lark' ? 'open.larksuite.com' : 'open.feishu.cn';
  const page = (part: SetupPart): string => `https://${host}/app/${encodeURIComponent(appId)}/${PAGES[part]}`;
  const finding = (part: SetupPart, state: SetupState, names: readonly string[] = []): SetupFinding => ({
    part,
    state,
    ...(names.length === 0 ? {} : { names }),
    link: `${page(part)}${asked(part, state, names)}`,
  });
  const compared = (part: SetupPart, wanted: readonly string[], has: readonly string[] | undefined) => {
    if (has === undefined) return finding(part, 'unknown', wanted);
    const lacking = wanted.filter(each => !has.includes(each));
    return finding(part, lacking.length === 0 ? 'good' : 'missing', lacking);
  };
  return {
    page,
    ask: async () => {
      const credentials = await client.checkCredentials();
      if (!credentials.ok) {
        // A code of Lark's is a refusal of the id or the secret; anything else is the way to Lark.
        const refused = /no access token: \d{4,}$/.test(credentials.detail ?? '');
        const others = (['bot', 'scopes', 'events', 'callbacks'] as const).map(part =>
          finding(part, 'unknown'),
        );
        return {
          findings: [
            finding('credentials', refused ? 'missing' : 'unknown'),
            ...others,
            finding('menu', 'unknown', MENU_KEYS),
          ],
          inconclusive: !refused,
        };
      }
      const [bot, scopes, app] = await Promise.all([
        ask(client, 'bot.info', sdk =>
          sdk.request<unknown>({ method: 'GET', url: '/open-apis/bot/v3/info' }),
        ),
        ask(client, 'application.scope.list', async sdk => (await sdk.application.v6.scope.list()).data),
        ask(client, 'application.get', async sdk => {
          const found = await sdk.application.v6.application.get({
            path: { app_id: appId },
            params: { lang: 'zh_cn' },
          });
          return found.data?.app;
        }),
      ]);
      const subscriptions = told(app, subscriptionsSchema);
      const callbacks = subscriptions?.callback ?? subscriptions?.callback_info;
      const granted =
        scopes.kind === 'told'
          ? scopes.value?.scopes?.filter(each => each.grant_status === GRANTED).map(each => each.scope_name)
          : undefined;
      return {
        findings: [
          finding('credentials', 'good'),
          finding('bot', botState(bot)),
          compared('scopes', NEEDED_SCOPES, granted),
          compared('events', ALL_EVENTS, subscriptions?.event?.subscribed_events),
          compared('callbacks', NEEDED_CALLBACKS, callbacks?.subscribed_callbacks),
          finding('menu', 'unknown', MENU_KEYS),
        ],
        inconclusive: [bot, scopes, app].some(({ kind }) => kind === 'none'),
      };
    },
  };
}

/** The page of scopes opens with those that are missing, ready to be asked for. */
function asked(part: SetupPart, state: SetupState, names: readonly string[]): string {
  if (part !== 'scopes' || state !== 'missing') return '';
  return `?q=${encodeURIComponent(names.join(','))}&op_from=openapi&token_type=tenant`;
}

function botState(answer: Answer<unknown>): SetupState {
  if (answer.kind === 'refused') return 'missing';
  const bot = told(answer, botSchema)?.bot;
  if (bot === undefined) return 'unknown';
  return INACTIVE.includes(bot.activate_status ?? 0) ? 'missing' : 'good';
}

function told<T>(answer: Answer<unknown>, schema: z.ZodType<T>): T | undefined {
  return answer.kind === 'told' ? schema.safeParse(answer.value).data : undefined;
}

async function ask<T>(
  client: LarkClient,
  name: string,
  run: Parameters<typeof client.call<T>>[1],
): Promise<Answer<T>> {
  try {
    return { kind: 'told', value: await client.call({ name, repeatable: true }, run) };
  } catch (error) {
    const refused = error instanceof AppError && !error.retryable && error.details['larkCode'] !== undefined;
    return { kind: refused ? 'refused' : 'none' };
  }
}
