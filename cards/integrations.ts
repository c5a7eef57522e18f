import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { joinTexts, same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

interface IntegrationRow {
  readonly id: string;
  readonly name: string;
  /** Names of the items; empty: all. */
  readonly items: readonly Text[];
  readonly by: string;
  readonly at: number;
}
export interface ClientRow extends IntegrationRow {
  readonly rights: readonly string[];
}
export interface WebhookRow extends IntegrationRow {
  readonly url: string;
}

export interface IntegrationsCardProps {
  readonly clients: readonly ClientRow[];
  readonly webhooks: readonly WebhookRow[];
  readonly time: CardTime;
}

const MAX_ROWS = 15;
const DOT: Text = { zh: ' · ', en: ' · ' };

/** 系统对接: who may call the API, and who is told of changes. */
export function integrationsCard({ clients, webhooks, time }: IntegrationsCardProps, t: Texts): Card {
  return card({
    title: t('integrations.title'),
    template: 'blue',
    elements: [
      markdown(coloured(t('integrations.explained'), 'grey'), 'notation'),
      markdown(bold(t('integrations.clients'))),
      ...(clients.length === 0 ? [markdown(coloured(t('integrations.noClients'), 'grey'))] : []),
      ...clients.slice(0, MAX_ROWS).map(row => clientElement(row, time, t)),
      ...buttonRow([button(t('integrations.addClient'), { a: 'integrations.clientForm' })]),
      { tag: 'hr' },
      markdown(bold(t('integrations.webhooks'))),
      ...(webhooks.length === 0 ? [markdown(coloured(t('integrations.noWebhooks'), 'grey'))] : []),
      ...webhooks.slice(0, MAX_ROWS).map(row => webhookElement(row, time, t)),
      ...buttonRow([
        button(t('integrations.addWebhook'), { a: 'integrations.webhookForm' }),
        button(t('button.settings'), { a: 'settings.open' }),
      ]),
    ],
  });
}

function clientElement(row: ClientRow, time: CardTime, t: Texts): CardElement {
  const rights = joinTexts(row.rights.map(right => t(`integrations.right.${right}`)));
  return sideBySide(
    markdown(lines(bold(same(clip(row.name, 60))), plain(rights), origin(row, time, t))),
    button(
      t('integrations.withdraw'),
      { a: 'integrations.clientRemove', client: row.id },
      {
        size: 'small',
        confirm: { title: t('integrations.withdraw'), text: t('integrations.withdrawText') },
      },
    ),
  );
}

function webhookElement(row: WebhookRow, time: CardTime, t: Texts): CardElement {
  return sideBySide(
    markdown(lines(bold(same(clip(row.name, 60))), plain(same(clip(row.url, 120))), origin(row, time, t))),
    button(t('integrations.log'), { a: 'integrations.log', webhook: row.id }, { size: 'small' }),
    button(
      t('integrations.remove'),
      { a: 'integrations.webhookRemove', webhook: row.id },
      { size: 'small', confirm: { title: t('integrations.remove'), text: t('integrations.removeText') } },
    ),
  );
}

function origin({ items, by, at }: IntegrationRow, time: CardTime, t: Texts) {
  const which = items.length === 0 ? t('integrations.allItems') : clipText(joinTexts(items), 120);
  return coloured(joinTexts([which, same(clip(by, 40)), formatInstant(at, time)], DOT), 'grey');
}

export interface SecretCardProps {
  readonly kind: 'client' | 'webhook';
  readonly name: string;
  /** Shown this once. */
  readonly secret: string;
}

/** What the other system needs, shown once: it cannot be shown again. */
export function secretCard({ kind, name, secret }: SecretCardProps, t: Texts): Card {
  return card({
    title: t(`integrations.secret.${kind}`),
    subtitle: same(clip(name, 60)),
    template: 'green',
    elements: [
      markdown(coloured(t('integrations.secret.once'), 'orange')),
      markdown(plain(same(secret))),
      markdown(coloured(t(`integrations.secret.how.${kind}`), 'grey')),
      ...buttonRow([button(t('button.back'), { a: 'integrations.open' })]),
    ],
  });
}

export interface WebhookLogCardProps {
  readonly name: string;
  readonly calls: readonly {
    readonly id: string;
    readonly status: string;
    readonly state: 'pending' | 'sent' | 'unknown' | 'dead';
    readonly attempts: number;
    readonly at: number;
  }[];
  readonly time: CardTime;
}

/** What became of the last calls of a webhook. */
export function webhookLogCard({ name, calls, time }: WebhookLogCardProps, t: Texts): Card {
  return card({
    title: t('integrations.log'),
    subtitle: same(clip(name, 60)),
    template: 'blue',
    elements: [
      ...(calls.length === 0 ? [markdown(coloured(t('integrations.noCalls'), 'grey'))] : []),
      ...calls.map(call =>
        markdown(
          lines(
            words(
              coloured(formatInstant(call.at, time), 'grey'),
              plain(t(`status.${call.status}`)),
              coloured(t(`integrations.state.${call.state}`, { n: call.attempts }), COLOURS[call.state]),
            ),
            coloured(same(call.id), 'grey'),
          ),
          'notation',
        ),
      ),
      ...buttonRow([button(t('button.back'), { a: 'integrations.open' })]),
    ],
  });
}

const COLOURS = { pending: 'orange', sent: 'green', unknown: 'orange', dead: 'red' } as const;
