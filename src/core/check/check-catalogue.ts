import type { Field, FlowNode, ItemDefinition, SubrequestStart } from '../definition.ts';
import { allPlaces } from '../flow-walk.ts';
import { withReason } from './fault.ts';
import type { DefinitionFault, PlainFault } from './fault.ts';

/** A fault that shows only beside other items; `path` is within the item `item`. */
export interface CatalogueFault extends DefinitionFault {
  readonly item: string;
}

/**
 * What cannot work between the items of a whole catalogue: sub-requests of items that are not there, that start each other in
 * a circle, or that the other item would always refuse.
 */
export function checkCatalogue(definitions: readonly ItemDefinition[]): readonly CatalogueFault[] {
  const byId = new Map(definitions.map(each => [each.id, each]));
  return definitions.flatMap(definition => {
    const faults = startsOf(definition.flow, 'flow').flatMap((start): readonly PlainFault[] => {
      const other = byId.get(start.item);
      const { path, item: detail } = start;
      if (other === undefined) return [{ path, problem: 'unknownItem', detail }];
      const circle = reaches(byId, other.id, definition.id)
        ? [{ path, problem: 'itemCycle', detail } as const]
        : [];
      return [...circle, ...formFaults(definition, other, start)];
    });
    return [...faults, ...extensionOf(byId, definition)].map(fault => ({
      ...withReason(fault),
      item: definition.id,
    }));
  });
}

/** The item that asks for more time (延期) must be there. */
function extensionOf(
  byId: ReadonlyMap<string, ItemDefinition>,
  { extension }: ItemDefinition,
): readonly PlainFault[] {
  if (extension === undefined || byId.has(extension.item)) return [];
  return [{ path: 'extension.item', problem: 'unknownItem', detail: extension.item }];
}

type Start = SubrequestStart & { readonly path: string };

function startsOf(flow: readonly FlowNode[], path: string): readonly Start[] {
  return flow.flatMap((node, index) => {
    const here = `${path}[${index}]`;
    if (node.kind === 'subrequests')
      return node.start.map((start, at) => ({ ...start, path: `${here}.start[${at}]` }));
    if (node.kind !== 'branch') return [];
    return node.branches.flatMap((branch, at) => startsOf(branch.nodes, `${here}.branches[${at}].nodes`));
  });
}

function reaches(byId: ReadonlyMap<string, ItemDefinition>, from: string, to: string): boolean {
  const reached = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...startsOf(byId.get(id)?.flow ?? [], 'flow').map(start => start.item));
  }
  return false;
}

/** A sub-request is handed in without anybody looking at its form: what it must have has to come from this one. */
function formFaults(own: ItemDefinition, other: ItemDefinition, start: Start): readonly PlainFault[] {
  const { path, form, set = {} } = start;
  const unknown = Object.keys(set)
    .filter(theirs => !other.fields.some(({ id }) => id === theirs))
    .map(
      (theirs): PlainFault => ({
        path: `${path}.set`,
        problem: 'unknownField',
        detail: `${other.id}.${theirs}`,
      }),
    );
  const given = Object.entries(form).flatMap(([theirs, ours]): readonly PlainFault[] => {
    const field = other.fields.find(({ id }) => id === theirs);
    if (field === undefined)
      return [{ path: `${path}.form`, problem: 'unknownField', detail: `${other.id}.${theirs}` }];
    const source = own.fields.find(({ id }) => id === ours);
    const fits = source === undefined || typeOf(source) === typeOf(field);
    return fits
      ? []
      : [{ path: `${path}.form.${theirs}`, problem: 'wrongFieldType', detail: `${ours} ${theirs}` }];
  });
  const missing = other.fields
    .filter(field => field.required === true && field.showIf === undefined && field.type !== 'formula')
    .filter(field => field.default === undefined && !Object.hasOwn({ ...form, ...set }, field.id))
    .map(({ id }): PlainFault => ({ path, problem: 'missingInput', detail: `${other.id}.${id}` }));
  const chooses = allPlaces(other.flow).flatMap(({ node }): readonly PlainFault[] =>
    node.kind === 'step' && node.who.some(({ kind }) => kind === 'applicantChooses')
      ? [{ path, problem: 'startsUnchosen', detail: `${other.id}.${node.id}` }]
      : [],
  );
  return [...given, ...unknown, ...missing, ...chooses];
}

/** What a value of the field is; a formula's is what it results in. */
function typeOf(field: Field): string {
  return field.type === 'formula' ? field.result : field.type;
}
