import type { FlowNode, StepNode, Text } from '../../../core/definition.ts';
import { freeId } from '../../../core/editing/edit-item.ts';
import type { NodePlace } from '../../../core/editing/edit-flow.ts';
import { placeOf } from '../../../core/flow-walk.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part, PartRow } from './part.ts';
import { stepPart } from './step-form.ts';
import { conditionText, faultOf, nodeNote, pathOfNode } from './words.ts';

const KINDS = [
  'approve',
  'handle',
  'exclusive',
  'inclusive',
  'parallel',
  'cc',
  'delay',
  'auto',
  'subrequests',
] as const;

/** 流程: the nodes in their order, what is in branches set in. */
export function flowPart(context: EditorContext): Part {
  const { item, t } = context;
  return {
    kind: 'list',
    title: t('editor.part.flow'),
    up: '',
    empty: t('editor.empty.flow'),
    rows: rowsOf(context, item.flow, 0),
    links: [{ label: t('editor.add.node'), part: 'newNode/end', primary: true }],
  };
}

function rowsOf(context: EditorContext, list: readonly FlowNode[], depth: number): readonly PartRow[] {
  return list.flatMap((node): readonly PartRow[] => {
    const fault = faultOf(
      { ...context, faults: ownFaults(context, node) },
      pathOfNode(context.item, node.id),
    );
    const row: PartRow = {
      title: node.name,
      note: nodeNote(context, node),
      depth,
      part: `node/${node.id}`,
      ...(fault === undefined ? {} : { fault }),
    };
    if (node.kind !== 'branch') return [row];
    const ways = node.branches.flatMap(branch => [
      {
        title: branch.name,
        note: wayNote(context, node.mode, branch.when),
        depth: depth + 1,
        part: `way/${node.id}/${branch.id}`,
      },
      ...rowsOf(context, branch.nodes, depth + 2),
    ]);
    return [row, ...ways];
  });
}

/** Faults in a branch's nodes are told at those nodes, and not again at the branch. */
function ownFaults(context: EditorContext, node: FlowNode): EditorContext['faults'] {
  if (node.kind !== 'branch') return context.faults;
  return context.faults.filter(
    ({ path }) => !path.slice(pathOfNode(context.item, node.id).length).includes('.nodes['),
  );
}

export function wayNote(
  context: EditorContext,
  mode: 'exclusive' | 'inclusive' | 'parallel',
  when: Parameters<typeof conditionText>[1] | undefined,
): Text {
  if (when !== undefined) return context.t('editor.when', { condition: conditionText(context, when) });
  return context.t(mode === 'parallel' ? 'editor.always' : 'editor.otherwise');
}

/** A new node: what kind, and what it is called. `place`: `end`, `after/<node>`, `in/<node>/<branch>`. */
export function newNodePart({ item, make, t }: EditorContext, place: readonly string[]): Part | undefined {
  const where = placeFrom(place);
  if (where === undefined) return undefined;
  return {
    kind: 'form',
    title: t('editor.add.node'),
    notes: [t('editor.note.newNode')],
    up: 'flow',
    fields: [make.choice('kind', KINDS, 'approve'), ...make.both('nodeName')],
    submit: t('button.next'),
    save: values => {
      const read = reader(values, t);
      const name = read.both('nodeName');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const node = newNode(
        item,
        read.one('kind', KINDS, 'approve'),
        name,
        t('editor.newWay'),
        t('editor.otherwise'),
      );
      return { acts: [{ do: 'addNode', node, place: where }], next: `node/${node.id}` };
    },
  };
}

function placeFrom([how, node, branch]: readonly string[]): NodePlace | undefined {
  if (how === 'end') return 'end';
  if (how === 'after' && node !== undefined) return { after: node };
  return how === 'in' && node !== undefined && branch !== undefined ? { node, branch } : undefined;
}

/** A node that says nothing yet but its name; what is missing is named by the check. */
function newNode(
  item: EditorContext['item'],
  kind: (typeof KINDS)[number],
  name: Text,
  way: Text,
  otherwise: Text,
): FlowNode {
  const id = freeId(item, 'node');
  switch (kind) {
    case 'approve':
    case 'handle':
      return newStep(id, name, kind);
    case 'exclusive':
    case 'inclusive':
    case 'parallel': {
      const branches = [
        { id: `${id}a`, name: way, nodes: [] },
        { id: `${id}b`, name: kind === 'parallel' ? way : otherwise, nodes: [] },
      ];
      return { kind: 'branch', id, name, mode: kind, onReject: 'end', branches };
    }
    case 'cc':
      return { kind, id, name, who: [] };
    case 'delay':
      return { kind, id, name, for: { amount: 1, unit: 'd' } };
    case 'auto':
      return { kind, id, name, result: 'approve', reason: name };
    case 'subrequests':
      return { kind, id, name, start: [] };
    default:
      return kind satisfies never;
  }
}

function newStep(id: string, name: Text, act: StepNode['act']): StepNode {
  return {
    kind: 'step',
    id,
    name,
    act,
    method: { kind: 'all', reject: 'immediate' },
    who: [],
    onReject: 'end',
    return: { allowed: true, mode: 'ask', reopen: 'returnerAndPending' },
    allow: { transfer: true, addSigner: true, takeBack: true },
    rules: [],
  };
}

/** One node, by its kind, with the ways to move it and to add another behind it. */
export function nodePart(context: EditorContext, id: string): Part | undefined {
  const place = placeOf(context.item.flow, id);
  if (place === undefined) return undefined;
  const { node, list, index } = place;
  const part = node.kind === 'step' ? stepPart(context, node) : plainPart(context, node);
  return {
    ...part,
    up: 'flow',
    links: [...(part.links ?? []), { label: context.t('editor.add.after'), part: `newNode/after/${id}` }],
    acts: {
      ...(index > 0 ? { up: { do: 'moveNode', id, by: -1 } } : {}),
      ...(index < list.length - 1 ? { down: { do: 'moveNode', id, by: 1 } } : {}),
      remove: { do: 'removeNode', id },
    },
    next: 'flow',
  };
}

function nameOfItem({ items }: EditorContext, id: string): Text {
  return items.find(item => item.id === id)?.label ?? { zh: id, en: id };
}

const REJECTS = ['end', 'wait'] as const;
const RESULTS = ['approve', 'reject'] as const;

function plainPart(context: EditorContext, node: Exclude<FlowNode, StepNode>): Part {
  const { make, t, items } = context;
  const base = { title: node.name, up: 'flow' };
  const named = make.both('nodeName', node.name);
  const form = (
    fields: Extract<Part, { kind: 'form' }>['fields'],
    change: (read: ReturnType<typeof reader>, name: Text) => FlowNode,
  ): Part => ({
    ...base,
    kind: 'form',
    fields: [...named, ...fields],
    save: values => {
      const read = reader(values, t);
      const fresh = change(read, read.both('nodeName'));
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [{ do: 'putNode', node: fresh }], next: 'flow' };
    },
  });
  switch (node.kind) {
    case 'branch': {
      const modes = ['exclusive', 'inclusive', 'parallel'] as const;
      return {
        ...form(
          [make.choice('mode', modes, node.mode), make.choice('branchReject', REJECTS, node.onReject)],
          (read, name) => ({
            ...node,
            name,
            mode: read.one('mode', modes, node.mode),
            onReject: read.one('branchReject', REJECTS, node.onReject),
          }),
        ),
        notes: [t('editor.note.branch')],
        links: [
          ...node.branches.slice(0, 8).map(({ id, name }) => ({ label: name, part: `way/${node.id}/${id}` })),
          { label: t('editor.add.way'), part: `newWay/${node.id}` },
        ],
      };
    }
    case 'cc':
      return {
        ...form([], (_, name) => ({ ...node, name })),
        notes: [nodeNote(context, node)],
        links: [{ label: t('editor.link.who'), part: `who/${node.id}`, primary: node.who.length === 0 }],
      };
    case 'delay':
      return form([make.duration('delayFor', node.for)], (read, name) => {
        const time = read.duration('delayFor');
        if (time === undefined) read.fault('delayFor', 'editor.fault.empty');
        return { ...node, name, for: time ?? node.for };
      });
    case 'auto':
      return form(
        [make.choice('autoResult', RESULTS, node.result), ...make.both('reason', node.reason)],
        (read, name) => ({
          ...node,
          name,
          result: read.one('autoResult', RESULTS, node.result),
          reason: read.both('reason'),
        }),
      );
    case 'subrequests': {
      const chosen = node.start.map(({ item }) => item);
      const { numbers, ...rest } = node;
      return {
        ...form(
          [make.several('starts', items, chosen), make.check('parentNumbers', numbers === 'parent')],
          (read, name) => ({
            ...rest,
            name,
            ...(read.check('parentNumbers')
              ? { numbers: 'parent' }
              : numbers === undefined
                ? {}
                : { numbers: 'own' }),
            // What is passed on to an item that stays is kept; a new one is passed the fields of the same id by whoever fills it.
            start: read
              .list('starts')
              .map(item => node.start.find(each => each.item === item) ?? { item, form: {} }),
          }),
        ),
        notes: [t('editor.note.subrequestForm')],
        links: node.start.slice(0, 8).map(start => ({
          label: t('editor.said.start', { item: nameOfItem(context, start.item) }),
          part: `start/${node.id}/${start.item}`,
        })),
      };
    }
    default:
      return node satisfies never;
  }
}
