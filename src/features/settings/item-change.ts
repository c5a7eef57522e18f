import type { CardAction } from '../../../cards/kit/action.ts';
import { joinTexts, type Text } from '../../../cards/kit/texts.ts';
import type { ChangeLine } from '../../../cards/settings-change.ts';
import type { LiveItem } from '../../application/ports.ts';
import type { FormData, ItemDefinition, StepNode } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { lineSummary, stateChange, stepChanges } from './change-lines.ts';
import type { ItemTarget } from './changes.ts';
import { readDefinition } from './editor/draft.ts';
import { itemDifference } from './editor/item-difference.ts';
import { whoNames } from './items.ts';
import { whoLeft } from './who-left.ts';
import { withStep } from './step-change.ts';
import { changedStep, readValues } from './step-values.ts';

/** What a change makes of an item, and how that is told. */
export interface ItemChange {
  readonly what: Text;
  readonly after: LiveItem;
  /** Empty: nothing differs. */
  readonly lines: readonly ChangeLine[];
  /** For the history. */
  readonly summary: readonly Text[];
  /** What follows from it, to be known before it is confirmed. */
  readonly warnings: readonly Text[];
  readonly back: CardAction;
}

/** The change of the live item; undefined where what it speaks of is not there. */
export async function itemChange(
  deps: FeatureDeps,
  live: LiveItem,
  target: ItemTarget,
  values: FormData,
): Promise<ItemChange | undefined> {
  switch (target.kind) {
    case 'step':
      return stepChange(deps, live, target.step, values);
    case 'switch':
      return switchChange(deps, live, target.on);
    case 'draft':
      return draftChange(deps, live, values);
    case 'restore':
      return restoreChange(deps, live, target.version);
    default:
      return target satisfies never;
  }
}

/** The values of the step editor, put into the step; nothing else changes. */
async function stepChange(
  deps: FeatureDeps,
  live: LiveItem,
  id: string,
  values: FormData,
): Promise<ItemChange | undefined> {
  const { definition } = live;
  const step = stepIn(definition.flow, id);
  if (step === undefined) return undefined;
  const changed = changedStep(step, readValues(values));
  const after = withStep(definition, changed);
  const lines = stepChanges(step, changed, await whoNames(deps, definition, after), deps.texts);
  return {
    what: deps.texts('admin.step', { item: definition.name, step: step.name }),
    after: { ...live, definition: after },
    lines,
    summary: lines.map(line => lineSummary(ofStep(step, line))),
    warnings: [],
    back: { a: 'settings.step', item: definition.id, step: id },
  };
}

/** 启用, 停用: the same content, offered or not. */
function switchChange(deps: FeatureDeps, live: LiveItem, on: boolean): ItemChange {
  const lines = stateChange(live.enabled, on, deps.texts);
  return {
    what: live.definition.name,
    after: { ...live, enabled: on },
    lines,
    summary: lines.map(lineSummary),
    warnings: on ? [] : [deps.texts('settings.switchOff.text')],
    back: { a: 'settings.item', item: live.definition.id },
  };
}

/** What the item editor made of it. */
async function draftChange(
  deps: FeatureDeps,
  live: LiveItem,
  values: FormData,
): Promise<ItemChange | undefined> {
  const after = readDefinition(values['definition']);
  if (after === undefined) return undefined;
  const names = await whoNames(deps, live.definition, after);
  const created = live.definition.version === 0 ? [newLine(after, deps)] : [];
  const lines = [...created, ...itemDifference(live.definition, after, names, deps.texts)];
  return {
    what: after.name,
    after: { ...live, definition: after },
    lines,
    summary: lines.map(lineSummary),
    warnings: await whoLeft(deps, after),
    back: { a: 'edit.open', item: after.id, part: '' },
  };
}

function newLine(item: ItemDefinition, { texts: t }: FeatureDeps): ChangeLine {
  return { label: t('editor.newItem'), before: t('admin.value.none'), after: item.name };
}

/** An earlier version brought back as a whole: what it says, and whether it was offered. */
async function restoreChange(
  deps: FeatureDeps,
  live: LiveItem,
  version: number,
): Promise<ItemChange | undefined> {
  const { id } = live.definition;
  const rows = await deps.stores.items.history(id);
  const old = rows.find(({ definition }) => definition.version === version);
  if (old === undefined) return undefined;
  const names = await whoNames(deps, live.definition, old.definition);
  const t = deps.texts;
  const lines = [
    ...stateChange(live.enabled, old.enabled, t),
    ...itemDifference(live.definition, old.definition, names, t),
  ];
  const content: ChangeLine = {
    label: t('admin.label.content'),
    before: t('settings.version', { n: live.definition.version }),
    after: t('settings.version', { n: version }),
  };
  return {
    what: old.definition.name,
    after: { definition: old.definition, enabled: old.enabled },
    lines: [content, ...lines],
    summary: [t('admin.rolledBack', { version }), ...lines.map(lineSummary)],
    warnings: [
      ...(old.enabled || !live.enabled ? [] : [t('settings.switchOff.text')]),
      ...(await whoLeft(deps, old.definition)),
    ],
    back: { a: 'settings.history', item: id },
  };
}

const SPACE: Text = { zh: ' ', en: ' ' };

function ofStep(step: StepNode, line: ChangeLine): ChangeLine {
  return { ...line, label: joinTexts([step.name, line.label], SPACE) };
}
