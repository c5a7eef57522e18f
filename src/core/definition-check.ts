import { conditionFaults } from './check/check-condition.ts';
import { fieldFaults } from './check/check-fields.ts';
import { flowFaults } from './check/check-flow.ts';
import { supervisionFaults } from './check/check-supervision.ts';
import { itemLimitFaults } from './check/check-limits.ts';
import { shownFaults } from './check/check-shown.ts';
import { withReason } from './check/fault.ts';
import type { DefinitionFault, PlainFault } from './check/fault.ts';
import type { ItemDefinition } from './definition.ts';
import { resetFault, templateFault } from './numbers.ts';

export type { DefinitionFault } from './check/fault.ts';
export { checkCatalogue } from './check/check-catalogue.ts';

/**
 * Everything about an item that cannot work, each with its place (`flow[2].branches[0].when`) and the reason; none: it may be
 * loaded or published.
 */
export function checkDefinition(definition: ItemDefinition): readonly DefinitionFault[] {
  const faults = [
    ...fieldFaults(definition),
    ...shownFaults(definition.fields),
    ...flowFaults(definition),
    ...itemLimitFaults(definition),
    ...restFaults(definition),
    ...supervisionFaults(definition),
  ];
  return faults.map(withReason);
}

function restFaults(definition: ItemDefinition): readonly PlainFault[] {
  const { anonymousIf, fields } = definition;
  const faults: PlainFault[] =
    anonymousIf === undefined ? [] : [...conditionFaults(fields, anonymousIf, 'anonymousIf')];
  const ids = definition.fields.map(field => field.id);
  for (const [index, id] of definition.summary.entries()) {
    if (!ids.includes(id)) faults.push({ path: `summary[${index}]`, problem: 'unknownField', detail: id });
  }
  const offer = definition.offersDelegation;
  const wanted = { period: 'dateRange', agent: 'person' } as const;
  for (const key of ['period', 'agent'] as const) {
    const named = offer?.[key];
    const field = definition.fields.find(({ id }) => id === named);
    if (named !== undefined && field?.type !== wanted[key])
      faults.push({ path: `offersDelegation.${key}`, problem: 'unknownField', detail: named });
  }
  const templates = { number: definition.number, documentNumber: definition.documentNumber };
  for (const [key, rule] of Object.entries(templates)) {
    const problem = rule && (templateFault(rule.template) ?? resetFault(rule));
    if (problem !== undefined && rule)
      faults.push({ path: `${key}.template`, problem, detail: rule.template });
  }
  return faults;
}
