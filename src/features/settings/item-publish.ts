import { settingsChangeCard, settingsPublishedCard } from '../../../cards/settings-change.ts';
import type { CardTap, LiveItem, TapAnswer } from '../../application/ports.ts';
import type { FormData, Text } from '../../core/definition.ts';
import { answer, politeNo, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { isPerson, nameOf, peopleNamed } from '../shared/people.ts';
import { type ItemTarget, keepChange, type KeptChange } from './changes.ts';
import { newestVersion } from './history.ts';
import { type ItemChange, itemChange } from './item-change.ts';
import { liveItem } from './items.ts';
import { checkCatalogue } from '../../core/definition-check.ts';
import { checkItem } from '../../../config/check-item.ts';
import { dropDraft, readDefinition } from './editor/draft.ts';
import { faultText } from './editor/words.ts';
import { blankItem } from '../../core/editing/edit-item.ts';

/**
 * Every change of an item goes this way: checked, shown as a difference to what is live, kept until it is confirmed.
 * `basedOn`: the version that the administrator saw; the live one unless told.
 */
export async function previewItem(
  deps: FeatureDeps,
  tap: Pick<CardTap, 'person'>,
  target: ItemTarget,
  values: FormData = {},
  basedOn?: number,
): Promise<TapAnswer> {
  const live = await liveOrNew(deps, target, values);
  const change = live === undefined ? undefined : await itemChange(deps, live, target, values);
  if (live === undefined || change === undefined) return politeNo(deps, 'notFound');
  const { version } = live.definition;
  if (basedOn !== undefined && basedOn !== version) return conflictAnswer(deps, target, change);
  const { what, lines, back } = change;
  const faults = await faultsOf(deps, live, change);
  const publishable = lines.length > 0 && faults.length === 0;
  const kept = publishable ? { change: await keepChange(deps, tap.person, target, version, values) } : {};
  const problems = publishable ? change.warnings : faults;
  return show(settingsChangeCard({ what, lines, problems, back, time: cardTime(deps), ...kept }, deps.texts));
}

/** 确认: goes live as the next version, if nobody else published in between; undone by bringing back the one before. */
export async function publishItem(
  deps: FeatureDeps,
  tap: CardTap,
  kept: Pick<KeptChange, 'basedOn' | 'values'>,
  target: ItemTarget,
): Promise<TapAnswer> {
  const live = await liveOrNew(deps, target, kept.values);
  const change = live === undefined ? undefined : await itemChange(deps, live, target, kept.values);
  if (live === undefined || change === undefined) return politeNo(deps, 'notFound');
  if (live.definition.version !== kept.basedOn) return conflictAnswer(deps, target, change);
  if (change.lines.length === 0 || (await faultsOf(deps, live, change)).length > 0)
    return answer('info', deps.texts('admin.changeGone'));
  const { definition, enabled } = change.after;
  const [version, at] = [kept.basedOn + 1, deps.clock.now()];
  const row = {
    definition: { ...definition, version },
    enabled,
    publishedAt: at,
    publishedBy: tap.person,
    summary: change.summary,
  };
  if (!(await deps.stores.items.publish(row, kept.basedOn))) return conflictAnswer(deps, target, change);
  if (target.kind === 'draft') await dropDraft(deps, tap.person, target.item);
  const part = await peopleNamed(deps, [tap.person]);
  const card = settingsPublishedCard(
    {
      what: change.what,
      lines: change.summary,
      version,
      by: nameOf(part, tap.person),
      at,
      ...(kept.basedOn === 0
        ? {}
        : { undo: { a: 'settings.rollback', item: target.item, version: kept.basedOn } as const }),
      back: target.kind === 'step' ? change.back : { a: 'settings.item', item: target.item },
      time: cardTime(deps),
    },
    deps.texts,
  );
  return answer('success', deps.texts('admin.published', { version }), card);
}

/**
 * Why the item could not run like this, alone or beside the others. What only switches it is not held up by what it says.
 */
async function faultsOf(deps: FeatureDeps, live: LiveItem, { after }: ItemChange): Promise<readonly Text[]> {
  const { definition: item } = after;
  if (item === live.definition) return [];
  const others = (await deps.stores.items.live()).map(({ definition }) => definition);
  const all = [...others.filter(({ id }) => id !== item.id), item];
  const between = checkCatalogue(all).filter(fault => fault.item === item.id);
  return [...checkItem(item), ...between].map(fault => faultText({ item, t: deps.texts }, fault));
}

/** The live item; where there is none, an item that the editor made from nothing, as version 0 that says nothing yet. */
async function liveOrNew(
  deps: FeatureDeps,
  target: ItemTarget,
  values: FormData,
): Promise<LiveItem | undefined> {
  const live = await liveItem(deps, target.item);
  const draft = target.kind === 'draft' ? readDefinition(values['definition']) : undefined;
  if (live !== undefined || draft === undefined) return live;
  return { definition: blankItem(draft), enabled: true };
}

/** Somebody else was first: who, when, what; the change begins anew from there. */
async function conflictAnswer(
  deps: FeatureDeps,
  target: ItemTarget,
  { what, back }: ItemChange,
): Promise<TapAnswer> {
  const newest = await newestVersion(deps, target.item);
  const by = newest === undefined ? [] : [newest.publishedBy].filter(isPerson);
  const part = await peopleNamed(deps, by);
  const conflict = {
    by: by.map(id => nameOf(part, id)).join(),
    at: newest?.publishedAt ?? deps.clock.now(),
    summary: newest?.summary ?? [],
  };
  const choices =
    target.kind === 'draft'
      ? [
          { label: deps.texts('editor.merge'), action: { a: 'edit.merge', item: target.item } as const },
          { label: deps.texts('editor.discard'), action: { a: 'edit.discard', item: target.item } as const },
        ]
      : [];
  const props = { what, lines: [], conflict, choices, back, time: cardTime(deps) };
  const card = settingsChangeCard(props, deps.texts);
  return answer('warning', deps.texts('admin.conflict'), card);
}
