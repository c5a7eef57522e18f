import { DateTime } from 'luxon';
import { RUNNING_PER_PAGE, runningCard, type RunningRowView } from '../../../cards/running.ts';
import { same } from '../../../cards/kit/texts.ts';
import { definitionOf } from '../../application/execute-command.ts';
import type { RequestFilter, RequestPlace } from '../../application/ports-running.ts';
import type { CardJson, RequestRow } from '../../application/ports.ts';
import { may, maySomewhere } from '../../application/rights.ts';
import type { ItemDefinition, Text } from '../../core/definition.ts';
import { findParts, wordsOnForm } from '../../core/form/find-words.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, namesOf, peopleNamed } from '../shared/people.ts';
import { hiddenOf, viewOf } from '../shared/request-view.ts';
import type { Asked } from './form.ts';
import { maySeeOf, type SeenItems, seenItems } from './seen.ts';

type Place = { readonly after?: RequestPlace; readonly before?: RequestPlace };
interface Row {
  readonly row: RequestRow;
  readonly definition: ItemDefinition;
}

const NUMBER = /^[A-Z][A-Z0-9]*(-\d+)+/;

/** What was typed behind the command: a number or its beginning, or words. */
export function askedByWords(argument: string): Asked {
  const typed = argument.normalize('NFKC').trim().slice(0, 40);
  if (typed === '') return {};
  const number = typed.toUpperCase();
  return NUMBER.test(number) ? { number, state: 'all' } : { words: typed };
}

/** One page of what is looked for, as far as it is for this person's eyes. */
export async function found(
  deps: FeatureDeps,
  person: string,
  asked: Asked,
  place: Place,
): Promise<CardJson> {
  const seen = await seenItems(deps, person);
  const rows = await deps.stores.requests.search(filterOf(deps, asked, seen), place, RUNNING_PER_PAGE + 1);
  const more = rows.length > RUNNING_PER_PAGE;
  const backwards = place.before !== undefined;
  const page = more ? (backwards ? rows.slice(1) : rows.slice(0, RUNNING_PER_PAGE)) : rows;
  const [first, last] = [page[0], page.at(-1)];
  const shown = await forEyes(deps, person, asked, seen, page);
  return runningCard(
    {
      rows: await rowViews(deps, person, seen, shown),
      asked,
      said: await saidOf(deps, asked, seen),
      ...(first !== undefined && (backwards ? more : place.after !== undefined)
        ? { previous: placeOf(first) }
        : {}),
      ...(last !== undefined && (backwards || more) ? { next: placeOf(last) } : {}),
      settings: maySomewhere(seen.settings, person, 'settings.open'),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

function placeOf({ submittedAt, id }: RequestRow): RequestPlace {
  return { at: submittedAt, id };
}

function filterOf(deps: FeatureDeps, asked: Asked, seen: SeenItems): RequestFilter {
  const day = (date: string) => DateTime.fromISO(date, { zone: deps.timeZone }).startOf('day');
  const { number, person, item, state = 'underWay', from, to, words } = asked;
  const mine = seen.live.map(({ id }) => id).filter(id => item === undefined || id === item);
  const items = seen.all ? (item === undefined ? undefined : [item]) : mine;
  return {
    ...(number === undefined ? {} : { number }),
    ...(person === undefined ? {} : { person }),
    ...(items === undefined ? {} : { items }),
    ...(state === 'all' ? {} : { statuses: state === 'underWay' ? ['RUNNING', 'RETURNED'] : [state] }),
    ...(from === undefined ? {} : { from: day(from).toMillis() }),
    ...(to === undefined ? {} : { to: day(to).plus({ days: 1 }).toMillis() }),
    ...(words === undefined ? {} : { words: findParts([words]) }),
  };
}

/**
 * The rows that this person may see: by the version of the item that the request runs on; and what was found by words only
 * where the words stand in fields that are not hidden from them (peers.md row 9).
 */
async function forEyes(
  deps: FeatureDeps,
  person: string,
  { words }: Asked,
  { settings }: SeenItems,
  rows: readonly RequestRow[],
): Promise<readonly Row[]> {
  const parts = words === undefined ? [] : findParts([words]);
  const kept = await Promise.all(
    rows.map(async (row): Promise<readonly Row[]> => {
      const definition = await definitionOf(deps.stores.items, row.itemId, row.itemVersion);
      if (!maySeeOf(settings, person, definition)) return [];
      if (parts.length > 0 && !(await stands(deps, person, row, definition, parts))) return [];
      return [{ row, definition }];
    }),
  );
  return kept.flat();
}

async function stands(
  deps: FeatureDeps,
  person: string,
  row: RequestRow,
  definition: ItemDefinition,
  parts: readonly string[],
): Promise<boolean> {
  const stored = await deps.stores.requests.load(row.id);
  if (stored === undefined) return false;
  const hidden = hiddenOf(await viewOf(deps, stored), person);
  if (hidden.size === 0) return true;
  const there = findParts(wordsOnForm(definition, stored.state.form, hidden));
  return parts.every(part => there.includes(part));
}

async function rowViews(
  deps: FeatureDeps,
  person: string,
  { settings }: SeenItems,
  rows: readonly Row[],
): Promise<readonly RunningRowView[]> {
  const part = await peopleNamed(
    deps,
    rows.flatMap(({ row }) => [row.applicant, ...row.holders]),
  );
  return rows.map(({ row, definition }) => ({
    id: row.id,
    number: row.number,
    item: definition.name,
    applicant: nameOf(part, row.applicant),
    status: row.status,
    submittedAt: row.submittedAt,
    ...(row.dueAt === undefined ? {} : { dueAt: row.dueAt }),
    steps: joined(row.nodeIds.map(id => nodeName(definition, id))),
    holders: namesOf(part, [...new Set(row.holders)]),
    acts: may(settings, person, 'requests.manage', { item: definition }) ? actsOn(row) : [],
  }));
}

/** The core refuses by its own rule what has changed since. */
function actsOn({ status }: RequestRow): RunningRowView['acts'] {
  if (status === 'RUNNING') return ['jump', 'reassign', 'resend', 'terminate'];
  return status === 'RETURNED' ? ['resend', 'terminate'] : ['resend'];
}

/** What was looked for, in words. */
async function saidOf(deps: FeatureDeps, asked: Asked, { live }: SeenItems): Promise<readonly Text[]> {
  const { number, person, item, state = 'underWay', from, to, words } = asked;
  const known = item === undefined ? undefined : live.find(({ id }) => id === item)?.name;
  return [
    deps.texts(state === 'underWay' || state === 'all' ? `running.state.${state}` : `status.${state}`),
    ...(number === undefined ? [] : [same(number)]),
    ...(person === undefined ? [] : [same(nameOf(await peopleNamed(deps, [person]), person))]),
    ...(item === undefined ? [] : [known ?? same(item)]),
    ...(from === undefined && to === undefined ? [] : [same(`${from ?? '…'} – ${to ?? '…'}`)]),
    ...(words === undefined ? [] : [same(`“${words}”`)]),
  ];
}

function joined(texts: readonly Text[]): Text {
  return {
    zh: [...new Set(texts.map(({ zh }) => zh))].join('、'),
    en: [...new Set(texts.map(({ en }) => en))].join(', '),
  };
}
