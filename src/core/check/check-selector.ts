import type { ItemDefinition, Selector } from '../definition.ts';
import { fieldTypesFor } from '../selectors.ts';
import type { PlainFault } from './fault.ts';

/** Selectors of nobody, of fields that are not there or of another type, of levels that do not exist. */
export function selectorFaults(
  definition: ItemDefinition,
  selectors: readonly Selector[],
  path: string,
  mayBeEmpty: boolean,
): readonly PlainFault[] {
  const empty: readonly PlainFault[] =
    selectors.length === 0 && !mayBeEmpty ? [{ path, problem: 'emptyWho' }] : [];
  return [
    ...empty,
    ...selectors.flatMap((selector, index) => oneSelector(definition, selector, `${path}[${index}]`)),
  ];
}

function oneSelector(definition: ItemDefinition, selector: Selector, path: string): readonly PlainFault[] {
  switch (selector.kind) {
    case 'people':
      return selector.people.length === 0 ? [{ path, problem: 'emptyWho' }] : [];
    case 'manager':
    case 'departmentHead':
      return Number.isInteger(selector.level) && selector.level >= 1
        ? []
        : [{ path, problem: 'badLevel', detail: String(selector.level) }];
    case 'managerChain': {
      const { until } = selector;
      const level = 'level' in until ? until.level : 'top' in until ? until.top : 1;
      return Number.isInteger(level) && level >= 1
        ? []
        : [{ path, problem: 'badLevel', detail: String(level) }];
    }
    case 'formPerson':
    case 'formDepartmentHead': {
      const field = definition.fields.find(candidate => candidate.id === selector.field);
      if (!field) return [{ path, problem: 'unknownField', detail: selector.field }];
      return fieldTypesFor(selector.kind).includes(field.type)
        ? []
        : [{ path, problem: 'wrongFieldType', detail: selector.field }];
    }
    case 'applicantChooses':
    case 'previousChooses':
      return selector.from?.length === 0 ? [{ path, problem: 'emptyWho' }] : [];
    case 'role':
    case 'applicant':
      return [];
    default:
      return selector satisfies never;
  }
}
