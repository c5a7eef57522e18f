import type { Field, FormData, Selector } from './definition.ts';
import { listOf } from './form/values.ts';
import type { Organisation } from './organisation.ts';
import { membersOfRole } from './people/organisation-lookup.ts';
import type { RequestState } from './request.ts';
import { departmentHeadAt, managerAt, managerChain } from './supervisors.ts';

/** What selectors look at (peers.md rows 21 to 26). */
export interface SelectorInput {
  readonly organisation: Organisation;
  readonly applicant: string;
  readonly departmentId?: string;
  readonly form: FormData;
  /** Actors that the applicant or an earlier approver chose, for this step. */
  readonly chosen: readonly string[];
}

export interface Selected {
  /** Distinct, in order; may hold people who have left. */
  readonly people: readonly string[];
  readonly chainEnded: boolean;
}

/** Semantics C11.1 and C11.3: all selectors of a step, one after the other, everybody once. */
export function selectPeople(selectors: readonly Selector[], input: SelectorInput): Selected {
  const parts = selectors.map(selector => selectOne(selector, input));
  return {
    people: [...new Set(parts.flatMap(part => part.people))],
    chainEnded: parts.some(part => part.chainEnded),
  };
}

/** The same for a request as it stands. Who was chosen for a step counts only where `nodeId` names that step. */
export function selectFor(
  selectors: readonly Selector[],
  organisation: Organisation,
  facts: Pick<RequestState, 'applicant' | 'departmentId' | 'form' | 'chosen'>,
  nodeId = '',
): Selected {
  return selectPeople(selectors, {
    organisation,
    applicant: facts.applicant,
    form: facts.form,
    chosen: Object.hasOwn(facts.chosen, nodeId) ? (facts.chosen[nodeId] ?? []) : [],
    ...(facts.departmentId === undefined ? {} : { departmentId: facts.departmentId }),
  });
}

const some = (id: string | undefined): Selected => ({
  people: id === undefined ? [] : [id],
  chainEnded: false,
});
const all = (people: readonly string[]): Selected => ({ people, chainEnded: false });

function selectOne(selector: Selector, input: SelectorInput): Selected {
  const { organisation, applicant, departmentId } = input;
  switch (selector.kind) {
    case 'people':
      return all(selector.people);
    case 'role':
      return all(membersOfRole(organisation, selector.role));
    case 'applicant':
      return some(applicant);
    case 'manager':
      return some(managerAt(organisation, applicant, selector.level, selector.strict ?? false, departmentId));
    case 'managerChain': {
      const chain = managerChain(organisation, applicant, selector, departmentId);
      return { people: chain.people, chainEnded: chain.endedAtTop };
    }
    case 'departmentHead':
      return some(departmentHeadAt(organisation, applicant, selector.level, departmentId));
    case 'formPerson':
      return all(idsOf(input.form[selector.field]));
    case 'formDepartmentHead':
      return all(idsOf(input.form[selector.field]).flatMap(id => organisation.departments[id]?.headId ?? []));
    case 'applicantChooses':
    case 'previousChooses':
      return all(
        selector.from === undefined ? input.chosen : input.chosen.filter(id => selector.from?.includes(id)),
      );
    default:
      return selector satisfies never;
  }
}

function idsOf(value: FormData[string] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (listOf(value) ?? []);
}

/** Types of field that a selector of a form's field can read. */
export function fieldTypesFor(kind: 'formPerson' | 'formDepartmentHead'): readonly Field['type'][] {
  return kind === 'formPerson' ? ['person', 'people'] : ['department', 'departments'];
}
