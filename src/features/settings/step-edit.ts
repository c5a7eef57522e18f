import { settingsStepCard, type StepFormValues } from '../../../cards/settings-step.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { ItemDefinition, StepNode } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import { politeNo, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { whoText } from '../shared/who-text.ts';
import { previewItem } from './item-publish.ts';
import { liveItem, whoNames } from './items.ts';
import { hiddenRules } from './step-rules.ts';
import { faultsOf, readValues, type StepFaults, valuesOf } from './step-values.ts';

const CANDIDATES = 200;

/** The editor of one step of the live version. */
export async function stepForm(
  deps: FeatureDeps,
  action: ActionOf<'settings.step'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const found = await liveStep(deps, action.item, action.step);
  if (found === undefined) return politeNo(deps, 'notFound');
  return show(await stepCard(deps, tap, found, valuesOf(found.step), {}));
}

/** Checks what was typed, then shows the difference to what is live, to be confirmed. */
export async function stepPreview(
  deps: FeatureDeps,
  { item, step, basedOn }: ActionOf<'settings.stepPreview'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const found = await liveStep(deps, item, step);
  if (found === undefined) return politeNo(deps, 'notFound');
  const values = readValues(tap.form ?? {});
  const faults = faultsOf(found.step, values);
  if (Object.keys(faults).length > 0 && found.definition.version === basedOn)
    return show(await stepCard(deps, tap, found, values, faults));
  return previewItem(deps, tap, { kind: 'step', item, step }, { ...values }, basedOn);
}

interface LiveStep {
  readonly definition: ItemDefinition;
  readonly step: StepNode;
}

async function liveStep(deps: FeatureDeps, item: string, step: string): Promise<LiveStep | undefined> {
  const definition = (await liveItem(deps, item))?.definition;
  const node = definition === undefined ? undefined : stepIn(definition.flow, step);
  return definition === undefined || node === undefined ? undefined : { definition, step: node };
}

async function stepCard(
  deps: FeatureDeps,
  tap: CardTap,
  { definition, step }: LiveStep,
  values: StepFormValues,
  faults: StepFaults,
): Promise<CardJson> {
  const [names, settings, candidates] = await Promise.all([
    whoNames(deps, definition),
    deps.stores.settings.current(),
    deps.directory.candidates(tap.person, '', CANDIDATES),
  ]);
  const worded = Object.entries(faults).map(([name, fault]) => [name, deps.texts(`admin.${fault}`)] as const);
  return settingsStepCard(
    {
      item: { id: definition.id, name: definition.name },
      step: { id: step.id, name: step.name },
      basedOn: definition.version,
      whoNow: whoText(step.who, names, deps.texts),
      values,
      otherRules: hiddenRules(step).length,
      roles: Object.entries(settings.roles).map(([id, role]) => ({ id, label: role.name })),
      candidates: [...new Set([...values.people, ...candidates.map(each => each.id)])],
      faults: Object.fromEntries(worded),
    },
    deps.texts,
  );
}
