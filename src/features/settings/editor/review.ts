import { isDeepStrictEqual } from 'node:util';
import type { CardTap, TapAnswer } from '../../../application/ports.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import { politeNo } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { previewItem } from '../item-publish.ts';
import { type ItemDraft, saveDraft } from './draft.ts';

/** 对比并发布: the draft beside what is live, to be confirmed; or what somebody else published meanwhile. */
export function reviewDraft(
  deps: FeatureDeps,
  tap: Pick<CardTap, 'person'>,
  { item, basedOn }: ItemDraft,
): Promise<TapAnswer> {
  const values = { definition: JSON.stringify(item) };
  return previewItem(deps, tap, { kind: 'draft', item: item.id }, values, basedOn);
}

/** Takes over what somebody else published, and puts the draft's own changes on it; then shows the difference. */
export async function mergeDraft(
  deps: FeatureDeps,
  tap: CardTap,
  { item, basedOn, live }: ItemDraft,
): Promise<TapAnswer> {
  if (live === undefined) return politeNo(deps, 'notFound');
  const base = await deps.stores.items.version(item.id, basedOn);
  const merged = mergeItems(base ?? live.definition, live.definition, item);
  await saveDraft(deps, tap.person, merged, live.definition.version);
  return reviewDraft(deps, tap, { ...draftOf(merged, live.definition.version), live });
}

function draftOf(item: ItemDefinition, basedOn: number): ItemDraft {
  return { item, basedOn, saved: true };
}

/** Their item with my changes; where both changed the same thing mine stands, and the difference shows it. */
export function mergeItems(
  base: ItemDefinition,
  theirs: ItemDefinition,
  mine: ItemDefinition,
): ItemDefinition {
  const merged = { ...theirs, ...changedKeys(base, mine), version: theirs.version };
  return {
    ...merged,
    fields: mergeLists(base.fields, theirs.fields, mine.fields),
    flow: mergeLists(base.flow, theirs.flow, mine.flow),
  };
}

function changedKeys(base: ItemDefinition, mine: ItemDefinition): Partial<ItemDefinition> {
  return Object.fromEntries(
    Object.entries(mine).filter(([key, value]) => !isDeepStrictEqual(value, valueAt(base, key))),
  );
}

function valueAt(item: ItemDefinition, wanted: string): unknown {
  return Object.entries(item).find(([key]) => key === wanted)?.[1];
}

function mergeLists<T extends { readonly id: string }>(
  base: readonly T[],
  theirs: readonly T[],
  mine: readonly T[],
): readonly T[] {
  const find = (list: readonly T[], id: string) => list.find(each => each.id === id);
  const kept = mine.flatMap(own => {
    const [was, other] = [find(base, own.id), find(theirs, own.id)];
    const changed = !isDeepStrictEqual(was, own);
    if (changed) return [own];
    return other === undefined ? [] : [other];
  });
  const added = theirs.filter(({ id }) => find(base, id) === undefined && find(mine, id) === undefined);
  return [...kept, ...added];
}
