import type { Field, FlowNode, ItemDefinition } from '../definition.ts';
import { editFlow, type FlowAct, moved } from './edit-flow.ts';

/** What an editor does to a draft of an item. Ids are given with the act: `freeId` finds one. */
export type EditAct =
  | { readonly do: 'set'; readonly values: Partial<Settable>; readonly clear?: readonly Clearable[] }
  /** Replaces the field of this id in its place, or adds it at the end. */
  | { readonly do: 'putField'; readonly field: Field }
  | { readonly do: 'removeField'; readonly id: string }
  | { readonly do: 'moveField'; readonly id: string; readonly by: -1 | 1 }
  | FlowAct;

/** Everything of an item that is not a list with an order of its own; the code of an item never changes. */
export type Settable = Omit<ItemDefinition, 'id' | 'version' | 'fields' | 'flow'>;
type Clearable =
  | 'respond'
  | 'calendar'
  | 'urgent'
  | 'supervision'
  | 'archive'
  | 'limit'
  | 'rules'
  | 'documentNumber'
  | 'cc'
  | 'sameDay'
  | 'promisedUntil'
  | 'expiry'
  | 'extension'
  | 'anonymousIf'
  | 'bookings'
  | 'answers'
  | 'limitField'
  | 'offersDelegation';

/** Why an act could not be done: what it speaks of is gone, or the new id is taken. */
export type EditRefusal = 'notThere' | 'idTaken';
export type Edited =
  | { readonly item: ItemDefinition; readonly refused?: undefined }
  | { readonly refused: EditRefusal };

/**
 * The draft after one act. Acts never repair what follows from them: a condition on a field that was removed stays, and the
 * check of the draft names it (`checkItem`), so that whoever edits decides what becomes of it.
 */
export function editItem(item: ItemDefinition, act: EditAct): Edited {
  switch (act.do) {
    case 'set': {
      const kept = { ...item };
      for (const key of act.clear ?? []) delete kept[key];
      return { item: { ...kept, ...act.values } };
    }
    case 'putField': {
      const there = item.fields.some(({ id }) => id === act.field.id);
      const fields = there
        ? item.fields.map(field => (field.id === act.field.id ? act.field : field))
        : [...item.fields, act.field];
      return { item: { ...item, fields } };
    }
    case 'removeField': {
      const fields = item.fields.filter(({ id }) => id !== act.id);
      if (fields.length === item.fields.length) return { refused: 'notThere' };
      return { item: { ...item, fields, summary: item.summary.filter(id => id !== act.id) } };
    }
    case 'moveField': {
      const fields = moved(item.fields, act.id, act.by);
      return fields === undefined ? { refused: 'notThere' } : { item: { ...item, fields } };
    }
    default: {
      const flow = editFlow(item.flow, act);
      return typeof flow === 'string' ? { refused: flow } : { item: { ...item, flow } };
    }
  }
}

/** An id that nothing in the item has: `field3`, `step2`. */
export function freeId(item: Pick<ItemDefinition, 'fields' | 'flow'>, prefix: string): string {
  const taken = new Set([...item.fields.map(({ id }) => id), ...item.flow.flatMap(idsOf)]);
  for (let n = 1; ; n += 1) if (!taken.has(`${prefix}${n}`)) return `${prefix}${n}`;
}

function idsOf(node: FlowNode): readonly string[] {
  if (node.kind !== 'branch') return [node.id];
  return [node.id, ...node.branches.flatMap(({ id, nodes }) => [id, ...nodes.flatMap(idsOf)])];
}

/** An item that says nothing yet but what it is called: its check names what is missing. */
export function blankItem(
  start: Pick<ItemDefinition, 'id' | 'name' | 'category' | 'department'>,
): ItemDefinition {
  return {
    ...start,
    version: 0,
    synonyms: [],
    guide: { summary: start.name, materials: [] },
    visibility: { kind: 'everyone' },
    fields: [],
    summary: [],
    flow: [],
    number: { template: '{PREFIX}-{YYYYMMDD}-{SEQ:4}', reset: 'day' },
    withdraw: 'whileRunning',
    revokeDays: 0,
    returnExpire: { amount: 15, unit: 'wd' },
    dedupe: 'none',
    self: 'skip',
    nobody: { do: 'admin' },
    batchApprove: false,
  };
}
