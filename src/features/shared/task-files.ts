import type { TaskFile, TimelineEntry } from '../../core/request.ts';

/**
 * The signature's picture and the files of a task's decisions, each once. They are read from the history: a decision that was
 * taken back keeps what it was proved by.
 */
export function filesOfTask(timeline: readonly TimelineEntry[], taskId: string): readonly TaskFile[] {
  const all = timeline.flatMap(({ event }) =>
    'taskId' in event && event.taskId === taskId && 'files' in event ? (event.files ?? []) : [],
  );
  return all.filter((file, index) => all.findIndex(other => other.key === file.key) === index);
}
