import type { ApiClient, Webhook } from '../../application/ports-integrations.ts';
import type { CardTap } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { changeLine, record } from '../shared/record.ts';

/** A token given out or withdrawn, in the record of acts: its rights and items, never its secret. */
export async function recordClient(
  deps: FeatureDeps,
  tap: CardTap,
  { name, rights, items }: Pick<ApiClient, 'name' | 'rights' | 'items'>,
  act: 'given' | 'withdrawn',
): Promise<void> {
  const t = deps.texts;
  const words = rights.map(right => t(`integrations.right.${right}`));
  const may = { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
  await record(deps, tap, {
    kind: 'client',
    subject: { zh: name, en: name },
    summary: [
      turned(t('integrations.field.rights'), may, act === 'given'),
      turned(t('integrations.field.items'), await itemsText(deps, items), act === 'given'),
    ],
  });
}

/** A webhook added or removed: its address and items, never its secret. */
export async function recordWebhook(
  deps: FeatureDeps,
  tap: CardTap,
  { name, url, items }: Pick<Webhook, 'name' | 'url' | 'items'>,
  act: 'added' | 'removed',
): Promise<void> {
  const t = deps.texts;
  // What stands behind the path may be a secret of the other side.
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  await record(deps, tap, {
    kind: 'webhook',
    subject: { zh: name, en: name },
    summary: [
      turned(t('integrations.field.url'), { zh: address, en: address }, act === 'added'),
      turned(t('integrations.field.items'), await itemsText(deps, items), act === 'added'),
    ],
  });
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
