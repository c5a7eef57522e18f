import type {
  FlowNode,
  ItemDefinition,
  Method,
  NobodyPolicy,
  Selector,
  StepNode,
  Text,
} from './definition.ts';

/**
 * An item in which one person has another's fixed places (semantics C9, 离职交接): in steps, copies, choices, time rules and
 * stand-ins. Conditions and visibility stay as they are: they say of whom something holds, not who acts.
 */
export function replacePerson(definition: ItemDefinition, from: string, to: string): ItemDefinition {
  const swap = (people: readonly string[]): readonly string[] => [
    ...new Set(people.map(id => (id === from ? to : id))),
  ];
  const selector = (one: Selector): Selector => {
    switch (one.kind) {
      case 'people':
        return { ...one, people: swap(one.people) };
      case 'applicantChooses':
      case 'previousChooses':
        return one.from === undefined ? one : { ...one, from: swap(one.from) };
      case 'managerChain':
        return 'person' in one.until && one.until.person === from ? { ...one, until: { person: to } } : one;
      default:
        return one;
    }
  };
  const selectors = (all: readonly Selector[]): readonly Selector[] => all.map(selector);
  const nobody = (rule: NobodyPolicy): NobodyPolicy =>
    rule.do === 'people' ? { ...rule, people: swap(rule.people) } : rule;
  const copies = <C extends NonNullable<StepNode['cc']>>(cc: C): C => ({
    ...cc,
    ...(cc.start === undefined ? {} : { start: selectors(cc.start) }),
    ...(cc.end === undefined ? {} : { end: selectors(cc.end) }),
  });
  const step = (node: StepNode): StepNode => ({
    ...node,
    who: selectors(node.who),
    method: weighed(node.method, from, to),
    rules: node.rules.map(rule => (rule.to === undefined ? rule : { ...rule, to: selector(rule.to) })),
    ...(node.nobody === undefined ? {} : { nobody: nobody(node.nobody) }),
    ...(node.cc === undefined ? {} : { cc: copies(node.cc) }),
  });
  const list = (nodes: readonly FlowNode[]): readonly FlowNode[] =>
    nodes.map((node): FlowNode => {
      if (node.kind === 'step') return step(node);
      if (node.kind === 'cc') return { ...node, who: selectors(node.who) };
      if (node.kind !== 'branch') return node;
      return { ...node, branches: node.branches.map(each => ({ ...each, nodes: list(each.nodes) })) };
    });
  return {
    ...definition,
    flow: list(definition.flow),
    nobody: nobody(definition.nobody),
    ...(definition.cc === undefined ? {} : { cc: copies(definition.cc) }),
  };
}

/** The weight of a vote goes along; where the other has one already, both count. */
function weighed(method: Method, from: string, to: string): Method {
  if (method.kind !== 'vote' || !('weights' in method.pass)) return method;
  const { [from]: weight, ...rest } = method.pass.weights;
  if (weight === undefined) return method;
  return { ...method, pass: { ...method.pass, weights: { ...rest, [to]: (rest[to] ?? 0) + weight } } };
}

/** Where an item names a person: the names of its nodes in order; `item` for what is said of the item as such. */
export function placesNaming(definition: ItemDefinition, person: string): readonly (Text | 'item')[] {
  // Put in the place of the person, nobody else's id can be there: what differs then named the person.
  const other = replacePerson(definition, person, '');
  const inList = (before: readonly FlowNode[], after: readonly FlowNode[]): readonly Text[] =>
    before.flatMap((node, index): readonly Text[] => {
      const next = after[index];
      if (node.kind === 'branch' && next?.kind === 'branch')
        return node.branches.flatMap((branch, at) => inList(branch.nodes, next.branches[at]?.nodes ?? []));
      return changed(node, next) ? [node.name] : [];
    });
  const ofItem = changed([definition.nobody, definition.cc], [other.nobody, other.cc]);
  return [...inList(definition.flow, other.flow), ...(ofItem ? ['item' as const] : [])];
}

function changed(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
