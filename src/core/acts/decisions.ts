import type { Command, FormFault, Refusal } from '../commands.ts';
import type { FormData, StepNode } from '../definition.ts';
import { stepIn } from '../flow-walk.ts';
import { takenFaults } from '../form/bookings.ts';
import { changedFields, computeForm, isRequired, isShown, validateForm } from '../form.ts';
import { isBlank } from '../form/values.ts';
import { refusalOf } from '../permissions.ts';
import type { Task } from '../request.ts';
import { editableFields } from '../rights/people.ts';
import { taskById } from '../slots.ts';
import { closeCoTasks, settleTask } from '../engine/settle.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Approve, or in a handle step: done. With the fields that the step may edit, and what the step requires. */
export function approve(turn: Turn, command: Of<'Approve'>): void {
  const task = taskById(turn.state, command.taskId);
  const step = task && stepIn(turn.context.definition.flow, task.nodeId);
  const act = step?.act === 'handle' ? 'handle' : 'approve';
  const refusal =
    refusalOf(turn.context, turn.state, command.by, act, { taskId: command.taskId }) ??
    requirementRefusal(step, command);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  if (command.edited !== undefined) editForm(turn, task, step, command.edited);
  const missing = missingOfStep(turn, step);
  if (missing.length > 0) return refuse(turn, { code: 'formInvalid', faults: missing });
  const { opinion, signature, attachments, files, chosen } = command;
  emit(turn, {
    type: act === 'handle' ? 'Handled' : 'Approved',
    taskId: task.id,
    ...(isText(opinion) ? { opinion } : {}),
    ...(signature === undefined ? {} : { signature }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(files === undefined ? {} : { files }),
    ...(chosen === undefined ? {} : { chosen }),
  });
  decided(turn, task);
}

/** After a decision: co-tasks of the place close, then the group of signers or the step is settled. */
export function decided(turn: Turn, task: Task): void {
  closeCoTasks(turn, task);
  settleTask(turn, task);
}

function requirementRefusal(step: StepNode | undefined, command: Of<'Approve'>): Refusal | undefined {
  const requires = step?.requires;
  if (requires?.opinion === true && !isText(command.opinion)) return { code: 'opinionRequired' };
  if (requires?.signature === true && !isText(command.signature)) return { code: 'signatureRequired' };
  if (requires?.attachment === true && (command.attachments ?? []).length === 0)
    return { code: 'attachmentRequired' };
  return undefined;
}

/** Only fields that the step may edit; the rest of the form stands as it was (peers.md row 9). */
function editForm(turn: Turn, task: Task, step: StepNode | undefined, edited: FormData): void {
  const { definition, organisation } = turn.context;
  const { form, applicant } = turn.state;
  const allowed = step === undefined ? [] : editableFields(step);
  const foreign = Object.keys(edited).find(id => !allowed.includes(id));
  if (foreign !== undefined) return refuse(turn, { code: 'fieldNotEditable', field: foreign });
  const next = computeForm(definition, { ...form, ...edited }, { applicant, organisation });
  const changed = changedFields(form, next);
  const faults = [
    ...validateForm(definition, next, organisation, applicant),
    ...takenFaults(definition, next, turn.context.taken, turn.state.id),
  ].filter(fault => allowed.includes(fault.field) || changed.includes(fault.field));
  if (faults.length > 0) return refuse(turn, { code: 'formInvalid', faults });
  if (changed.length > 0) emit(turn, { type: 'FormEdited', taskId: task.id, form: next, changed });
}

/** What this step has to fill in and what is not there yet. */
function missingOfStep(turn: Turn, step: StepNode | undefined): readonly FormFault[] {
  const { definition, organisation } = turn.context;
  const { form, applicant } = turn.state;
  const own = step === undefined ? [] : editableFields(step);
  return definition.fields
    .filter(
      field =>
        field.filledBy === 'steps' &&
        own.includes(field.id) &&
        isBlank(form[field.id]) &&
        isShown(definition, field, form, { applicant, organisation }) &&
        isRequired(definition, field, form, { applicant, organisation }),
    )
    .map(({ id }): FormFault => ({ field: id, problem: 'required' }));
}

/** Semantics C5: a reason is mandatory. */
export function reject(turn: Turn, command: Of<'Reject'>): void {
  const { taskId, opinion } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'reject', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  if (!isText(opinion)) return refuse(turn, { code: 'reasonRequired' });
  emit(turn, { type: 'Rejected', taskId, opinion });
  decided(turn, task);
}

/** Semantics C4: a vote for neither. */
export function abstain(turn: Turn, command: Of<'Abstain'>): void {
  const { taskId, opinion } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'abstain', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  emit(turn, { type: 'Abstained', taskId, ...(isText(opinion) ? { opinion } : {}) });
  decided(turn, task);
}
