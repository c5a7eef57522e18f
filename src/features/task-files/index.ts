import { messageCard } from '../../../cards/message.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { fingerprint } from '../../application/ids.ts';
import type { FilesAsked } from '../../application/ports-personal.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { AppError } from '../../shared/errors.ts';
import { answer, politeNo } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { canSee, viewOf } from '../shared/request-view.ts';
import { filesOfTask } from '../shared/task-files.ts';

/** The files and signatures of decisions (peers.md rows 56 and 58): whoever may see the request gets them from the bot. */
export function createTaskFiles(deps: FeatureDeps): Feature {
  return {
    name: 'taskFiles',
    taps: { 'task.files': (action, tap) => asked(deps, action, tap) },
    on: { filesAsked: event => send(deps, event) },
  };
}

/** The tap is answered at once; the files come after it, as messages of their own. */
async function asked(
  deps: FeatureDeps,
  { request, task }: ActionOf<'task.files'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  if (!canSee(await viewOf(deps, stored), tap.person)) return politeNo(deps);
  const files = filesOfTask(stored.timeline, task);
  if (files.length === 0) return politeNo(deps, 'notFound');
  const messageIds = [...new Set(files.map(({ messageId }) => messageId))];
  await deps.keep({ kind: 'filesAsked', key: `files/${tap.key}`, person: tap.person, messageIds });
  return answer('success', deps.texts('taskFiles.sent', { n: files.length }));
}

/** Each under an id of its own, so that a repetition after a crash sends none twice. What is gone at Lark is said once. */
async function send(deps: FeatureDeps, { key, person, messageIds }: FilesAsked): Promise<void> {
  let gone = 0;
  for (const messageId of messageIds) {
    try {
      await deps.messenger.forward(messageId, person, `f-${fingerprint(40, key, messageId)}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      deps.log.warn({ code: error.code }, 'a file that was asked for is not there any more');
      gone += 1;
    }
  }
  if (gone === 0) return;
  const text = deps.texts('taskFiles.gone', { n: gone });
  const target = { kind: 'person', openId: person } as const;
  const card = messageCard({ kind: 'notFound', text }, deps.texts);
  await deps.messenger.send(target, { kind: 'card', card }, `f-${fingerprint(40, key, 'gone')}`);
}
