import { z } from 'zod';
import { REPORTS } from '../../../cards/kit/action-reports.ts';
import { GROUPS } from '../../../cards/kit/action-settings.ts';
import { newId } from '../../application/ids.ts';
import type { Draft } from '../../application/ports.ts';
import type { FormData } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/** What a change is about: part of an item, or of who may do what. */
const itemTargets = [
  /** A step's new values. */
  z.object({ kind: z.literal('step'), item: z.string(), step: z.string() }),
  z.object({ kind: z.literal('switch'), item: z.string(), on: z.boolean() }),
  /** The draft of the item editor: the values hold it. */
  z.object({ kind: z.literal('draft'), item: z.string() }),
  /** An earlier version brought back. */
  z.object({ kind: z.literal('restore'), item: z.string(), version: z.number() }),
] as const;
const settingsTargets = [
  z.object({ kind: z.literal('group'), id: z.enum(GROUPS) }),
  z.object({ kind: z.literal('role'), id: z.string() }),
  z.object({ kind: z.literal('roleRemove'), id: z.string() }),
  /** `id`: the person. Without any item and department the office is taken away. */
  z.object({ kind: z.literal('itemAdministrator'), id: z.string() }),
  z.object({ kind: z.literal('report'), id: z.enum(REPORTS) }),
  z.object({ kind: z.literal('digest') }),
  z.object({ kind: z.literal('order') }),
  /** What stood before this version comes back. */
  z.object({ kind: z.literal('undo'), version: z.number() }),
] as const;
const itemTarget = z.discriminatedUnion('kind', itemTargets);
const settingsTarget = z.discriminatedUnion('kind', settingsTargets);

export type ItemTarget = z.infer<typeof itemTarget>;
export type SettingsTarget = z.infer<typeof settingsTarget>;

/**
 * A change that waits for 确认. It is kept as a draft, so that it is there after a restart and on every instance; the
 * draft's item says what is changed, its version what the change is based on.
 */
export type KeptChange = {
  readonly id: string;
  readonly basedOn: number;
  readonly values: FormData;
} & (
  | { readonly of: 'item'; readonly target: ItemTarget }
  | { readonly of: 'settings'; readonly target: SettingsTarget }
);

const PREFIX = 'settings:';

/** Under whose name changes and drafts of items are kept: they are no forms that somebody is filling in. */
export function administering(person: string): string {
  return `settings:${person}`;
}

export async function keepChange(
  deps: FeatureDeps,
  person: string,
  target: ItemTarget | SettingsTarget,
  basedOn: number,
  values: FormData,
): Promise<string> {
  const draft: Draft = {
    id: `c-${newId()}`,
    person: administering(person),
    itemId: PREFIX + JSON.stringify(target),
    itemVersion: basedOn,
    form: values,
    chosen: {},
    updatedAt: deps.clock.now(),
  };
  await deps.stores.drafts.save(draft);
  return draft.id;
}

/** The change, if it is there and this administrator made it. */
export async function keptChange(
  deps: FeatureDeps,
  person: string,
  id: string,
): Promise<KeptChange | undefined> {
  const draft = await deps.stores.drafts.load(id);
  if (draft === undefined || draft.person !== administering(person) || !draft.itemId.startsWith(PREFIX))
    return undefined;
  const written: unknown = JSON.parse(draft.itemId.slice(PREFIX.length));
  const kept = { id, basedOn: draft.itemVersion, values: draft.form };
  const [ofItem, ofSettings] = [itemTarget.safeParse(written), settingsTarget.safeParse(written)];
  if (ofItem.success) return { ...kept, of: 'item', target: ofItem.data };
  return ofSettings.success ? { ...kept, of: 'settings', target: ofSettings.data } : undefined;
}
