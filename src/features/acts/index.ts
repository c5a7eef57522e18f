import { actFormCard } from '../../../cards/act-form.ts';
import { returnTargets } from '../../core/acts/return.ts';
import type { ActionOf, CardAction } from '../../../cards/kit/action.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import type { Refusal } from '../../core/commands.ts';
import type { Text } from '../../core/definition.ts';
import { refusalOf } from '../../core/permissions.ts';
import { answer, politeNo, refusalText, show, tapMeta } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { detailOf } from '../shared/detail.ts';
import { headOf } from '../shared/head.ts';
import { namesOf, peopleNamed } from '../shared/people.ts';
import { canSee, type RequestView, viewOf } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';
import { isOwn, refusedOnTask } from '../shared/task-act.ts';
import { taskCardOf } from '../shared/task-card.ts';
import { REQUEST_ACTS } from './request-acts.ts';
import type { ActAction, ActCall, ActKind, ActSpec } from './spec.ts';
import { TASK_ACTS } from './task-acts.ts';

const SPECS: Readonly<Partial<Record<ActKind, ActSpec>>> = { ...TASK_ACTS, ...REQUEST_ACTS };

/** Every act beyond 同意, 拒绝 and 转交: what it asks for, the act, and the card that then stands there. */
export function createActs(deps: FeatureDeps): Feature {
  return {
    name: 'acts',
    taps: {
      'act.form': (action, tap) => openForm(deps, { ...action, a: 'act.do' }, tap),
      'act.do': (action, tap) => carryOut(deps, action, tap),
      'task.return': (action, tap) => returned(deps, action, tap),
    },
  };
}

/** 退回: to the applicant at once where there is no other place to return to; else the place is asked for first. */
async function returned(
  deps: FeatureDeps,
  { request, task }: ActionOf<'task.return'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const action = { a: 'act.do', act: 'return', request, task } as const;
  const call = await callOf(deps, action, tap);
  if (call === undefined) return politeNo(deps, 'notFound');
  const own = call.view.state.tasks.find(({ id }) => id === task);
  const targets = own === undefined ? [] : returnTargets(call.view.definition, call.view.state, own);
  return targets.length === 0 ? carryOut(deps, action, tap) : openForm(deps, action, tap);
}

async function callOf(deps: FeatureDeps, action: ActAction, tap: CardTap): Promise<ActCall | undefined> {
  const stored = await deps.stores.requests.load(action.request);
  if (stored === undefined) return undefined;
  return { deps, view: await viewOf(deps, stored), action, tap, meta: tapMeta(deps, tap) };
}

async function openForm(deps: FeatureDeps, action: ActAction, tap: CardTap): Promise<TapAnswer> {
  const call = await callOf(deps, action, tap);
  const spec = SPECS[action.act];
  if (call === undefined || spec?.form === undefined) return politeNo(deps, 'notFound');
  if (!canSee(call.view, tap.person)) return politeNo(deps);
  const refusal = mayNot(call);
  if (refusal !== undefined) return refused(call, spec, refusal, call.view);
  return show(await formCard(call, spec));
}

/** The same rule that refuses the act refuses its form; of 改派 the task is chosen in the form. */
function mayNot({ view, tap, action, meta }: ActCall): Refusal | undefined {
  const { act, task } = action;
  if (act === 'deleteComment') return undefined;
  if (act === 'reassign') return refusalOf(view.context, view.state, tap.person, 'terminate');
  return refusalOf(view.context, view.state, tap.person, act, {
    at: meta.at,
    ...(task === undefined ? {} : { taskId: task }),
  });
}

async function carryOut(deps: FeatureDeps, action: ActAction, tap: CardTap): Promise<TapAnswer> {
  const call = await callOf(deps, action, tap);
  const spec = SPECS[action.act];
  if (call === undefined || spec === undefined) return politeNo(deps, 'notFound');
  if (!canSee(call.view, tap.person)) return politeNo(deps);
  const command = await spec.read(call);
  if ('missing' in command) {
    const text = deps.texts(`act.missing.${command.missing}`);
    return answer('warning', text, await formCard(call, spec, text));
  }
  const outcome = await deps.execute(action.request, command, { tap });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, outcome.stored);
  const after = { ...call, view };
  if (outcome.kind === 'refused') return refused(after, spec, outcome.refusal, view);
  const text = outcome.kind === 'replayed' ? deps.texts('toast.already') : await doneText(call, spec);
  return answer('success', text, await cardAfter(after, spec));
}

/** What can be mended in the form comes back with the form; otherwise the card says what is so now. */
async function refused(
  call: ActCall,
  spec: ActSpec,
  refusal: Refusal,
  view: RequestView,
): Promise<TapAnswer> {
  const { deps, tap, action } = call;
  const text = await refusalText(deps, refusal);
  const mendable = ['badPerson', 'badSigners', 'badTarget', 'reasonRequired', 'opinionRequired'];
  const formShown = spec.form !== undefined && mayNot(call) === undefined;
  if (formShown && mendable.includes(refusal.code))
    return answer('warning', text, await formCard(call, spec, text));
  if (spec.shows === 'task' && action.task !== undefined && isOwn(view, action.task, tap.person))
    return refusedOnTask(deps, { request: action.request, task: action.task }, tap, refusal, view.stored);
  return answer('warning', text, spec.shows === 'detail' ? detailOf(deps, view, tap.person) : undefined);
}

async function doneText(call: ActCall, spec: ActSpec): Promise<Text> {
  const { deps, action } = call;
  if (spec.toast !== undefined) return deps.texts(spec.toast(call));
  const ids = spec.who?.(call) ?? [];
  const who = ids.length === 0 ? '' : namesOf(await peopleNamed(deps, ids), ids).join('、');
  return deps.texts(`act.toast.${action.act}`, { who });
}

async function cardAfter(call: ActCall, spec: ActSpec): Promise<CardJson | undefined> {
  const { deps, view, action, tap } = call;
  if (spec.shows === 'detail') {
    await remember(deps, tap, view.stored, { kind: 'detail' });
    return detailOf(deps, view, tap.person);
  }
  const task = spec.own === undefined ? action.task : spec.own(call);
  if (task === undefined || !isOwn(view, task, tap.person)) return detailOf(deps, view, tap.person);
  await remember(deps, tap, view.stored, { kind: 'task', taskId: task });
  return taskCardOf(deps, view, task);
}

async function formCard(call: ActCall, spec: ActSpec, fault?: Text): Promise<CardJson> {
  const { deps, view, action } = call;
  const form = (await spec.form?.(call)) ?? { fields: [] };
  const { act, request, task } = action;
  const ids = { request, ...(task === undefined ? {} : { task }) };
  const back: CardAction =
    task === undefined ? { a: 'request.detail', request } : { a: 'task.open', request, task };
  return actFormCard(
    {
      title: deps.texts(`act.title.${act}`, { step: form.step ?? '' }),
      request: headOf(view),
      ...(form.note === undefined ? {} : { notes: [form.note] }),
      fields: form.fields,
      ...(fault === undefined ? {} : { fault }),
      submit: { label: deps.texts(`button.${act}`), action: { a: 'act.do', act, ...ids } },
      back,
    },
    deps.texts,
  );
}
