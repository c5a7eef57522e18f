import type { DecideContext } from './commands.ts';
import type { Instant } from './definition.ts';
import type { Delegation } from './organisation.ts';
import { activePerson } from './people/organisation-lookup.ts';

/**
 * The delegation (代理) that stands for a person at this moment, for this item (semantics C9): one hop only, never to the
 * applicant, never to somebody who left.
 */
export function delegationFor(
  context: DecideContext,
  principal: string,
  applicant: string,
  at: Instant,
): Delegation | undefined {
  return context.organisation.delegations.find(
    rule => rule.principal === principal && applies(context, rule, applicant, at),
  );
}

export function applies(context: DecideContext, rule: Delegation, applicant: string, at: Instant): boolean {
  const covers = rule.items === 'all' || rule.items.includes(context.definition.id);
  const inForce = rule.from <= at && at < rule.to;
  const usable = rule.agent !== applicant && rule.agent !== rule.principal;
  return covers && inForce && usable && activePerson(context.organisation, rule.agent) !== undefined;
}

function overlap(a: Delegation, b: Delegation): boolean {
  const sameTime = a.from < b.to && b.from < a.to;
  const sameItems =
    a.items === 'all' ||
    b.items === 'all' ||
    a.items.some(item => b.items !== 'all' && b.items.includes(item));
  return sameTime && sameItems;
}

/**
 * Why a new delegation cannot be saved beside the others: to oneself, over before it begins, a second one at the same time,
 * or a cycle A → B → … → A (semantics C9). `chained` is no fault but a warning: the agent's own delegation will not be used.
 */
export function delegationFault(
  rules: readonly Delegation[],
  rule: Delegation,
): 'self' | 'empty' | 'twice' | 'cycle' | undefined {
  if (rule.principal === rule.agent) return 'self';
  if (rule.from >= rule.to) return 'empty';
  const others = rules.filter(other => other.id !== rule.id && overlap(other, rule));
  if (others.some(other => other.principal === rule.principal)) return 'twice';
  const reached = new Set([rule.agent]);
  for (let grew = true; grew; ) {
    const next = others.filter(other => reached.has(other.principal) && !reached.has(other.agent));
    for (const other of next) reached.add(other.agent);
    grew = next.length > 0;
  }
  return reached.has(rule.principal) ? 'cycle' : undefined;
}

export function delegationIsChained(rules: readonly Delegation[], rule: Delegation): boolean {
  return rules.some(other => other.principal === rule.agent && overlap(other, rule));
}
