import { digestSpeaksOf } from '../../application/digest-time.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import type { RequestView } from '../shared/request-view.ts';

/** Whether this hour's morning digest lists the task already: then its plain reminder is not sent as well (issue 6, item 4). */
export async function digestTells(
  deps: FeatureDeps,
  { state }: RequestView,
  taskId: string,
): Promise<boolean> {
  const task = state.tasks.find(({ id }) => id === taskId);
  const due = [task?.dueAt, state.dueAt].filter(at => at !== undefined);
  const dueAt = due.length === 0 ? undefined : Math.min(...due);
  return digestSpeaksOf(await deps.stores.settings.current(), deps, dueAt, deps.clock.now());
}
