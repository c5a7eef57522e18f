import type { PathStepView } from '../../../cards/kit/request-view.ts';
import type { FlowNode, StepNode } from '../../core/definition.ts';
import { placeOf } from '../../core/flow-walk.ts';
import { pathAhead, type PathStep } from '../../core/preview.ts';
import type { NodeRun, Task } from '../../core/request.ts';
import type { FeatureDeps } from './deps.ts';
import { aheadView } from './path-ahead.ts';
import { namesOf } from './people.ts';
import type { RequestView } from './request-view.ts';

const aheadOfView = new WeakMap<RequestView, readonly PathStep[]>();

/** What is still ahead of a request; one card asks for it more than once. */
export function aheadOf(deps: Pick<FeatureDeps, 'clock'>, view: RequestView): readonly PathStep[] {
  const known = aheadOfView.get(view) ?? pathAhead(view.context, view.state, deps.clock.now());
  aheadOfView.set(view, known);
  return known;
}

/** The path of a request: what was passed, where it is, and what is still ahead with the people who would act. */
export function pathOf(
  deps: Pick<FeatureDeps, 'texts' | 'clock'>,
  view: RequestView,
): readonly PathStepView[] {
  const { state, definition, organisation } = view;
  const walked = state.runs.flatMap(run => {
    const node = placeOf(definition.flow, run.nodeId)?.node;
    return node === undefined ? [] : walkedStep(view, run, node);
  });
  const running = state.status === 'RUNNING' || state.status === 'RETURNED';
  const ahead = running ? aheadOf(deps, view) : [];
  return [...walked, ...ahead.flatMap(step => aheadView(step, definition, organisation, deps.texts))];
}

function walkedStep(view: RequestView, run: NodeRun, node: FlowNode): readonly PathStepView[] {
  if (node.kind === 'branch' || run.status === 'canceled' || run.status === 'rolledBack') return [];
  const people = peopleOf(view, run);
  return [
    {
      name: node.name,
      kind: node.kind === 'step' ? node.act : node.kind,
      people: namesOf(view.organisation, people),
      state: stateOf(view, run),
      ...(node.kind === 'step' ? methodOf(node, people.length) : {}),
      ...partsOf(view, run),
    },
  ];
}

/** How far the requests are that were started here. */
function partsOf(
  { parts, organisation }: RequestView,
  { subrequests = [] }: NodeRun,
): Pick<PathStepView, 'parts'> {
  const known = subrequests.flatMap(({ requestId }) => parts[requestId] ?? []);
  if (known.length === 0) return {};
  return { parts: known.map(part => ({ ...part, holders: namesOf(organisation, part.holders) })) };
}

const DECIDED: readonly Task['status'][] = ['APPROVED', 'REJECTED', 'ABSTAINED', 'RETURNED', 'ANSWERED'];

/** Whose step it is: while it is open everybody who still has a place in it, afterwards those who decided. */
function peopleOf(view: RequestView, run: NodeRun): readonly string[] {
  const tasks = view.state.tasks.filter(task => task.runId === run.id);
  const decided = tasks.filter(task => DECIDED.includes(task.status));
  const open = tasks.filter(task => task.status === 'PENDING' || task.status === 'WAITING');
  const shown = run.status === 'open' ? [...decided, ...open] : decided;
  return [
    ...new Set(tasks.filter(task => shown.includes(task)).map(task => task.endedBy ?? task.actor)),
  ].filter(id => id !== 'system');
}

/** How several decide; left out where one acts. */
function methodOf(step: StepNode, people: number): Pick<PathStepView, 'method'> {
  return people > 1 ? { method: step.method.kind } : {};
}

function stateOf(view: RequestView, run: NodeRun): NonNullable<PathStepView['state']> {
  if (run.status === 'passed') return 'passed';
  if (run.status === 'open') return 'current';
  const returned = view.state.tasks.some(task => task.runId === run.id && task.status === 'RETURNED');
  return returned ? 'returned' : 'failed';
}
