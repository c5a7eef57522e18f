import type { DecideContext } from '../commands.ts';
import { evaluateCondition } from '../condition.ts';
import type { ConditionWarning } from '../condition.ts';
import type { BranchNode, FormData } from '../definition.ts';
import type { RoutingFacts } from '../routing.ts';

export interface Taken {
  readonly taken: readonly string[];
  readonly inputs: FormData;
  readonly warnings: readonly ConditionWarning[];
}

/**
 * Which branches are taken (semantics C14, peers.md rows 11 and 12). Exclusive: the first whose condition holds; inclusive:
 * all that hold; none: the default. Parallel: all. Evaluated on the form as it stands when the node is entered.
 */
export function takeBranches(context: DecideContext, facts: RoutingFacts, node: BranchNode): Taken {
  if (node.mode === 'parallel') {
    return { taken: node.branches.map(branch => branch.id), inputs: {}, warnings: [] };
  }
  const input = {
    fields: context.definition.fields,
    form: facts.form,
    applicant: facts.applicant,
    organisation: context.organisation,
  };
  const results = node.branches.flatMap(({ id, when }) =>
    when === undefined ? [] : [{ id, ...evaluateCondition(when, input) }],
  );
  const hits = results.filter(result => result.holds).map(result => result.id);
  const fallback = node.branches.filter(branch => branch.when === undefined).map(branch => branch.id);
  const chosen = hits.length > 0 ? hits : fallback;
  return {
    taken: node.mode === 'exclusive' ? chosen.slice(0, 1) : chosen,
    inputs: Object.assign({}, ...results.map(result => result.inputs)),
    warnings: distinctWarnings(results.flatMap(result => result.warnings)),
  };
}

function distinctWarnings(warnings: readonly ConditionWarning[]): readonly ConditionWarning[] {
  return warnings.filter(
    (warning, index) =>
      warnings.findIndex(other => other.field === warning.field && other.problem === warning.problem) ===
      index,
  );
}
