import type { ItemDefinition } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import type { SupervisionStage } from '../../../core/supervision/types.ts';

/** The item's own stages of supervision; none where it is supervised as usual, or not at all. */
export function stagesIn({ supervision }: Pick<ItemDefinition, 'supervision'>): readonly SupervisionStage[] {
  return supervision === undefined || supervision === 'off' ? [] : supervision.stages;
}

/** The stages with others in the place of this one, or with them at the end where it is not there. */
export function withStage(
  stages: readonly SupervisionStage[],
  id: string,
  fresh: readonly SupervisionStage[],
): EditAct {
  const known = stages.some(stage => stage.id === id);
  const replaced = known ? stages.flatMap(each => (each.id === id ? fresh : [each])) : [...stages, ...fresh];
  return { do: 'set', values: { supervision: { stages: replaced } } };
}
