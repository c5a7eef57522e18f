import { checkDefinition, type DefinitionFault } from '../src/core/definition-check.ts';
import type { ItemDefinition } from '../src/core/definition.ts';
import { faultsOfIssues, pathText } from './catalogue.ts';
import { catalogueItemSchema } from './catalogue-schema.ts';
import { plainItem } from './write-item.ts';

/** What is wrong with an item and where (`flow[2].who[0]`). `form`: it could not be written as a file of the catalogue. */
export interface ItemFault {
  readonly path: string;
  readonly problem: DefinitionFault['problem'] | 'form';
  readonly detail?: string;
  /** In English, as for whoever writes files. */
  readonly reason: string;
}

/** Everything that keeps an item from being published: exactly what a catalogue file would be refused for. */
export function checkItem(item: ItemDefinition): readonly ItemFault[] {
  const parsed = catalogueItemSchema.safeParse(plainItem(item));
  if (parsed.success) return checkDefinition(item);
  return parsed.error.issues.flatMap(faultsOfIssues).map(({ place, problem }) => ({
    path: pathText(place),
    problem: 'form',
    reason: problem,
  }));
}
