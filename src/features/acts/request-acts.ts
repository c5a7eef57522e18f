import { allPlaces } from '../../core/flow-walk.ts';
import { isLive } from '../../core/slots.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { nameOf } from '../shared/people.ts';
import { choice, people, person, START, typed, typedPeople, words } from './fields.ts';
import type { ActSpec } from './spec.ts';

/** Acts on a request as such: the applicant's and the administrator's (semantics C7, peers.md row 43). */
export const REQUEST_ACTS = {
  revoke: {
    shows: 'detail',
    form: async call => ({
      note: call.deps.texts('act.note.revoke'),
      fields: [words(call, 'reason', true)],
    }),
    read: async call => ({ ...call.meta, type: 'Revoke', reason: typed(call, 'opinion') ?? '' }),
  },
  terminate: {
    shows: 'detail',
    form: async call => ({
      note: call.deps.texts('act.note.terminate'),
      fields: [words(call, 'reason', true)],
    }),
    read: async call => ({
      ...call.meta,
      channel: 'admin',
      type: 'Terminate',
      reason: typed(call, 'opinion') ?? '',
    }),
  },
  jump: {
    shows: 'detail',
    form: async call => ({
      note: call.deps.texts('act.note.jump'),
      fields: [
        choice(
          call,
          'node',
          allPlaces(call.view.definition.flow)
            .filter(({ node }) => node.kind === 'step')
            .map(({ node }) => ({ id: node.id, label: node.name })),
        ),
        words(call, 'reason', true),
      ],
    }),
    read: async call => {
      const nodeId = typed(call, 'node');
      if (nodeId === undefined) return { missing: 'node' };
      return { ...call.meta, channel: 'admin', type: 'Jump', nodeId, reason: typed(call, 'opinion') ?? '' };
    },
  },
  reassign: {
    shows: 'detail',
    form: async call => {
      const { state, definition, organisation } = call.view;
      const options = state.tasks.filter(isLive).map(task => ({
        id: task.id,
        label: call.deps.texts('act.holder', {
          step: nodeName(definition, task.nodeId),
          who: nameOf(organisation, task.actor),
        }),
      }));
      return {
        fields: [choice(call, 'task', options), await person(call, []), words(call, 'reason', true)],
      };
    },
    read: async call => {
      const taskId = typed(call, 'task');
      const to = typed(call, 'to');
      if (taskId === undefined) return { missing: 'task' };
      if (to === undefined) return { missing: 'people' };
      return {
        ...call.meta,
        channel: 'admin',
        type: 'Reassign',
        taskId,
        to,
        reason: typed(call, 'opinion') ?? '',
      };
    },
    who: call => [typed(call, 'to') ?? ''],
  },
  resend: {
    shows: 'detail',
    form: async call => {
      const { state, definition, organisation } = call.view;
      const tasks = state.tasks.filter(task => task.status === 'PENDING');
      const options = tasks.map(task => ({
        id: task.id,
        label: call.deps.texts('act.holder', {
          step: nodeName(definition, task.nodeId),
          who: nameOf(organisation, task.actor),
        }),
      }));
      const receipt = { id: START, label: call.deps.texts('act.receipt') };
      return {
        note: call.deps.texts('act.note.resend'),
        fields: [choice(call, 'card', [...options, receipt]), words(call, 'reason', true)],
      };
    },
    read: async call => {
      const card = typed(call, 'card');
      if (card === undefined) return { missing: 'card' };
      return {
        ...call.meta,
        channel: 'admin',
        type: 'Resend',
        ...(card === START ? {} : { taskId: card }),
        reason: typed(call, 'opinion') ?? '',
      };
    },
  },
  sendCopy: {
    shows: 'detail',
    form: async call => ({
      note: call.deps.texts('act.note.sendCopy'),
      fields: [
        await people(
          call,
          call.view.state.cc.map(copy => copy.person),
        ),
      ],
    }),
    read: async call => {
      const told = typedPeople(call);
      if (told.length === 0) return { missing: 'people' };
      return { ...call.meta, type: 'SendCopy', people: told };
    },
    who: typedPeople,
  },
  deleteComment: {
    shows: 'detail',
    read: async call => ({
      ...call.meta,
      type: 'DeleteComment',
      commentId: call.action.comment ?? '',
    }),
  },
} as const satisfies Readonly<Record<string, ActSpec>>;
