import { z } from 'zod';
import type { Draft, LiveItem } from '../../../application/ports.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { administering } from '../changes.ts';
import { liveItem } from '../items.ts';

/**
 * An item as an administrator is changing it, apart from what is live. It belongs to who makes it, is kept like a form being
 * filled in, and says on which version it is based; 0 for an item that is not there yet.
 */
export interface ItemDraft {
  readonly item: ItemDefinition;
  readonly basedOn: number;
  readonly live?: LiveItem;
  /** Whether something was saved: else it is the live version as it stands. */
  readonly saved: boolean;
}

/** The person's draft of this item, or the live version to begin with; undefined when there is neither. */
export async function loadDraft(
  deps: FeatureDeps,
  person: string,
  item: string,
): Promise<ItemDraft | undefined> {
  const [kept, live] = await Promise.all([
    deps.stores.drafts.load(draftId(person, item)),
    liveItem(deps, item),
  ]);
  const definition = kept === undefined ? live?.definition : definitionIn(kept);
  if (definition === undefined) return undefined;
  return {
    item: definition,
    basedOn: kept?.itemVersion ?? definition.version,
    saved: kept !== undefined,
    ...(live === undefined ? {} : { live }),
  };
}

export async function saveDraft(
  deps: FeatureDeps,
  person: string,
  item: ItemDefinition,
  basedOn: number,
): Promise<void> {
  await deps.stores.drafts.save({
    id: draftId(person, item.id),
    person: administering(person),
    itemId: `editor:${item.id}`,
    itemVersion: basedOn,
    form: { definition: JSON.stringify(item) },
    chosen: {},
    updatedAt: deps.clock.now(),
  });
}

export async function dropDraft(deps: FeatureDeps, person: string, item: string): Promise<void> {
  await deps.stores.drafts.remove(draftId(person, item));
}

function draftId(person: string, item: string): string {
  return `e-${person}-${item}`;
}

/** The bot's own words, written by `saveDraft`: only its being an item at all is looked at. */
const isDefinition = z.custom<ItemDefinition>(
  value => typeof value === 'object' && value !== null && 'flow' in value && 'fields' in value,
);

function definitionIn(draft: Draft): ItemDefinition | undefined {
  return readDefinition(draft.form['definition']);
}

/** A definition that the bot wrote as JSON. */
export function readDefinition(text: unknown): ItemDefinition | undefined {
  if (typeof text !== 'string') return undefined;
  const read = isDefinition.safeParse(JSON.parse(text));
  return read.success ? read.data : undefined;
}
