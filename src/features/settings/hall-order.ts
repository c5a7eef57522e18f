import { HALL_ORDER_FILE, readHallOrder, writeHallOrder } from '../../../config/hall-order.ts';
import { hallOrderCard } from '../../../cards/hall-order.ts';
import { messageCard } from '../../../cards/message.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { byCategory, inHallOrder, movedInHall } from '../../application/hall-order.ts';
import { fingerprint } from '../../application/ids.ts';
import type { CardJson, CardTap, LiveItem, Settings, TapAnswer } from '../../application/ports.ts';
import type { ChatAnswer, Feature } from '../../application/router.ts';
import { answer, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { administering } from './changes.ts';
import { withRight } from '../shared/guard.ts';
import { idsOf } from './settings-edit.ts';
import { previewSettings } from './settings-publish.ts';

/**
 * 大厅里的顺序: categories and the items in them, up and down. What is moved is kept aside until it is compared and confirmed,
 * like every change of the settings, so it is recorded and can be undone.
 */
export function orderTaps(deps: FeatureDeps): Feature['taps'] {
  return {
    'settings.order': withRight(deps, 'items.order', async ({ page }, tap) => {
      const staged = await stagedOrder(deps, tap.person);
      return show(orderCard(deps, staged, page));
    }),
    'settings.orderMove': withRight(deps, 'items.order', (action, tap) => move(deps, action, tap)),
    'settings.orderPreview': withRight(deps, 'items.order', async (_, tap) => {
      const { items, basedOn } = await stagedOrder(deps, tap.person);
      return preview(
        deps,
        tap,
        items.map(({ definition }) => definition.id),
        basedOn,
      );
    }),
    'settings.orderExport': withRight(deps, 'items.order', (_, tap) => exportOrder(deps, tap)),
  };
}

interface Staged {
  /** In the order as it is being made. */
  readonly items: readonly LiveItem[];
  /** The version of the settings that it began from. */
  readonly basedOn: number;
  readonly changed: boolean;
}

/** The order as this person has moved it; what was begun from older settings is let go. */
async function stagedOrder(deps: FeatureDeps, person: string): Promise<Staged> {
  const [settings, live, kept] = await Promise.all([
    deps.stores.settings.current(),
    deps.stores.items.live(),
    deps.stores.drafts.load(draftId(person)),
  ]);
  const mine = kept?.itemVersion === settings.version ? idsOf(kept.form['order']) : undefined;
  const now = inHallOrder(live, settings);
  return mine === undefined
    ? { items: now, basedOn: settings.version, changed: false }
    : { items: inHallOrder(now, { hallOrder: mine }), basedOn: settings.version, changed: true };
}

function orderCard(deps: FeatureDeps, { items, changed }: Staged, page?: number): CardJson {
  const groups = [...byCategory(items.map(({ definition }) => definition))];
  return hallOrderCard(
    {
      categories: groups.map(([zh, group]) => ({
        id: zh,
        name: group[0]?.category ?? { zh, en: zh },
        items: group.map(({ id, name }) => ({ id, name })),
      })),
      changed,
      ...(page === undefined ? {} : { page }),
    },
    deps.texts,
  );
}

async function move(
  deps: FeatureDeps,
  { item, category, by, page }: ActionOf<'settings.orderMove'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const { items, basedOn } = await stagedOrder(deps, tap.person);
  const what = item === undefined ? { category: category ?? '' } : { item };
  const order = movedInHall(
    items.map(({ definition }) => definition),
    what,
    by === 'up' ? -1 : 1,
  );
  await deps.stores.drafts.save({
    id: draftId(tap.person),
    person: administering(tap.person),
    itemId: 'hall-order',
    itemVersion: basedOn,
    form: { order },
    chosen: {},
    updatedAt: deps.clock.now(),
  });
  return show(orderCard(deps, await stagedOrder(deps, tap.person), page));
}

function preview(
  deps: FeatureDeps,
  tap: Pick<CardTap, 'person'>,
  order: readonly string[],
  basedOn: number,
): Promise<TapAnswer> {
  return previewSettings(deps, tap, { kind: 'order' }, { order }, basedOn);
}

async function exportOrder(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const { items } = await stagedOrder(deps, tap.person);
  const hall = [...byCategory(items.map(({ definition }) => definition))].map(([category, group]) => ({
    category,
    items: group.map(({ id }) => id),
  }));
  const file = { name: HALL_ORDER_FILE, bytes: new TextEncoder().encode(writeHallOrder(hall)) };
  const uuid = `y-${fingerprint(40, tap.key)}`;
  await deps.messenger.sendFile({ kind: 'person', openId: tap.person }, file, uuid);
  return answer('success', deps.texts('editor.exported', { name: HALL_ORDER_FILE }));
}

/** The file sent back: its order beside what stands, to be confirmed. Items that it does not name stay behind the others. */
export async function importOrder(
  deps: FeatureDeps,
  person: string,
  text: string,
  settings: Settings,
): Promise<ChatAnswer | undefined> {
  const wanted = readHallOrder(text);
  const t = deps.texts;
  if (wanted === undefined)
    return {
      card: messageCard({ kind: 'refused', text: t('hallOrder.badFile', { name: HALL_ORDER_FILE }) }, t),
    };
  const live = await deps.stores.items.live();
  const unknown = wanted.filter(id => !live.some(({ definition }) => definition.id === id));
  if (unknown.length > 0) {
    const said = t('hallOrder.unknown', { items: unknown.slice(0, 10).join('、') });
    return { card: messageCard({ kind: 'refused', text: said }, t) };
  }
  const order = inHallOrder(live, { hallOrder: wanted }).map(({ definition }) => definition.id);
  const { card } = await preview(deps, { person }, order, settings.version);
  return card === undefined ? undefined : { card };
}

function draftId(person: string): string {
  return `o-${person}`;
}
