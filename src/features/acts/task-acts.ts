import { returnTargets } from '../../core/acts/return.ts';
import type { StepNode } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import type { Task } from '../../core/request.ts';
import { selfAllowed } from '../../core/rights/people.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { opinionOf } from '../shared/task-act.ts';
import { choice, people, person, START, typed, typedPeople, words } from './fields.ts';
import type { ActCall, ActSpec } from './spec.ts';

/** Acts on a task (semantics C4, C6, C8, C9). */
export const TASK_ACTS = {
  return: {
    shows: 'task',
    toast: call => ((typed(call, 'target') ?? START) === START ? 'toast.done.Return' : 'act.toast.return'),
    form: async call => {
      const { task, step } = about(call);
      const targets = task === undefined ? [] : returnTargets(call.view.definition, call.view.state, task);
      const t = call.deps.texts;
      const places = [
        { id: START, label: t('act.start') },
        ...targets.toReversed().map(({ id, name }) => ({ id, label: name })),
      ];
      const modes = (['rerun', 'direct'] as const).map(id => ({ id, label: t(`act.mode.${id}`) }));
      return {
        ...titled(call),
        fields: [
          choice(call, 'target', places),
          ...(step?.return.mode === 'ask' ? [choice(call, 'mode', modes)] : []),
          words(call, 'reason', true),
        ],
      };
    },
    read: async call => {
      const target = typed(call, 'target') ?? START;
      const mode = typed(call, 'mode');
      return {
        ...call.meta,
        type: 'Return',
        taskId: call.action.task ?? '',
        target: target === START ? 'start' : { nodeId: target },
        ...(mode === 'rerun' || mode === 'direct' ? { mode } : {}),
        opinion: (await opinionOf(call.deps, call.tap)) ?? '',
      };
    },
  },
  assist: {
    shows: 'task',
    form: async call => ({
      ...titled(call),
      note: call.deps.texts('act.note.assist'),
      fields: [await person(call, membersOf(call)), words(call, 'question', true)],
    }),
    read: async call => {
      const to = typed(call, 'to');
      if (to === undefined) return { missing: 'people' };
      const question = typed(call, 'opinion') ?? '';
      return { ...call.meta, type: 'Assist', taskId: call.action.task ?? '', to, question };
    },
    who: call => [typed(call, 'to') ?? ''],
  },
  answer: {
    shows: 'task',
    read: async call => ({
      ...call.meta,
      type: 'Answer',
      taskId: call.action.task ?? '',
      opinion: (await opinionOf(call.deps, call.tap)) ?? '',
    }),
  },
  abstain: {
    shows: 'task',
    read: async call => {
      const opinion = await opinionOf(call.deps, call.tap);
      const said = opinion === undefined ? {} : { opinion };
      return { ...call.meta, type: 'Abstain', taskId: call.action.task ?? '', ...said };
    },
  },
  addSigner: {
    shows: 'task',
    form: async call => {
      const t = call.deps.texts;
      const named = (prefix: string, ids: readonly string[]) =>
        ids.map(id => ({ id, label: t(`${prefix}.${id}`) }));
      return {
        ...titled(call),
        note: t('act.note.addSigner'),
        fields: [
          choice(call, 'position', named('act.added', ['before', 'after', 'parallel'])),
          await people(call, membersOf(call)),
          choice(call, 'method', named('method', ['all', 'any', 'sequence'])),
          words(call, 'opinion', false),
        ],
      };
    },
    read: async call => {
      const position = POSITIONS.find(known => known === typed(call, 'position'));
      const added = typedPeople(call);
      if (position === undefined) return { missing: 'position' };
      if (added.length === 0) return { missing: 'people' };
      const method = METHODS.find(known => known === typed(call, 'method'));
      const opinion = typed(call, 'opinion');
      return {
        ...call.meta,
        type: 'AddSigner',
        taskId: call.action.task ?? '',
        position,
        people: added,
        ...(position === 'parallel' || method === undefined ? {} : { method }),
        ...(opinion === undefined ? {} : { opinion }),
      };
    },
    who: typedPeople,
  },
  removeSigner: {
    shows: 'task',
    read: async call => ({ ...call.meta, type: 'RemoveSigner', taskId: call.action.task ?? '' }),
    own: call => {
      const origin = about(call).task?.origin;
      return origin?.kind === 'signer' || origin?.kind === 'assist' ? origin.taskId : undefined;
    },
  },
  claim: {
    shows: 'task',
    read: async call => ({ ...call.meta, type: 'Claim', taskId: call.action.task ?? '' }),
  },
  release: {
    shows: 'task',
    read: async call => ({ ...call.meta, type: 'Release', taskId: call.action.task ?? '' }),
  },
  takeBack: {
    shows: 'task',
    read: async call => ({ ...call.meta, type: 'TakeBack', taskId: call.action.task ?? '' }),
  },
} as const satisfies Readonly<Record<string, ActSpec>>;

const POSITIONS = ['before', 'after', 'parallel'] as const;
const METHODS = ['all', 'any', 'sequence'] as const;

function about({ view, action }: ActCall): {
  readonly task: Task | undefined;
  readonly step: StepNode | undefined;
} {
  const task = view.state.tasks.find(each => each.id === action.task);
  return { task, step: task === undefined ? undefined : stepIn(view.definition.flow, task.nodeId) };
}

function titled(call: ActCall) {
  const { task } = about(call);
  return task === undefined ? {} : { step: nodeName(call.view.definition, task.nodeId) };
}

/** Who cannot be asked or added: who is in the step already, the tapper, and the applicant unless that is allowed. */
function membersOf(call: ActCall): readonly string[] {
  const { task, step } = about(call);
  const { state, context } = call.view;
  const live = state.tasks.filter(
    each => each.runId === task?.runId && (each.status === 'PENDING' || each.status === 'WAITING'),
  );
  const applicant = selfAllowed(context, step) ? [] : [state.applicant];
  return [...live.map(each => each.actor), call.tap.person, ...applicant];
}
