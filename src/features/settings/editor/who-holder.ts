import type { Text } from '../../../../cards/kit/texts.ts';
import type { Copies, ItemDefinition, Selector } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import { placeOf, stepIn } from '../../../core/flow-walk.ts';
import type { EditorContext } from './part.ts';
import { stagesIn, withStage } from './stages.ts';
import { pathOfNode, WHOLE_ITEM } from './words.ts';

/**
 * Where ways to find people stand, in one word of a part's name: a node's id, `cc:start:<step or $item>`, `cc:end:<…>`,
 * `also:<stage>`, or `expiry`. No id of a node has a colon.
 */
export interface WhoHolder {
  readonly title: Text;
  readonly selectors: readonly Selector[];
  readonly up: string;
  /** Where they stand in the definition, as faults name it. */
  readonly path: string;
  readonly put: (selectors: readonly Selector[]) => EditAct;
}

export function whoHolderOf(context: EditorContext, place: string): WhoHolder | undefined {
  const [kind = '', ...rest] = place.split(':');
  if (kind === 'cc') return copiesHolder(context, rest[0] === 'end' ? 'end' : 'start', rest[1] ?? '');
  if (kind === 'also') return stageHolder(context, rest[0] ?? '');
  if (kind === 'expiry') return expiryHolder(context);
  return nodeHolder(context, place);
}

function nodeHolder({ item, t }: EditorContext, id: string): WhoHolder | undefined {
  const node = placeOf(item.flow, id)?.node;
  if (node?.kind !== 'step' && node?.kind !== 'cc') return undefined;
  return {
    title: t('editor.whoOf', { name: node.name }),
    selectors: node.who,
    up: `node/${id}`,
    path: `${pathOfNode(item, id)}.who`,
    put: who => ({ do: 'putNode', node: { ...node, who } }),
  };
}

type When = 'start' | 'end';

/** The copies of a step, or of the whole item. */
export function copiesOf(item: ItemDefinition, id: string): Copies | undefined {
  return id === WHOLE_ITEM ? item.cc : stepIn(item.flow, id)?.cc;
}

/** Whose copies these are, by name; undefined: the step is gone. */
export function copiesName({ item }: Pick<EditorContext, 'item'>, id: string): Text | undefined {
  return id === WHOLE_ITEM ? item.name : stepIn(item.flow, id)?.name;
}

function copiesHolder(context: EditorContext, when: When, id: string): WhoHolder | undefined {
  const { item, t } = context;
  const name = copiesName(context, id);
  if (name === undefined) return undefined;
  const base = id === WHOLE_ITEM ? 'cc' : `${pathOfNode(item, id)}.cc`;
  return {
    title: t(`editor.copies.${when}`, { name }),
    selectors: copiesOf(item, id)?.[when] ?? [],
    up: `copies/${id}`,
    path: `${base}.${when}`,
    put: selectors => putCopies(item, id, when, selectors),
  };
}

function putCopies(item: ItemDefinition, id: string, when: When, selectors: readonly Selector[]): EditAct {
  const step = stepIn(item.flow, id);
  if (id === WHOLE_ITEM || step === undefined) {
    const { [when]: _, ...others } = item.cc ?? {};
    const cc = selectors.length === 0 ? others : { ...others, [when]: selectors };
    return Object.keys(cc).length === 0
      ? { do: 'set', values: {}, clear: ['cc'] }
      : { do: 'set', values: { cc } };
  }
  const { cc: before, ...rest } = step;
  const { [when]: __, ...others } = before ?? {};
  const cc = selectors.length === 0 ? others : { ...others, [when]: selectors };
  return { do: 'putNode', node: Object.keys(cc).length === 0 ? rest : { ...rest, cc } };
}

function stageHolder({ item, t }: EditorContext, id: string): WhoHolder | undefined {
  const stages = stagesIn(item);
  const index = stages.findIndex(stage => stage.id === id);
  const stage = stages[index];
  if (stage === undefined) return undefined;
  const { also: _, ...rest } = stage;
  return {
    title: t('editor.link.also'),
    selectors: stage.also ?? [],
    up: `stage/${id}`,
    path: `supervision.stages[${index}].also`,
    put: also => withStage(stages, id, also.length === 0 ? [rest] : [{ ...rest, also }]),
  };
}

function expiryHolder({ item, t }: EditorContext): WhoHolder | undefined {
  const { expiry } = item;
  if (expiry === undefined) return undefined;
  const { also: _, ...rest } = expiry;
  return {
    title: t('editor.link.expiryAlso'),
    selectors: expiry.also ?? [],
    up: 'dates',
    path: 'expiry.also',
    put: also => ({ do: 'set', values: { expiry: also.length === 0 ? rest : { ...rest, also } } }),
  };
}
