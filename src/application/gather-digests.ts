import type { Instant } from '../core/definition.ts';
import { headsAbove } from '../core/people/departments.ts';
import type { DirectoryPart, RequestStore, WatchedRow } from './ports.ts';

/** A task that is due by the end of the day, or overdue. */
export interface PressingTask {
  readonly row: WatchedRow;
  readonly taskId: string;
  readonly nodeId: string;
  readonly actor: string;
  /** The earlier of the task's own due time and the request's. */
  readonly dueAt: Instant;
  readonly urged: number;
}

/** What the digest tells one person; both lists most urgent first. */
export interface Digest {
  readonly person: string;
  readonly own: readonly PressingTask[];
  /** What the people of the departments hold that this person heads. */
  readonly people: readonly PressingTask[];
}

const PAGE = 200;

/** Every task that is due before `end`, most urgent first. */
export async function pressingTasks(
  requests: Pick<RequestStore, 'watched'>,
  end: Instant,
  of?: readonly string[],
): Promise<readonly PressingTask[]> {
  const filter = { dueBefore: end, ...(of === undefined ? {} : { people: of }) };
  const found: PressingTask[] = [];
  for (let number = 1; ; number += 1) {
    const { rows, total } = await requests.watched(filter, { number, size: PAGE });
    found.push(...rows.flatMap(row => pressingOf(row, end)));
    if (number * PAGE >= total || rows.length === 0) break;
  }
  return found.sort((a, b) => a.dueAt - b.dueAt || (a.taskId < b.taskId ? -1 : 1));
}

function pressingOf(row: WatchedRow, end: Instant): readonly PressingTask[] {
  return row.tasks.flatMap(({ taskId, nodeId, actor, dueAt, urged }) => {
    const at = Math.min(dueAt ?? Infinity, row.dueAt ?? Infinity);
    return at < end ? [{ row, taskId, nodeId, actor, dueAt: at, urged }] : [];
  });
}

/** Who has to be told what: holders of their own, heads of what their people hold. Who has nothing to hear is left out. */
export function digestsOf(tasks: readonly PressingTask[], staff: DirectoryPart): readonly Digest[] {
  const own = new Map<string, PressingTask[]>();
  const people = new Map<string, PressingTask[]>();
  for (const task of tasks) {
    push(own, task.actor, task);
    for (const head of headsAbove(staff, task.actor)) push(people, head, task);
  }
  const everybody = [...new Set([...own.keys(), ...people.keys()])];
  return everybody
    .filter(person => staff.people[person]?.status === 'active')
    .map(person => ({ person, own: own.get(person) ?? [], people: people.get(person) ?? [] }));
}

function push(lists: Map<string, PressingTask[]>, person: string, task: PressingTask): void {
  const list = lists.get(person);
  if (list === undefined) lists.set(person, [task]);
  else list.push(task);
}
