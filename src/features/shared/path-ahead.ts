import type { PathStepView } from '../../../cards/kit/request-view.ts';
import type { Texts } from '../../../cards/kit/texts.ts';
import type { ItemDefinition, Text } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import type { Organisation } from '../../core/organisation.ts';
import type { PathStep } from '../../core/preview.ts';
import { namesOf } from './people.ts';

/** A step that is still ahead, with the people who would act. */
export function aheadView(
  step: PathStep,
  definition: Pick<ItemDefinition, 'flow'>,
  organisation: Pick<Organisation, 'people'>,
  t: Texts,
): readonly PathStepView[] {
  if (step.kind === 'branch') return [];
  const note = noteOf(step, t);
  const limit = stepIn(definition.flow, step.nodeId)?.limit;
  return [
    {
      name: step.name,
      kind: step.kind === 'step' ? (step.act ?? 'approve') : step.kind,
      people: namesOf(organisation, step.people),
      state: 'ahead',
      ...(step.method !== undefined && step.people.length > 1 ? { method: step.method } : {}),
      ...(note === undefined ? {} : { note }),
      ...(limit === undefined ? {} : { limit }),
    },
  ];
}

/** Said where it is not simply these people: nobody was found, somebody stands in, they have approved before. */
function noteOf(step: PathStep, t: Texts): Text | undefined {
  if (step.note !== undefined) return t(`path.${step.note}`);
  if (step.people.length > 0 && step.repeated.length === step.people.length) return t('path.repeated');
  // Why it is asked at all: the branch that the form led into.
  return step.branches.at(-1)?.name;
}
