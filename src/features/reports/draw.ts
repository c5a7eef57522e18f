import { reportCard } from '../../../cards/report.ts';
import type { CardJson } from '../../application/ports.ts';
import type { Scope } from '../../application/ports-reports.ts';
import type { Text } from '../../core/definition.ts';
import type { Period } from '../../core/reports/period.ts';
import type { ReportKind } from '../../core/reports/report.ts';
import { cardTime } from '../shared/head.ts';
import type { ReportDeps } from './deps.ts';
import { gatherReport } from './gather.ts';
import { namesFor } from './names.ts';
import { everyDepartment, headcounts, narrowed, reachOf, withBelow } from './reach.ts';
import { isEmpty, type ReportView, scopeText, viewOf } from './view.ts';

/** A report as somebody asks for it, by ids as they stand on buttons. */
export interface Wish {
  readonly kind: ReportKind;
  readonly period: Period;
  readonly department?: string;
  readonly item?: string;
}

export type Drawn =
  | {
      readonly kind: 'report';
      readonly view: ReportView;
      readonly scope: Text | undefined;
      readonly counting: boolean;
      readonly empty: boolean;
    }
  /** Not this person's business. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'notBegun' };

/** So many requests are brought up to date while somebody waits; the recurring job does the rest. */
const BATCHES_WHILE_WAITING = 5;

/** Counts a report for this person, within what they may see; the facts are brought up to now first. */
export async function drawReport(deps: ReportDeps, person: string, wish: Wish): Promise<Drawn> {
  const reach = await reachOf(deps, person);
  if (reach === undefined) return { kind: 'refused' };
  const { departments } = await everyDepartment(deps);
  const scope = narrowed(reach, wish.department, wish.item, id => withBelow(departments, id));
  if (scope === undefined) return { kind: 'refused' };
  const caughtUp = await deps.project({ batches: BATCHES_WHILE_WAITING });
  return drawWithin(deps, wish, scope, !caughtUp);
}

/** The same for a scope that is known already, as the schedule does. */
export async function drawWithin(
  deps: ReportDeps,
  wish: Wish,
  scope: Scope,
  counting: boolean,
): Promise<Drawn> {
  const { kind, period } = wish;
  const report = await gatherReport(
    { ...deps, headcounts: within => headcounts(deps, within) },
    { kind, period, scope },
  );
  if (report === undefined) return { kind: 'notBegun' };
  const names = await namesFor(deps, report, scope);
  const view = viewOf(report, names, wish, deps.say, deps.texts);
  const scopeNames = {
    departments:
      wish.department === undefined
        ? (scope.departments ?? []).map(names.department)
        : [names.department(wish.department)],
    items: (scope.items ?? []).map(names.item),
  };
  return { kind: 'report', view, scope: scopeText(scopeNames, deps.texts), counting, empty: isEmpty(report) };
}

export function cardOf(deps: ReportDeps, drawn: Extract<Drawn, { kind: 'report' }>): CardJson {
  const { view, scope, counting } = drawn;
  return reportCard(
    { ...view, ...(scope === undefined ? {} : { scope }), counting, time: cardTime(deps) },
    deps.texts,
  );
}
