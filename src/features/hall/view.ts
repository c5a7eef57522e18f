import type { PathFork } from '../../../cards/guide-path.ts';
import type { GuideCardProps } from '../../../cards/guide.ts';
import type { HallCategory, HallItem } from '../../../cards/hall.ts';
import type { PathStepView } from '../../../cards/kit/request-view.ts';
import type { Texts } from '../../../cards/kit/texts.ts';
import { promiseText } from '../shared/promise-text.ts';
import type { BranchNode, FlowNode, ItemDefinition, StepNode, Text } from '../../core/definition.ts';

type Rates = ReadonlyMap<string, NonNullable<HallItem['rating']>>;

/** Items by their category or by their owning department (归口), both in the hall's order. */
export function groupsOf(
  items: readonly ItemDefinition[],
  by: 'category' | 'department',
  rates: Rates | undefined,
): readonly HallCategory[] {
  const names = new Map(items.map(item => [item[by].zh, item[by]]));
  return [...names.values()].map(name => ({
    id: name.zh.slice(0, 60),
    name,
    items: items.filter(item => item[by].zh === name.zh).map(item => hallItem(item, rates)),
  }));
}

export function hallItem(item: ItemDefinition, rates?: Rates): HallItem {
  const rating = rates?.get(item.id);
  return {
    id: item.id,
    name: item.name,
    summary: item.guide.summary,
    ...(rating === undefined ? {} : { rating }),
  };
}

/** Who acts in a step for this reader: names where they are known, and who it is in words. */
export type WhoActs = (step: StepNode) => { readonly people: readonly string[]; readonly note?: Text };

/** What one must know before applying; where the path depends on the form, the ways it can take. */
export function guideProps(
  item: ItemDefinition,
  who: WhoActs,
  t: Texts,
): Pick<GuideCardProps, 'item' | 'steps'> {
  const limit = promiseText(item, t);
  return {
    item: {
      id: item.id,
      name: item.name,
      category: item.category,
      department: item.department,
      summary: item.guide.summary,
      materials: item.guide.materials,
      ...(item.guide.policy === undefined ? {} : { policy: item.guide.policy }),
      ...(limit === undefined ? {} : { limit }),
      ...(item.guide.samples === undefined ? {} : { samples: item.guide.samples }),
    },
    steps: item.flow.map(node => (node.kind === 'branch' ? forkOf(node, who) : stepOf(node, who))),
  };
}

/** Of conditions the strictest is tried first; a person reads from the ordinary case up. */
function forkOf(node: BranchNode, who: WhoActs): PathFork {
  const ways = node.branches.map(branch => ({
    when: branch.name,
    steps: branch.nodes.map(inner => stepOf(inner, who)),
  }));
  return {
    kind: 'fork',
    name: node.name,
    mode: node.mode,
    ways: node.mode === 'exclusive' ? ways.toReversed() : ways,
  };
}

function stepOf(node: FlowNode, who: WhoActs): PathStepView {
  if (node.kind === 'delay') return { name: node.name, kind: 'delay', people: [], limit: node.for };
  // A fork within a way is told by its name: the preview shows which way it takes.
  if (node.kind === 'branch') return { name: node.name, kind: 'auto', people: [] };
  if (node.kind !== 'step') return { name: node.name, kind: node.kind, people: [] };
  const { people, note } = who(node);
  return {
    name: node.name,
    kind: node.act,
    people,
    ...(note === undefined ? {} : { note }),
    ...(people.length === 1 || (people.length === 0 && node.method.kind === 'all')
      ? {}
      : { method: node.method.kind }),
    ...(node.limit === undefined ? {} : { limit: node.limit }),
  };
}
