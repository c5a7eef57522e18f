import type { Core } from '../../src/application/execute-command.ts';
import type { Decision } from '../../src/core/commands.ts';
import type { Effect } from '../../src/core/effects.ts';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { buildTask } from './stores-data.ts';

const yes = (events: readonly Event[], effects: readonly Effect[]): Decision => ({
  ok: true,
  events,
  effects,
});

/**
 * A stand-in for deciding, so that tests of the application need no flow: an application opens one task of ou_bai, whose
 * approval closes it, a comment is noted; everything else is refused.
 */
export const standInCore: Core = {
  evolve,
  decide: (_context, state, command) => {
    if (command.type === 'Submit') {
      if (command.form['fault'] === true) return { ok: false, refusal: { code: 'formInvalid', faults: [] } };
      const { requestId, number, applicant, form, chosen } = command;
      const run = { id: 'n1', nodeId: 'step', round: 1, status: 'open', openedAt: command.at } as const;
      return yes(
        [
          {
            type: 'Submitted',
            id: requestId,
            number,
            itemId: 'TEST',
            itemVersion: 1,
            applicant,
            form,
            chosen,
          },
          { type: 'NodeOpened', run, tasks: [buildTask({ createdAt: command.at })] },
        ],
        [{ kind: 'taskCard', to: 'ou_bai', taskId: 't1' }],
      );
    }
    if (command.type === 'Comment' && command.text !== '') {
      const { key, text, mentions } = command;
      return yes([{ type: 'Commented', id: key, text, mentions }], [{ kind: 'refreshReceipt' }]);
    }
    if (command.type === 'Approve') {
      const task = state?.tasks.find(({ id }) => id === command.taskId);
      if (task?.status !== 'PENDING')
        return {
          ok: false,
          refusal: { code: 'alreadyDecided', by: task?.endedBy ?? '', at: 0, what: 'approved' },
        };
      return yes(
        [{ type: 'Approved', taskId: command.taskId }],
        [{ kind: 'refreshTask', taskId: command.taskId }, { kind: 'refreshReceipt' }],
      );
    }
    return { ok: false, refusal: { code: 'notAllowed' } };
  },
};

export const quietLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
