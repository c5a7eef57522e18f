import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import { stepIn } from '../../core/flow-walk.ts';
import type { TaskFile } from '../../core/request.ts';
import { tapMeta } from '../shared/answers.ts';
import { chosenOf, listOf } from '../shared/choose.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { actOnTask, opinionOf, ownTask } from '../shared/task-act.ts';
import { ATTACH, editedOf, SIGN } from '../shared/task-form.ts';

/** 同意, 办结: with the opinion, the fields that the step may edit, the next people, the signature, and files. */
export async function approve(
  deps: FeatureDeps,
  action: ActionOf<'task.approve'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const asked = action.asks === true ? await askedFor(deps, action, tap) : {};
  if ('toast' in asked) return asked;
  const opinion = await opinionOf(deps, tap);
  return actOnTask(deps, action, tap, {
    ...tapMeta(deps, tap),
    type: 'Approve',
    taskId: action.task,
    ...(opinion === undefined ? {} : { opinion }),
    ...asked,
  });
}

/** What the form held beside the opinion, as the command takes it. */
async function askedFor(deps: FeatureDeps, action: ActionOf<'task.approve'>, tap: CardTap) {
  const own = await ownTask(deps, action, tap);
  if ('toast' in own) return own;
  const { view } = own;
  const task = view.state.tasks.find(each => each.id === action.task);
  const step = task === undefined ? undefined : stepIn(view.definition.flow, task.nodeId);
  const edited = editedOf(view, step, tap.form);
  const chosen = chosenOf(tap.form);
  const personal = await deps.stores.personal.load(tap.person);
  const signature = tap.form?.[SIGN] === true ? personal.signature : undefined;
  // Only files that this person sent: a value that a client made up names nothing.
  const keys = listOf(tap.form?.[ATTACH]);
  const attached = personal.files.filter(({ key }) => keys.includes(key));
  const files: readonly TaskFile[] = [
    ...(signature === undefined ? [] : [{ ...fileOf(signature), name: '', kind: 'image' as const }]),
    ...attached.map(file => ({ ...fileOf(file), name: file.name, kind: file.kind })),
  ];
  return {
    ...(edited === undefined ? {} : { edited }),
    ...(chosen === undefined ? {} : { chosen }),
    ...(signature === undefined ? {} : { signature: signature.key }),
    ...(attached.length === 0 ? {} : { attachments: attached.map(({ key }) => key) }),
    ...(files.length === 0 ? {} : { files }),
  };
}

function fileOf({ key, messageId }: Pick<TaskFile, 'key' | 'messageId'>) {
  return { key, messageId };
}
