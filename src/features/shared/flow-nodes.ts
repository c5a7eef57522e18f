import type { ItemDefinition, Text } from '../../core/definition.ts';
import { placeOf } from '../../core/flow-walk.ts';

/** The node's name; its id where the definition does not know it. */
export function nodeName(definition: Pick<ItemDefinition, 'flow'>, id: string): Text {
  return placeOf(definition.flow, id)?.node.name ?? { zh: id, en: id };
}
