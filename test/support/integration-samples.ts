import { integrationsCard, secretCard, webhookLogCard } from '../../cards/integrations.ts';
import { mirrorCard } from '../../cards/mirror.ts';
import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { REQUEST_STATUSES } from '../../cards/kit/request-view.ts';
import { both, NOW, TIME, times } from './card-samples.ts';
import type { Filling } from './card-samples.ts';

const STATES = ['pending', 'sent', 'unknown', 'dead'] as const;

export function sampleIntegrations(fill: Filling, t: Texts): Record<string, Card> {
  const row = (index: number) => ({
    id: `i${index}`,
    name: fill.text,
    items: times(index % 3, () => both(fill)),
    by: fill.text,
    at: NOW,
  });
  return {
    integrations: integrationsCard(
      {
        clients: times(fill.rows, n => ({ ...row(n), rights: ['read', 'create', 'cancel'] })),
        webhooks: times(fill.rows, n => ({ ...row(n), url: fill.text })),
        time: TIME,
      },
      t,
    ),
    'token, shown once': secretCard({ kind: 'client', name: fill.text, secret: `ow_A_${'b'.repeat(43)}` }, t),
    'webhook secret, shown once': secretCard({ kind: 'webhook', name: fill.text, secret: 'c'.repeat(43) }, t),
    'mirror, on': mirrorCard({ on: true, until: NOW, failed: { at: NOW, code: 'transient' }, time: TIME }, t),
    'mirror, off': mirrorCard({ on: false, time: TIME }, t),
    'webhook log': webhookLogCard(
      {
        name: fill.text,
        calls: times(Math.min(20, fill.rows), n => ({
          id: `r1-${n}-0-abcdef12`,
          status: REQUEST_STATUSES[n % REQUEST_STATUSES.length] ?? 'RUNNING',
          state: STATES[n % STATES.length] ?? 'sent',
          attempts: n,
          at: NOW,
        })),
        time: TIME,
      },
      t,
    ),
  };
}
