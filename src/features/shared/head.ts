import type { CardTime } from '../../../cards/kit/facts.ts';
import type { Holder, PromiseView, RequestHead } from '../../../cards/kit/request-view.ts';
import type { RequestState, Target, Task } from '../../core/request.ts';
import type { FeatureDeps } from './deps.ts';
import { nodeName } from './flow-nodes.ts';
import { nameOf, namesOf } from './people.ts';
import type { RequestView } from './request-view.ts';

/** What every card about a request shows of it. */
export function headOf({ state, definition, organisation }: RequestView): RequestHead {
  const department =
    state.anonymous === true
      ? undefined
      : (state.departmentId ?? organisation.people[state.applicant]?.departmentIds[0]);
  const departmentName = department === undefined ? undefined : organisation.departments[department]?.name;
  return {
    id: state.id,
    number: state.number,
    item: definition.name,
    applicant: nameOf(organisation, state.applicant),
    ...(departmentName === undefined ? {} : { department: departmentName }),
    status: state.status,
    submittedAt: state.submittedAt,
    ...(state.dueAt === undefined ? {} : { dueAt: state.dueAt }),
    ...promiseOf(state),
    ...('endedAt' in state ? { endedAt: state.endedAt } : {}),
    holders: holdersOf({ state, definition, organisation }),
  };
}

function holdersOf({
  state,
  definition,
  organisation,
}: Pick<RequestView, 'state' | 'definition' | 'organisation'>): readonly Holder[] {
  const open = state.tasks.filter(task => task.status === 'PENDING');
  const steps = [...new Set(open.map(task => task.nodeId))];
  return steps.map(id => {
    const tasks = open.filter(task => task.nodeId === id);
    const dueAt = earliest(tasks);
    return {
      step: nodeName(definition, id),
      people: namesOf(organisation, [...new Set(tasks.map(task => task.actor))]),
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(tasks.some(task => task.targets?.resolve?.warnedAt !== undefined) ? { soon: true } : {}),
    };
  });
}

function promiseOf({ targets }: RequestState): Pick<RequestHead, 'promise' | 'respondBy'> {
  const promise = promiseView(targets?.resolve);
  const response = targets?.response;
  return {
    ...(promise === undefined ? {} : { promise }),
    ...(response?.state === 'running' ? { respondBy: response.dueAt } : {}),
  };
}

/** How a promise stands, as cards show it. */
export function promiseView(target: Target | undefined): PromiseView | undefined {
  if (target === undefined) return undefined;
  const { state, warnedAt, provisional } = target;
  return {
    state: state === 'running' && warnedAt !== undefined ? 'soon' : state,
    ...(provisional === true && (state === 'running' || state === 'paused') ? { provisional } : {}),
  };
}

function earliest(tasks: readonly Task[]): number | undefined {
  const times = tasks.flatMap(task => (task.dueAt === undefined ? [] : [task.dueAt]));
  return times.length === 0 ? undefined : Math.min(...times);
}

export function cardTime(deps: Pick<FeatureDeps, 'clock' | 'timeZone'>): CardTime {
  return { now: deps.clock.now(), timeZone: deps.timeZone };
}
