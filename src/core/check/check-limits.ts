import type { ItemDefinition, StepNode, TimeRule } from '../definition.ts';
import { allPlaces } from '../flow-walk.ts';
import { selectorFaults } from './check-selector.ts';
import { duplicates } from './fault.ts';
import type { PlainFault } from './fault.ts';

type Limited = Pick<ItemDefinition, 'respond' | 'limit' | 'limitField' | 'sameDay'>;

/** Faults of the item's own limits and time rules; `returnExpire` too, which is a limit of the applicant's. */
export function itemLimitFaults(definition: ItemDefinition): readonly PlainFault[] {
  const rules = definition.rules ?? [];
  const expire = definition.returnExpire.amount > 0;
  return [
    ...limitFaults(definition, rules, ''),
    ...(expire ? [] : [{ path: 'returnExpire', problem: 'badDuration' } as const]),
    ...rules.flatMap((rule, index) => ruleFaults(definition, stepsOf(definition), rule, `rules[${index}]`)),
    ...promiseFaults(definition),
    ...expiryFaults(definition),
    ...bookingFaults(definition),
    ...fieldOfType(definition, definition.answers?.field, 'answers.field', ['text']),
  ];
}

/** `promisedUntil` names a step on every way, and there is something promised. */
function promiseFaults({ flow, promisedUntil, limit, limitField, sameDay }: ItemDefinition) {
  const faults: PlainFault[] = [];
  if (sameDay !== undefined && (limit ?? limitField) !== undefined)
    faults.push({ path: 'sameDay', problem: 'twoLimits' });
  if (promisedUntil === undefined) return faults;
  const path = 'promisedUntil';
  if (!flow.some(node => node.kind === 'step' && node.id === promisedUntil))
    faults.push({ path, problem: 'notOnEveryWay', detail: promisedUntil });
  if ((limit ?? limitField ?? sameDay) === undefined) faults.push({ path, problem: 'rulesWithoutLimit' });
  return faults;
}

function expiryFaults(definition: ItemDefinition): readonly PlainFault[] {
  const { expiry } = definition;
  if (expiry === undefined) return [];
  return [
    ...fieldOfType(definition, expiry.field, 'expiry.field', ['date', 'dateRange']),
    ...selectorFaults(definition, expiry.also ?? [], 'expiry.also', true),
  ];
}

function bookingFaults(definition: ItemDefinition): readonly PlainFault[] {
  const { bookings = [] } = definition;
  const twice = duplicates(bookings.map(({ id }) => id)).map(
    (index): PlainFault => ({ path: `bookings[${index}].id`, problem: 'duplicateId' }),
  );
  const named = ['text', 'select', 'person', 'department'];
  return [
    ...twice,
    ...bookings.flatMap(({ what, period, from, until }, index) => {
      const path = `bookings[${index}]`;
      return [
        ...fieldOfType(definition, what, `${path}.what`, named),
        ...fieldOfType(definition, period, `${path}.period`, ['dateRange']),
        ...fieldOfType(definition, from, `${path}.from`, ['time']),
        ...fieldOfType(definition, until, `${path}.until`, ['time']),
      ];
    }),
  ];
}

function fieldOfType(
  { fields }: ItemDefinition,
  id: string | undefined,
  path: string,
  types: readonly string[] = ['date'],
): readonly PlainFault[] {
  if (id === undefined) return [];
  const field = fields.find(each => each.id === id);
  if (field === undefined) return [{ path, problem: 'unknownField', detail: id }];
  return types.includes(field.type) ? [] : [{ path, problem: 'wrongFieldType', detail: id }];
}

/** Faults of a step's limits and time rules. */
export function stepLimitFaults(
  definition: ItemDefinition,
  step: StepNode,
  path: string,
): readonly PlainFault[] {
  return [
    ...limitFaults(step, step.rules, `${path}.`),
    ...fieldOfType(definition, step.limitField, `${path}.limitField`),
    ...step.rules.flatMap((rule, index) => ruleFaults(definition, [step], rule, `${path}.rules[${index}]`)),
  ];
}

function stepsOf({ flow }: ItemDefinition): readonly StepNode[] {
  return allPlaces(flow).flatMap(({ node }) => (node.kind === 'step' ? [node] : []));
}

function limitFaults(limits: Limited, rules: readonly TimeRule[], prefix: string): readonly PlainFault[] {
  const faults: PlainFault[] = [];
  for (const name of ['respond', 'limit'] as const) {
    const limit = limits[name];
    if (limit !== undefined && limit.amount <= 0)
      faults.push({ path: `${prefix}${name}`, problem: 'badDuration' });
  }
  const limited = limits.limit ?? limits.limitField ?? limits.sameDay;
  if (limited === undefined && rules.length > 0)
    faults.push({ path: `${prefix}rules`, problem: 'rulesWithoutLimit' });
  for (const index of duplicates(rules.map(rule => rule.id)))
    faults.push({ path: `${prefix}rules[${index}].id`, problem: 'duplicateId' });
  return faults;
}

function ruleFaults(
  definition: ItemDefinition,
  steps: readonly StepNode[],
  rule: TimeRule,
  path: string,
): readonly PlainFault[] {
  const faults: PlainFault[] = [];
  const { repeat } = rule;
  if (repeat && (repeat.every.amount <= 0 || !Number.isInteger(repeat.max) || repeat.max < 1))
    faults.push({ path: `${path}.repeat`, problem: 'badRepeat' });
  if (rule.do === 'transfer' && rule.to === undefined) faults.push({ path, problem: 'missingTo' });
  if (rule.to !== undefined) faults.push(...selectorFaults(definition, [rule.to], `${path}.to`, false));
  if (rule.do === 'autoReject' && steps.some(step => step.act === 'handle'))
    return [...faults, { path, problem: 'handleHasNoReject' }];
  const decides = rule.do === 'autoApprove' || rule.do === 'autoReject';
  const risky = decides && rule.expressly !== true && mattersTooMuch(definition, steps);
  return risky ? [...faults, { path, problem: 'autoNotAllowed', detail: rule.id }] : faults;
}

/** Semantics C13: no automatic decision where a signature or an amount is involved, unless expressly allowed. */
function mattersTooMuch(definition: ItemDefinition, steps: readonly StepNode[]): boolean {
  const amount = definition.fields.some(
    field => field.type === 'amount' || (field.type === 'formula' && field.result === 'amount'),
  );
  return amount || steps.some(step => step.requires?.signature === true);
}
