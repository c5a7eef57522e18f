import type { DecideContext } from './commands.ts';
import type { Instant, NobodyPolicy, SelfPolicy, StepNode } from './definition.ts';
import { delegationFor } from './delegation.ts';
import type { Delegation } from './organisation.ts';
import { activeAdministrators, activePerson } from './people/organisation-lookup.ts';
import type { RequestState, RunNote, Task } from './request.ts';
import { selectFor } from './selectors.ts';
import type { Selected } from './selectors.ts';
import { departmentHeadAt, managerAt } from './supervisors.ts';

/** Who acts in a step, resolved in the order of semantics C11: one function a stage. */

export type RoutingFacts = Pick<RequestState, 'applicant' | 'departmentId' | 'form' | 'chosen'>;

export interface RoutedPlace {
  readonly principal: string;
  /** The delegation by which an agent acts in place of the principal, or beside (semantics C11.6). */
  readonly delegation?: Delegation;
  /** A step that is opened again: who acted for the principal in the last round, and until when. */
  readonly agent?: { readonly actor: string; readonly mark?: Task['delegation'] };
}

export type Routed =
  | { readonly kind: 'ask'; readonly places: readonly RoutedPlace[]; readonly note?: RunNote }
  | { readonly kind: 'pass'; readonly why: 'nobody' | 'self' }
  | { readonly kind: 'reject'; readonly why: 'nobody' }
  /** There is no one at all, not even an administrator. */
  | { readonly kind: 'stuck' };

export interface RoutingOptions {
  readonly at: Instant;
  /** Re-opened by a return: the applicant's own place does not pass by itself (semantics C6). */
  readonly reopened?: boolean;
}

export function routeStep(
  context: DecideContext,
  facts: RoutingFacts,
  step: StepNode,
  options: RoutingOptions,
): Routed {
  const selected = selected1(context, facts, step);
  const present = present2(context, selected.people);
  const { people, passes } = withoutApplicant4(context, facts, step, present, options.reopened ?? false);
  if (passes) return { kind: 'pass', why: 'self' };
  if (people.length === 0) return nobody5(context, facts, step, options.at);
  const note: RunNote | undefined = selected.chainEnded ? 'chainEnded' : undefined;
  return withDelegations6(context, facts, people, options.at, note);
}

/** C11.1 and C11.3: selectors → people, distinct, order kept. */
function selected1(context: DecideContext, facts: RoutingFacts, step: StepNode): Selected {
  return selectFor(step.who, context.organisation, facts, step.id);
}

/** C11.2: who left or is frozen does not act. */
function present2(context: DecideContext, people: readonly string[]): readonly string[] {
  return people.filter(id => activePerson(context.organisation, id));
}

/** The rule for the applicant in a step; a step that names the applicant on purpose means it. */
export function selfPolicyOf(context: DecideContext, step: StepNode): SelfPolicy {
  if (step.who.some(selector => selector.kind === 'applicant')) return 'self';
  return step.self ?? context.definition.self;
}

/** C11.4: the applicant among the actors. */
function withoutApplicant4(
  context: DecideContext,
  facts: RoutingFacts,
  step: StepNode,
  people: readonly string[],
  reopened: boolean,
): { readonly people: readonly string[]; readonly passes: boolean } {
  const policy = selfPolicyOf(context, step);
  if (policy === 'self' || !people.includes(facts.applicant)) return { people, passes: false };
  const others = people.filter(id => id !== facts.applicant);
  if (policy === 'skip') {
    if (others.length > 0) return { people: others, passes: false };
    return reopened ? { people, passes: false } : { people: [], passes: true };
  }
  const superior = superiorOf(context, facts, policy);
  const replaced = people.flatMap(id => (id === facts.applicant ? (superior ?? []) : id));
  return { people: [...new Set(replaced)], passes: false };
}

function superiorOf(
  { organisation }: DecideContext,
  facts: RoutingFacts,
  policy: 'manager' | 'departmentHead',
): string | undefined {
  const { applicant, departmentId } = facts;
  const superior =
    policy === 'manager'
      ? managerAt(organisation, applicant, 1, false, departmentId)
      : departmentHeadAt(organisation, applicant, 1, departmentId);
  return superior !== applicant && activePerson(organisation, superior) ? superior : undefined;
}

/** C11.5: nobody is left. Money items do not pass by themselves; administrators act unless the item says otherwise. */
function nobody5(context: DecideContext, facts: RoutingFacts, step: StepNode, at: Instant): Routed {
  const policy: NobodyPolicy = step.nobody ?? context.definition.nobody;
  if (policy.do === 'autoPass') return { kind: 'pass', why: 'nobody' };
  if (policy.do === 'autoReject') return { kind: 'reject', why: 'nobody' };
  const named = policy.do === 'people' ? present2(context, policy.people) : [];
  const people = named.length > 0 ? named : administratorsFor(context, facts.applicant);
  if (people.length === 0) return { kind: 'stuck' };
  return withDelegations6(context, facts, people, at, policy.do === 'blockSubmit' ? 'blocked' : 'nobody');
}

/** Administrators who may act; the applicant only where there is no other. */
export function administratorsFor(context: DecideContext, applicant: string): readonly string[] {
  const all = activeAdministrators(context.organisation);
  const others = all.filter(id => id !== applicant);
  return others.length > 0 ? others : all;
}

/** C11.6: delegations in force at this moment. */
function withDelegations6(
  context: DecideContext,
  facts: RoutingFacts,
  people: readonly string[],
  at: Instant,
  note: RunNote | undefined,
): Routed {
  const places = people.map((principal): RoutedPlace => {
    const delegation = delegationFor(context, principal, facts.applicant, at);
    return delegation === undefined ? { principal } : { principal, delegation };
  });
  const delegated = places.some(place => place.delegation !== undefined) ? 'delegated' : undefined;
  const told = note ?? delegated;
  return { kind: 'ask', places, ...(told === undefined ? {} : { note: told }) };
}
