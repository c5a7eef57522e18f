import {
  EVERY,
  FILTERS,
  superviseCard,
  WATCHED_PER_PAGE,
  type SuperviseFilter,
  type WatchedRowView,
} from '../../../cards/supervise.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { messageCard } from '../../../cards/message.ts';
import type { CardJson, CardTap, TapAnswer, WatchedRow } from '../../application/ports.ts';
import type { ChatAnswer } from '../../application/router.ts';
import { peopleWatched, watchScopeOf, type WatchScope } from '../../application/watch-scope.ts';
import type { ItemDefinition, Text } from '../../core/definition.ts';
import { answer, show, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { cardTime } from '../shared/head.ts';
import { latenessOf } from '../shared/lateness.ts';
import { nameOf, namesOf, peopleNamed } from '../shared/people.ts';

/** `/supervise`, `/overdue`; who watches over nobody is told what the command is for. */
export async function listInChat(deps: FeatureDeps, person: string, overdue: boolean): Promise<ChatAnswer> {
  const scope = await watchScopeOf({ ...deps.stores, directory: deps.directory }, person);
  if (scope === undefined)
    return { card: messageCard({ kind: 'refused', text: deps.texts('supervise.refused') }, deps.texts) };
  return { card: await listCard(deps, scope, { overdue }, 1) };
}

export async function listTap(
  deps: FeatureDeps,
  { page = 1, overdue = false, department, item }: Omit<ActionOf<'supervise.list'>, 'a'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const scope = await watchScopeOf({ ...deps.stores, directory: deps.directory }, tap.person);
  if (scope === undefined) return answer('warning', deps.texts('supervise.refused'));
  const filter = {
    overdue,
    ...(department === undefined ? {} : { department }),
    ...(item === undefined ? {} : { item }),
  };
  return show(await listCard(deps, scope, filter, page));
}

/** 筛选: what was chosen in the card's form. */
export function filterTap(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const chosen = (name: string) => {
    const value = textInput(tap, name);
    return value === EVERY ? undefined : value;
  };
  const [department, item] = [chosen(FILTERS.department), chosen(FILTERS.item)];
  return listTap(
    deps,
    {
      overdue: chosen(FILTERS.state) === 'overdue',
      ...(department === undefined ? {} : { department }),
      ...(item === undefined ? {} : { item }),
    },
    tap,
  );
}

async function listCard(
  deps: FeatureDeps,
  scope: WatchScope,
  filter: SuperviseFilter,
  page: number,
): Promise<CardJson> {
  const people = peopleWatched(scope, filter.department);
  const query = {
    ...(people === undefined ? {} : { people }),
    ...(filter.item === undefined ? {} : { itemId: filter.item }),
    ...(filter.overdue ? { dueBefore: deps.clock.now() } : {}),
  };
  const read = (number: number) => deps.stores.requests.watched(query, { number, size: WATCHED_PER_PAGE });
  const first = await read(page);
  const last = Math.max(1, Math.ceil(first.total / WATCHED_PER_PAGE));
  const number = Math.min(page, last);
  const { rows, total } = number === page ? first : await read(number);
  const items = await deps.stores.items.live();
  return superviseCard(
    {
      rows: await rowViews(deps, rows),
      page: number,
      total,
      filter,
      departments: scope.departments.map(({ id, name }) => ({ id, label: { zh: name, en: name } })),
      items: items.map(({ definition }) => ({ id: definition.id, label: definition.name })),
      own: !scope.all,
      time: cardTime(deps),
    },
    deps.texts,
  );
}

async function rowViews(deps: FeatureDeps, rows: readonly WatchedRow[]): Promise<readonly WatchedRowView[]> {
  const part = await peopleNamed(
    deps,
    rows.flatMap(row => [row.applicant, ...row.inHands]),
  );
  return Promise.all(
    rows.map(async row => {
      const definition = await deps.stores.items.version(row.itemId, row.itemVersion);
      return {
        id: row.id,
        number: row.number,
        item: definition?.name ?? { zh: row.itemId, en: row.itemId },
        applicant: nameOf(part, row.applicant),
        returned: row.status === 'RETURNED',
        hard: row.hard === true,
        holders: holdersOf(row, definition, part, deps.texts('label.applicant')),
        urged: row.tasks.reduce((sum, task) => sum + task.urged, 0),
        ...(row.urgentAt === undefined ? {} : { due: latenessOf(deps, row.urgentAt) }),
      };
    }),
  );
}

function holdersOf(
  { tasks, inHands, status }: WatchedRow,
  definition: ItemDefinition | undefined,
  part: Parameters<typeof namesOf>[0],
  applicant: Text,
): WatchedRowView['holders'] {
  if (status === 'RETURNED') return [{ step: applicant, people: namesOf(part, inHands) }];
  const steps = [...new Set(tasks.map(task => task.nodeId))];
  return steps.map(id => {
    const here = tasks.filter(task => task.nodeId === id);
    const since = here.flatMap(task => task.since ?? []);
    return {
      step: definition === undefined ? { zh: id, en: id } : nodeName(definition, id),
      people: namesOf(part, [...new Set(here.map(task => task.actor))]),
      ...(since.length === 0 ? {} : { since: Math.min(...since) }),
    };
  });
}
