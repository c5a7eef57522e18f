import { isDeepStrictEqual } from 'node:util';
import { same, type Text, type Texts } from '../../../../cards/kit/texts.ts';
import type { BranchNode } from '../../../core/definition.ts';
import { freeId } from '../../../core/editing/edit-item.ts';
import { placeOf } from '../../../core/flow-walk.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { wayNote } from './parts-flow.ts';

function branchOf({ item }: EditorContext, id: string): BranchNode | undefined {
  const node = placeOf(item.flow, id)?.node;
  return node?.kind === 'branch' ? node : undefined;
}

/** The name as somebody gave it: the words that a new way comes with are no name in English. */
function given(name: Text, t: Texts): Text {
  const first = ['editor.newWay', 'editor.otherwise'].some(key => isDeepStrictEqual(t(key), name));
  return first ? same(name.zh) : name;
}

/** One way of a fork: what it is called, when it is taken, what is in it. */
export function wayPart(context: EditorContext, id: string, way: string): Part | undefined {
  const node = branchOf(context, id);
  const index = node?.branches.findIndex(each => each.id === way) ?? -1;
  const branch = node?.branches[index];
  const { t, make } = context;
  if (node === undefined || branch === undefined) return undefined;
  const { nodes: _, ...own } = branch;
  return {
    kind: 'form',
    title: branch.name,
    notes: [wayNote(context, node.mode, branch.when)],
    up: 'flow',
    // Renamed in Chinese only, it would keep its first name in English.
    fields: make.both('wayName', given(branch.name, t)),
    links: [
      ...(node.mode === 'parallel' ? [] : [{ label: t('editor.link.when'), part: `when/way/${id}/${way}` }]),
      { label: t('editor.add.nodeHere'), part: `newNode/in/${id}/${way}` },
    ],
    acts: {
      ...(index > 0 ? { up: { do: 'moveBranch', node: id, id: way, by: -1 } } : {}),
      ...(index < node.branches.length - 1 ? { down: { do: 'moveBranch', node: id, id: way, by: 1 } } : {}),
      remove: { do: 'removeBranch', node: id, id: way },
    },
    next: 'flow',
    save: values => {
      const read = reader(values, t);
      const name = read.both('wayName');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const kept = isDeepStrictEqual(name, given(branch.name, t)) ? branch.name : name;
      return { acts: [{ do: 'putBranch', node: id, branch: { ...own, name: kept } }], next: 'flow' };
    },
  };
}

/** One more way of a fork; its condition comes on the next card. */
export function newWayPart(context: EditorContext, id: string): Part | undefined {
  const node = branchOf(context, id);
  const { t, make, item } = context;
  if (node === undefined) return undefined;
  return {
    kind: 'form',
    title: t('editor.add.way'),
    up: `node/${id}`,
    fields: make.both('wayName'),
    submit: t('button.next'),
    save: values => {
      const read = reader(values, t);
      const name = read.both('wayName');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const branch = { id: freeId(item, 'way'), name, nodes: [] };
      // The way without a condition is the last: a new one stands before it, and is given its condition next.
      const act = { do: 'addBranch', node: id, branch } as const;
      const back = { do: 'moveBranch', node: id, id: branch.id, by: -1 } as const;
      return node.mode === 'parallel'
        ? { acts: [act], next: 'flow' }
        : { acts: [act, back], next: `when/way/${id}/${branch.id}` };
    },
  };
}
