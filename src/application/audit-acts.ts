import type { Command } from '../core/commands.ts';
import type { Text } from '../core/definition.ts';
import type { Effect } from '../core/effects.ts';
import { placeOf } from '../core/flow-walk.ts';
import { definitionOf } from './execute-command.ts';
import type { AuditLog } from './ports-audit.ts';
import type { Directory, ItemStore, StoredRequest } from './ports.ts';

export type RecordAct = Extract<Effect, { readonly kind: 'recordAct' }>;

/**
 * What the record of acts is told of a command: only what an administrator did to a request. It goes through the outbox, so
 * that it is recorded if and only if the request was changed.
 */
export function recordActOf(command: Command): RecordAct | undefined {
  const meta = { kind: 'recordAct', by: command.by, at: command.at } as const;
  switch (command.type) {
    case 'Jump':
      return { ...meta, act: 'jump', reason: command.reason, nodeId: command.nodeId };
    case 'Reassign':
      return {
        ...meta,
        act: 'reassign',
        reason: command.reason,
        taskId: command.taskId,
        successor: command.to,
      };
    case 'Terminate':
      return { ...meta, act: 'terminate', reason: command.reason };
    case 'Resend': {
      const { taskId, reason } = command;
      return { ...meta, act: 'resend', reason, ...(taskId === undefined ? {} : { taskId }) };
    }
    default:
      return undefined;
  }
}

export interface RecordActDeps {
  readonly audit: Pick<AuditLog, 'add'>;
  readonly items: Pick<ItemStore, 'version'>;
  readonly directory: Pick<Directory, 'around'>;
}

/** Appends an act to the record, once: the effect's id is its key. */
export async function recordAct(
  deps: RecordActDeps,
  effect: RecordAct,
  { state }: StoredRequest,
  key: string,
): Promise<void> {
  const definition = await definitionOf(deps.items, state.itemId, state.itemVersion);
  const task = state.tasks.find(({ id }) => id === effect.taskId);
  const people = [task?.actor, effect.successor].filter(id => id !== undefined);
  const part = await deps.directory.around({ people, departments: [] });
  const name = (id: string | undefined): string => (id === undefined ? '' : (part.people[id]?.name ?? id));
  const step = (id: string | undefined): Text =>
    (id === undefined ? undefined : placeOf(definition.flow, id)?.node.name) ?? {
      zh: id ?? '',
      en: id ?? '',
    };
  await deps.audit.add({
    key,
    at: effect.at,
    by: effect.by,
    kind: 'request',
    subject: {
      zh: `${state.number} ${definition.name.zh}`,
      en: `${state.number} ${definition.name.en}`,
    },
    summary: [
      summaryOf(effect, step(effect.nodeId ?? task?.nodeId), name(task?.actor), name(effect.successor)),
    ],
    reason: effect.reason,
  });
}

function summaryOf({ act, taskId }: RecordAct, step: Text, from: string, to: string): Text {
  switch (act) {
    case 'jump':
      return { zh: `跳转到 ${step.zh}`, en: `Jump to ${step.en}` };
    case 'reassign':
      return {
        zh: `改派 ${step.zh}：${from} → ${to}`,
        en: `Reassign ${step.en}: ${from} → ${to}`,
      };
    case 'terminate':
      return { zh: '作废', en: 'Make void' };
    case 'resend':
      return taskId === undefined
        ? { zh: '重发回执给申请人', en: 'Receipt sent again to the applicant' }
        : { zh: `重发卡片：${step.zh} ${from}`, en: `Card sent again: ${step.en} ${from}` };
    default:
      return act satisfies never;
  }
}
