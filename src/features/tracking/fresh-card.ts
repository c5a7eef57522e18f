import { z } from 'zod';
import { messageCard } from '../../../cards/message.ts';
import type { CardJson, CardTap } from '../../application/ports.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { detailOf } from '../shared/detail.ts';
import { canSee, viewOf } from '../shared/request-view.ts';
import { taskCardOf } from '../shared/task-card.ts';

/** All that is read of a button from another build: which request, and which task of it. */
const old = z.object({ request: z.string().min(1), task: z.string().optional() });

/** What stands in place of a card whose button could not be read: the task, the request, or the way to the hall. */
export async function freshCard(deps: FeatureDeps, tap: CardTap): Promise<CardJson | undefined> {
  const stale = messageCard({ kind: 'stale' }, deps.texts);
  const value = old.safeParse(tap.value);
  if (!value.success) return stale;
  const stored = await deps.stores.requests.load(value.data.request);
  if (stored === undefined) return stale;
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person)) return undefined;
  const task = view.state.tasks.find(each => each.id === value.data.task && each.actor === tap.person);
  const card = task === undefined ? undefined : await taskCardOf(deps, view, task.id);
  return card ?? detailOf(deps, view, tap.person);
}
