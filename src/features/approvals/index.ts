import { OPINION } from '../../../cards/approval-task.ts';
import { transferFormCard, TRANSFER_REASON, TRANSFER_TO } from '../../../cards/transfer-form.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import type { Text } from '../../core/definition.ts';
import { answer, politeNo, refusalText, show, tapMeta, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findPeople } from '../shared/find-people.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { headOf } from '../shared/head.ts';
import { nameOf } from '../shared/people.ts';
import { viewOf, type RequestView } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';
import { actOnTask, isOwn, opinionOf, ownTask, refusedOnTask } from '../shared/task-act.ts';
import { taskCardOf } from '../shared/task-card.ts';
import { taskActsOf } from '../shared/acts.ts';
import { approve } from './approve.ts';

/** What an approver does with a task: the card in front of him says at once what became of it. */
export function createApprovals(deps: FeatureDeps): Feature {
  return {
    name: 'approvals',
    taps: {
      'task.open': (action, tap) => open(deps, action, tap),
      'task.approve': (action, tap) => approve(deps, action, tap),
      'task.reject': async (action, tap) =>
        actOnTask(deps, action, tap, {
          ...tapMeta(deps, tap),
          type: 'Reject',
          taskId: action.task,
          opinion: (await opinionOf(deps, tap)) ?? '',
        }),
      'task.transferForm': (action, tap) => transferForm(deps, action, tap),
      'task.transfer': (action, tap) => transfer(deps, action, tap),
      'task.find': (action, tap) => find(deps, action, tap),
    },
  };
}

async function open(deps: FeatureDeps, action: ActionOf<'task.open'>, tap: CardTap): Promise<TapAnswer> {
  const own = await ownTask(deps, action, tap);
  if ('toast' in own) return own;
  const card = await taskCardOf(deps, own.view, action.task);
  if (card === undefined) return politeNo(deps, 'notFound');
  // The message shows this task from now on, so later changes of it come here too.
  await remember(deps, tap, own.view.stored, { kind: 'task', taskId: action.task });
  return show(card);
}

/** 找人 on an approval card: the same card with the people found, and everything typed. */
async function find(deps: FeatureDeps, action: ActionOf<'task.find'>, tap: CardTap): Promise<TapAnswer> {
  const own = await ownTask(deps, action, tap);
  if ('toast' in own) return own;
  const typed = textInput(tap, OPINION);
  const card = await taskCardOf(deps, own.view, action.task, {
    ...(typed === undefined ? {} : { typed }),
    ...(tap.form === undefined ? {} : { values: tap.form }),
  });
  return card === undefined ? politeNo(deps, 'notFound') : show(card);
}

async function transferForm(
  deps: FeatureDeps,
  action: ActionOf<'task.transferForm'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const own = await ownTask(deps, action, tap);
  if ('toast' in own) return own;
  if (!taskActsOf(own.view, tap.person, action.task).includes('transfer'))
    return answer('info', deps.texts('refusal.notAllowed'), await taskCardOf(deps, own.view, action.task));
  return show(await transferCard(deps, own.view, action.task, tap, typedIn(tap)));
}

async function transfer(
  deps: FeatureDeps,
  action: ActionOf<'task.transfer'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const typed = typedIn(tap);
  const { chosen: to, reason } = typed;
  const again = async (text: Text, view: RequestView): Promise<TapAnswer> => {
    return answer(
      'warning',
      text,
      await transferCard(deps, view, action.task, tap, { ...typed, fault: text }),
    );
  };
  if (to === undefined) {
    const own = await ownTask(deps, action, tap);
    return 'toast' in own ? own : again(deps.texts('refusal.chooseSomebody'), own.view);
  }
  const said = reason === undefined ? {} : { reason };
  const command = { ...tapMeta(deps, tap), type: 'Transfer', taskId: action.task, to, ...said } as const;
  const outcome = await deps.execute(action.request, command, { tap });
  if (outcome.kind === 'refused') {
    const { refusal, stored } = outcome;
    const fixable = refusal.code === 'badPerson' || refusal.code === 'reasonRequired';
    if (!fixable || stored === undefined) return refusedOnTask(deps, action, tap, refusal, stored);
    const view = await viewOf(deps, stored);
    return isOwn(view, action.task, tap.person)
      ? again(await refusalText(deps, refusal), view)
      : politeNo(deps);
  }
  const view = await viewOf(deps, outcome.stored);
  const text = deps.texts('toast.transferred', { who: nameOf(view.organisation, to) });
  return answer('success', text, await taskCardOf(deps, view, action.task));
}

/** What stands in the form of 转交, so that nothing is lost by a search or a refusal. */
function typedIn(tap: CardTap): { readonly chosen?: string; readonly reason?: string } {
  const to = textInput(tap, TRANSFER_TO);
  const reason = textInput(tap, TRANSFER_REASON);
  return { ...(to === undefined ? {} : { chosen: to }), ...(reason === undefined ? {} : { reason }) };
}

async function transferCard(
  deps: FeatureDeps,
  view: RequestView,
  taskId: string,
  tap: CardTap,
  typed: { readonly chosen?: string; readonly reason?: string; readonly fault?: Text },
) {
  const members = view.state.tasks.filter(task => task.status === 'PENDING').map(task => task.actor);
  const nodeId = view.state.tasks.find(task => task.id === taskId)?.nodeId ?? '';
  const people = await findPeople(deps, {
    person: tap.person,
    field: TRANSFER_TO,
    typed: tap.form,
    action: { a: 'task.transferForm', request: view.state.id, task: taskId },
    except: [view.state.applicant, tap.person, ...members],
  });
  return transferFormCard(
    {
      request: headOf(view),
      task: { id: taskId, step: nodeName(view.definition, nodeId) },
      ...people,
      ...typed,
    },
    deps.texts,
  );
}
