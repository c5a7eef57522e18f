import type { AutoNode, BranchNode, CcNode, DelayNode, FlowNode, SubrequestNode } from '../definition.ts';
import { placeOf } from '../flow-walk.ts';
import type { Place } from '../flow-walk.ts';
import { takeBranches } from './branches.ts';
import { sendCopies } from './copies.ts';
import { endRequest } from './end.ts';
import { failUpwards, joinBranch } from './join.ts';
import { newRun } from './make.ts';
import { openStep } from './open-step.ts';
import { emit, goesOn, tell } from './turn.ts';
import type { Turn } from './turn.ts';

/** Opens the node at a place of a list; past its end the branch joins, or the request is approved. */
export function openAt(turn: Turn, list: readonly FlowNode[], index: number, parent: Place['parent']): void {
  if (!goesOn(turn)) return;
  const node = list[index];
  if (node !== undefined) openNode(turn, node);
  else if (parent !== undefined) joinBranch(turn, parent.branch);
  else endRequest(turn, 'APPROVED');
}

/** Goes on behind a node that has passed. */
export function openNext(turn: Turn, nodeId: string): void {
  const place = placeOf(turn.context.definition.flow, nodeId);
  if (place) openAt(turn, place.list, place.index + 1, place.parent);
}

export function openNode(turn: Turn, node: FlowNode): void {
  switch (node.kind) {
    case 'step':
      return openStep(turn, node);
    case 'branch':
      return openBranch(turn, node);
    case 'auto':
      return openAuto(turn, node);
    case 'delay':
      return openDelay(turn, node);
    case 'cc':
      return openCc(turn, node);
    case 'subrequests':
      return openSubrequests(turn, node);
    default:
      return node satisfies never;
  }
}

/** An automatic decision stands in the timeline with its reason (peers.md row 30). */
function openAuto(turn: Turn, node: AutoNode): void {
  const run = newRun(turn, node.id);
  emit(turn, { type: 'NodeOpened', run, tasks: [] });
  if (node.result === 'approve') {
    emit(turn, { type: 'NodePassed', runId: run.id, why: 'auto' });
    return openNext(turn, node.id);
  }
  emit(turn, { type: 'NodeFailed', runId: run.id, why: 'auto' });
  failUpwards(turn, node.id);
}

function openDelay(turn: Turn, node: DelayNode): void {
  const until = turn.context.calendar.add(turn.meta.at, node.for);
  emit(turn, { type: 'NodeOpened', run: newRun(turn, node.id, { until }), tasks: [] });
}

function openCc(turn: Turn, node: CcNode): void {
  const run = newRun(turn, node.id);
  emit(turn, { type: 'NodeOpened', run, tasks: [] });
  sendCopies(turn, node.who, node.id);
  emit(turn, { type: 'NodePassed', runId: run.id });
  openNext(turn, node.id);
}

/** Asks to start the other items' requests; their ids follow from this run, so that a repetition meets itself. */
function openSubrequests(turn: Turn, node: SubrequestNode): void {
  const base = newRun(turn, node.id);
  const subrequests = node.start.map((_, index) => ({
    requestId: `${base.id}-s${index + 1}`,
    status: 'RUNNING' as const,
  }));
  // Those that an earlier round started keep their numbers.
  const numbered = turn.state.runs.reduce((sum, run) => sum + (run.subrequests?.length ?? 0), 0);
  emit(turn, { type: 'NodeOpened', run: { ...base, subrequests }, tasks: [] });
  for (const [index, { item, form, set = {} }] of node.start.entries()) {
    const requestId = `${base.id}-s${index + 1}`;
    const values = Object.entries(form).flatMap(([theirs, ours]) => {
      const value = turn.state.form[ours];
      return value === undefined ? [] : [[theirs, value] as const];
    });
    tell(turn, {
      kind: 'startSubrequest',
      requestId,
      runId: base.id,
      item,
      form: { ...set, ...Object.fromEntries(values) },
      ...(node.numbers === 'parent' ? { number: `${turn.state.number}-${numbered + index + 1}` } : {}),
    });
  }
  if (node.start.length > 0) return;
  emit(turn, { type: 'NodePassed', runId: base.id, why: 'auto' });
  openNext(turn, node.id);
}

function openBranch(turn: Turn, node: BranchNode): void {
  const { taken, inputs, warnings } = takeBranches(turn.context, turn.state, node);
  const run = newRun(turn, node.id, { taken });
  emit(turn, { type: 'NodeOpened', run, tasks: [], inputs });
  for (const warning of warnings) emit(turn, { type: 'ConfigWarning', nodeId: node.id, ...warning });
  for (const branch of node.branches) {
    const stillOpen = turn.state.runs.some(({ id, status }) => id === run.id && status === 'open');
    if (!stillOpen || !goesOn(turn)) return;
    if (taken.includes(branch.id)) openAt(turn, branch.nodes, 0, { branch: node, branchId: branch.id });
  }
}
