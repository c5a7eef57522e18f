import type { ApiClient, Webhook } from '../../application/ports-integrations.ts';
import type { CardTap } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { changeLine, recorded } from '../shared/record.ts';

/** Gives out or withdraws a token, with a line in the record of acts: its rights and items, never its secret. */
export async function recordedClient<T>(
  deps: FeatureDeps,
  tap: CardTap,
  { name, rights, items }: Pick<ApiClient, 'name' | 'rights' | 'items'>,
  what: 'given' | 'withdrawn',
  act: () => Promise<T>,
  isDone?: (result: T) => boolean,
): Promise<T> {
  const t = deps.texts;
  const words = rights.map(right => t(`integrations.right.${right}`));
  const may = { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
  const said = {
    kind: 'client' as const,
    subject: { zh: name, en: name },
    summary: [
      turned(t('integrations.field.rights'), may, what === 'given'),
      turned(t('integrations.field.items'), await itemsText(deps, items), what === 'given'),
    ],
  };
  return recorded(deps, tap, said, act, isDone);
}

/** Adds or removes a webhook, with a line: its address and items, never its secret. */
export async function recordedWebhook<T>(
  deps: FeatureDeps,
  tap: CardTap,
  { name, url, items }: Pick<Webhook, 'name' | 'url' | 'items'>,
  what: 'added' | 'removed',
  act: () => Promise<T>,
  isDone?: (result: T) => boolean,
): Promise<T> {
  const t = deps.texts;
  // What stands behind the path may be a secret of the other side.
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  const said = {
    kind: 'webhook' as const,
    subject: { zh: name, en: name },
    summary: [
      turned(t('integrations.field.url'), { zh: address, en: address }, what === 'added'),
      turned(t('integrations.field.items'), await itemsText(deps, items), what === 'added'),
    ],
  };
  return recorded(deps, tap, said, act, isDone);
}

function turned(label: Text, value: Text, added: boolean): Text {
  return added ? changeLine(label, undefined, value) : changeLine(label, value, undefined);
}

async function itemsText({ stores, texts }: FeatureDeps, ids: readonly string[]): Promise<Text> {
  if (ids.length === 0) return texts('integrations.allItems');
  const live = await stores.items.live();
  const names = ids.map(
    id => live.find(({ definition }) => definition.id === id)?.definition.name ?? { zh: id, en: id },
  );
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}
