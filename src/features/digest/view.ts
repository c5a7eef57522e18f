import {
  digestCard,
  type DigestCounts,
  type DigestRowView,
  OWN_ROWS,
  PEOPLE_ROWS,
} from '../../../cards/digest.ts';
import type { Digest, PressingTask } from '../../application/gather-digests.ts';
import type { CardJson, DirectoryPart } from '../../application/ports.ts';
import { departmentsHeadedBy, peopleWithin } from '../../core/people/departments.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { cardTime } from '../shared/head.ts';
import { latenessOf } from '../shared/lateness.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { today } from '../shared/today.ts';

/** The card of one person's digest; `page` of what the people hold. */
export async function digestCardOf(deps: FeatureDeps, digest: Digest, page = 1): Promise<CardJson> {
  const { person, own, people } = digest;
  const shown = own.slice(0, OWN_ROWS);
  const { requests } = deps.stores;
  const [part, todo, underWay, theirs] = await Promise.all([
    peopleNamed(
      deps,
      [...shown, ...people].flatMap(({ row, actor }) => [row.applicant, actor]),
    ),
    requests.todo(person, { number: 1, size: 1 }),
    requests.underWay(person),
    people.length === 0 ? undefined : heldBelow(deps, person),
  ]);
  const pages = Math.max(1, Math.ceil(people.length / PEOPLE_ROWS));
  const at = Math.min(Math.max(1, page), pages);
  const pageOfPeople = people.slice((at - 1) * PEOPLE_ROWS, at * PEOPLE_ROWS);
  return digestCard(
    {
      date: today(deps),
      own: { ...countsOf(deps, own), rows: await rowsOf(deps, shown, part, false) },
      todo: todo.total,
      underWay,
      ...(theirs === undefined
        ? {}
        : {
            people: {
              ...countsOf(deps, people),
              rows: await rowsOf(deps, pageOfPeople, part, true),
              page: at,
              held: theirs,
              persons: personsOf(people, part),
            },
          }),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

function countsOf({ clock }: FeatureDeps, tasks: readonly PressingTask[]): DigestCounts {
  const overdue = tasks.filter(({ dueAt }) => dueAt < clock.now()).length;
  return { overdue, today: tasks.length - overdue };
}

/** How many requests lie in the hands of the people whom this person heads. */
async function heldBelow(deps: FeatureDeps, person: string): Promise<number> {
  const staff = await deps.directory.everybody();
  const people = peopleWithin(staff, departmentsHeadedBy(staff, person));
  return (await deps.stores.requests.watched({ people }, { number: 1, size: 1 })).total;
}

/** Who holds how many of these, most first. */
function personsOf(tasks: readonly PressingTask[], part: DirectoryPart) {
  const counts = new Map<string, number>();
  for (const { actor } of tasks) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([id, n]) => ({ name: nameOf(part, id), n }));
}

async function rowsOf(
  deps: FeatureDeps,
  tasks: readonly PressingTask[],
  part: DirectoryPart,
  withHolder: boolean,
): Promise<readonly DigestRowView[]> {
  return Promise.all(
    tasks.map(async ({ row, taskId, nodeId, actor, dueAt, urged }) => {
      const definition = await deps.stores.items.version(row.itemId, row.itemVersion);
      return {
        requestId: row.id,
        taskId,
        number: row.number,
        item: definition?.name ?? { zh: row.itemId, en: row.itemId },
        step: definition === undefined ? { zh: nodeId, en: nodeId } : nodeName(definition, nodeId),
        applicant: nameOf(part, row.applicant),
        ...(withHolder ? { holder: nameOf(part, actor) } : {}),
        urged,
        due: latenessOf(deps, dueAt),
      };
    }),
  );
}
