import type { ItemDefinition, Method, StepNode } from '../definition.ts';
import { allPlaces, upwards } from '../flow-walk.ts';
import { stepLimitFaults } from './check-limits.ts';
import { selectorFaults } from './check-selector.ts';
import { feedbackFaults } from './check-supervision.ts';
import type { PlainFault } from './fault.ts';

/** Faults of one step: who acts, how it decides, where a reject goes, what it may edit, its time rules. */
export function stepFaults(definition: ItemDefinition, step: StepNode, path: string): readonly PlainFault[] {
  return [
    ...selectorFaults(definition, step.who, `${path}.who`, false),
    ...selectorFaults(definition, step.cc?.start ?? [], `${path}.cc.start`, true),
    ...selectorFaults(definition, step.cc?.end ?? [], `${path}.cc.end`, true),
    ...whoFaults(definition, step, path),
    ...methodFaults(step.method, `${path}.method`),
    ...rejectFaults(definition, step, `${path}.onReject`),
    ...editFaults(definition, step, `${path}.fields`),
    ...stepLimitFaults(definition, step, path),
    ...feedbackFaults(definition, step, `${path}.feedback`),
  ];
}

function whoFaults(definition: ItemDefinition, step: StepNode, path: string): readonly PlainFault[] {
  const faults: PlainFault[] = [];
  for (const [index, selector] of step.who.entries()) {
    const place = `${path}.who[${index}]`;
    if (selector.kind === 'managerChain' && step.method.kind !== 'sequence')
      faults.push({ path: place, problem: 'chainNeedsSequence' });
    if (selector.kind === 'previousChooses' && !hasStepBefore(definition, step))
      faults.push({ path: place, problem: 'noPrevious' });
  }
  return faults;
}

/** Steps that have always run when this one is reached: before it in its list, or before a branch that holds it. */
function stepsBefore(definition: ItemDefinition, step: StepNode): readonly string[] {
  return upwards(definition.flow, step.id).flatMap(place =>
    place.list.slice(0, place.index).flatMap(node => (node.kind === 'step' ? [node.id] : [])),
  );
}

/** Somebody who could choose: a step before it, if only within a branch before it. */
function hasStepBefore(definition: ItemDefinition, step: StepNode): boolean {
  const line = upwards(definition.flow, step.id);
  return line.some(place =>
    allPlaces(place.list.slice(0, place.index)).some(({ node }) => node.kind === 'step'),
  );
}

function methodFaults(method: Method, path: string): readonly PlainFault[] {
  if (method.kind !== 'vote') return [];
  const { pass } = method;
  const value = 'percent' in pass ? pass.percent : 'count' in pass ? pass.count : pass.weightPercent;
  const most = 'percent' in pass ? 100 : 'count' in pass ? 1000 : 99;
  const whole = Number.isInteger(value) && value >= 1 && value <= most;
  const weights = 'weights' in pass ? Object.values(pass.weights) : [];
  const weighed = weights.every(weight => Number.isInteger(weight) && weight > 0);
  return whole && weighed ? [] : [{ path: `${path}.pass`, problem: 'badThreshold', detail: String(value) }];
}

/** A reject may go back only to a step that has run on every way here (semantics C5, C6). */
function rejectFaults(definition: ItemDefinition, step: StepNode, path: string): readonly PlainFault[] {
  if (typeof step.onReject === 'string') return [];
  const { toStep } = step.onReject;
  return stepsBefore(definition, step).includes(toStep)
    ? []
    : [{ path, problem: 'badTarget', detail: toStep }];
}

function editFaults(definition: ItemDefinition, step: StepNode, path: string): readonly PlainFault[] {
  return Object.entries(step.fields ?? {}).flatMap(([id, right]): readonly PlainFault[] => {
    const field = definition.fields.find(candidate => candidate.id === id);
    if (!field) return [{ path: `${path}.${id}`, problem: 'unknownField', detail: id }];
    return field.type === 'formula' && right === 'edit'
      ? [{ path: `${path}.${id}`, problem: 'wrongFieldType', detail: id }]
      : [];
  });
}
