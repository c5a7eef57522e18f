import type { Calendar, CommandMeta, DecideContext } from './commands.ts';
import type { FlowNode, FormData, Instant, Method, Text } from './definition.ts';
import { openAt } from './engine/open-node.ts';
import { rollBack } from './engine/return-to.ts';
import { emit } from './engine/turn.ts';
import { walkAhead } from './engine/walk-ahead.ts';
import type { Event } from './events.ts';
import { evolve } from './evolve.ts';
import { idsWithin, placeOf } from './flow-walk.ts';
import { computeForm } from './form.ts';
import type { RequestState, RunNote, Task } from './request.ts';

/** One step of the path, with the people who would act, found by exactly the routing that then runs. */
export interface PathStep {
  readonly nodeId: string;
  readonly kind: FlowNode['kind'];
  readonly name: Text;
  readonly act?: 'approve' | 'handle';
  readonly method?: Method['kind'];
  /** Who would get a task, in order; of `random`, everybody the one is picked from. For cc nodes: who is told. */
  readonly people: readonly string[];
  /** Agents and for whom they act (semantics C9). */
  readonly delegated: readonly { readonly agent: string; readonly principal: string }[];
  /** Of `people`, those whose place passes by itself because they approve before (semantics C10). */
  readonly repeated: readonly string[];
  /** nobody, self: it passes or somebody stands in; blocked: it cannot be submitted so; choose: actors must be chosen first. */
  readonly note?: RunNote;
  readonly chooses?: {
    readonly by: 'applicant' | 'previous';
    readonly from?: readonly string[];
    readonly multiple: boolean;
  };
  /** The branches in which it stands, outermost first. */
  readonly branches: readonly { readonly nodeId: string; readonly branchId: string; readonly name: Text }[];
}

/**
 * The path of a form before it is submitted (peers.md row 59): never differs from what then happens unless directory or form
 * change. `at`: now (delegations depend on it); `departmentId`: the department chosen at submit.
 */
export function previewPath(
  context: DecideContext,
  applicant: string,
  form: FormData,
  chosen: Readonly<Record<string, readonly string[]>>,
  at: Instant = 0,
  departmentId?: string,
): readonly PathStep[] {
  const { definition, organisation } = context;
  const begun: Event = {
    type: 'Submitted',
    id: 'preview',
    number: '',
    itemId: definition.id,
    itemVersion: definition.version,
    applicant,
    form: computeForm(definition, form, { applicant, organisation }),
    chosen,
    ...(departmentId === undefined ? {} : { departmentId }),
  };
  const meta = metaAt(at);
  const state = evolve(undefined, { at, by: applicant, event: begun });
  const turn = walkAhead(untimed(context), state, meta, ahead =>
    openAt(ahead, definition.flow, 0, undefined),
  );
  return stepsOf(context, turn.events);
}

/** What is still ahead of a running or returned request, the steps that are open now left out. */
export function pathAhead(context: DecideContext, state: RequestState, at: Instant): readonly PathStep[] {
  const turn = walkAhead(untimed(context), state, metaAt(at), ahead => {
    if (ahead.state.status !== 'RETURNED') return;
    emit(ahead, { type: 'StatusChanged', to: 'RUNNING' });
    rollBack(ahead, idsWithin(context.definition.flow));
    openAt(ahead, context.definition.flow, 0, undefined);
  });
  return stepsOf(context, turn.events);
}

/** A path tells of no times, so none are counted: what a task is due at would cost more than the rest of the walk. */
const STANDSTILL: Calendar = { add: start => start };

function untimed(context: DecideContext): DecideContext {
  return { ...context, calendar: STANDSTILL };
}

function metaAt(at: Instant): CommandMeta {
  return { key: 'preview', at, by: 'system', channel: 'system' };
}

function stepsOf(context: DecideContext, events: readonly Event[]): readonly PathStep[] {
  return events.flatMap((event, index): readonly PathStep[] => {
    if (event.type !== 'NodeOpened') return [];
    const node = placeOf(context.definition.flow, event.run.nodeId)?.node;
    if (node === undefined || node.kind === 'branch') return [];
    return [pathStep(context, node, event, events.slice(index + 1))];
  });
}

function pathStep(
  context: DecideContext,
  node: FlowNode,
  opened: Extract<Event, { type: 'NodeOpened' }>,
  later: readonly Event[],
): PathStep {
  const { tasks, run, note } = opened;
  const copies = later[0]?.type === 'CopySent' && node.kind === 'cc' ? later[0].people : [];
  const actors = run.candidates ?? tasks.map(task => task.actor);
  return {
    nodeId: node.id,
    kind: node.kind,
    name: node.name,
    people: node.kind === 'cc' ? copies : [...new Set(actors)],
    delegated: tasks
      .filter(task => task.actor !== task.principal)
      .map(task => ({ agent: task.actor, principal: task.principal })),
    repeated: tasks.filter(task => passedAsRepeated(task, later)).map(task => task.actor),
    branches: branchesAbove(context, node.id),
    ...(note === undefined ? {} : { note }),
    ...(node.kind === 'step' ? { act: node.act, method: node.method.kind, ...choiceOf(node) } : {}),
  };
}

function passedAsRepeated(task: Task, later: readonly Event[]): boolean {
  return later.some(
    event => event.type === 'Approved' && event.auto === 'duplicate' && event.taskId === task.id,
  );
}

function choiceOf(node: Extract<FlowNode, { kind: 'step' }>): Pick<PathStep, 'chooses'> {
  for (const selector of node.who) {
    if (selector.kind !== 'applicantChooses' && selector.kind !== 'previousChooses') continue;
    const by = selector.kind === 'applicantChooses' ? 'applicant' : 'previous';
    const from = selector.from === undefined ? {} : { from: selector.from };
    return { chooses: { by, multiple: selector.multiple, ...from } };
  }
  return {};
}

function branchesAbove(context: DecideContext, nodeId: string): PathStep['branches'] {
  const parent = placeOf(context.definition.flow, nodeId)?.parent;
  if (parent === undefined) return [];
  const branch = parent.branch.branches.find(candidate => candidate.id === parent.branchId);
  const own =
    branch === undefined ? [] : [{ nodeId: parent.branch.id, branchId: branch.id, name: branch.name }];
  return [...branchesAbove(context, parent.branch.id), ...own];
}
