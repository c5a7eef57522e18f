import { choiceCard } from '../../../cards/choice.ts';
import { guideCard } from '../../../cards/guide.ts';
import { hallCard, SEARCH_WORDS } from '../../../cards/hall.ts';
import { organisationForPreview } from '../../application/organisation.ts';
import type { CardJson } from '../../application/ports.ts';
import type { ChatAnswer, Feature } from '../../application/router.ts';
import type { ItemDefinition, Selector } from '../../core/definition.ts';
import { selectPeople } from '../../core/selectors.ts';
import { show, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { notOpen, visibleItem, visibleItems } from '../shared/items.ts';
import { namesOf } from '../shared/people.ts';
import { reportedItems } from '../shared/reported-items.ts';
import { alikeItems, nearestItems, searchItems } from '../shared/search.ts';
import { whoText } from '../shared/who-text.ts';
import { ownItems, star } from './own.ts';
import { groupsOf, guideProps, hallItem, type WhoActs } from './view.ts';

/** How many items are shown for words that match none. */
const NEAREST = 5;

/** The service hall: find an item, read what it takes, begin. */
export function createHall(deps: FeatureDeps): Feature {
  return {
    name: 'hall',
    taps: {
      'hall.open': async ({ category, by, page }, tap) =>
        show(await hall(deps, tap.person, { category, by, page })),
      'hall.search': async (_, tap) =>
        show(await found(deps, tap.person, textInput(tap, SEARCH_WORDS) ?? '')),
      'item.guide': async ({ item }, tap) => {
        const definition = await visibleItem(deps, tap.person, item);
        return definition === undefined
          ? notOpen(deps, item)
          : show(await guide(deps, tap.person, definition));
      },
      'item.star': async ({ item, on }, tap) => {
        const definition = await visibleItem(deps, tap.person, item);
        if (definition === undefined) return notOpen(deps, item);
        await star(deps, tap.person, item, on);
        return show(await guide(deps, tap.person, definition));
      },
    },
    commands: [
      {
        name: 'hall',
        words: ['大厅', '菜单', '办事', '办事大厅', 'menu'],
        argument: 'none',
        private: false,
        run: async ({ person, where }) => ({ card: await hall(deps, person, { where }) }),
      },
      {
        name: 'apply',
        words: ['申请', '我要申请', '办理'],
        argument: 'optional',
        private: true,
        run: async ({ person, argument }) => ({ card: await found(deps, person, argument) }),
      },
    ],
    menus: { hall: async person => ({ card: await hall(deps, person, {}) }) },
    unknownWords: ({ person, argument }) => unknown(deps, person, argument),
  };
}

async function hall(
  deps: FeatureDeps,
  person: string,
  at: {
    readonly category?: string | undefined;
    readonly by?: 'department' | undefined;
    readonly page?: number | undefined;
    readonly where?: 'person' | 'group';
  },
): Promise<CardJson> {
  // How much waits for one person is not for the others in a group.
  const own = at.where === 'group' ? { todo: 0, running: 0 } : ownNumbers(deps, person);
  const [items, numbers] = await Promise.all([visibleItems(deps, person), own]);
  // Nor which items they use, nor what only some may see.
  const [mine, rates] =
    at.where === 'group'
      ? [[], undefined]
      : await Promise.all([ownItems(deps, person, items), ratesFor(deps, person, items)]);
  return hallCard(
    {
      categories: groupsOf(items, at.by ?? 'category', rates),
      own: mine.map(item => hallItem(item)),
      ...numbers,
      ...(at.by === undefined ? {} : { by: at.by }),
      ...(at.category === undefined ? {} : { category: at.category }),
      ...(at.page === undefined ? {} : { page: at.page }),
    },
    deps.texts,
  );
}

/** How satisfied people were with the items whose figures this person may see. */
async function ratesFor(deps: FeatureDeps, person: string, items: readonly ItemDefinition[]) {
  const reported = await reportedItems(deps, person, items);
  return reported.length === 0 ? undefined : deps.itemFigures.ratings(reported.map(({ id }) => id));
}

async function ownNumbers(deps: FeatureDeps, person: string) {
  const [todo, running] = await Promise.all([
    deps.stores.requests.todo(person, { number: 1, size: 1 }),
    deps.stores.requests.underWay(person),
  ]);
  return { todo: todo.total, running };
}

/** One match: its guide. Several: a choice. None: the nearest. No words: the hall. */
async function found(deps: FeatureDeps, person: string, words: string): Promise<CardJson> {
  if (words.trim() === '') return hall(deps, person, {});
  const items = await visibleItems(deps, person);
  const matches = searchItems(items, words);
  const [first, ...others] = matches;
  if (first !== undefined && others.length === 0) return guide(deps, person, first);
  if (matches.length === 0) return nearest(deps, person, words, items, alikeItems);
  return choiceCard({ words, items: matches.map(item => hallItem(item)), why: 'search' }, deps.texts);
}

async function unknown(deps: FeatureDeps, person: string, words: string): Promise<ChatAnswer> {
  return { card: await nearest(deps, person, words, await visibleItems(deps, person), nearestItems) };
}

/** What is most like the words; where nothing is, the reader's own items and the first of the hall: never nothing. */
async function nearest(
  deps: FeatureDeps,
  person: string,
  words: string,
  items: readonly ItemDefinition[],
  find: typeof nearestItems,
): Promise<CardJson> {
  const alike = find(items, words, NEAREST);
  const shown =
    alike.length > 0
      ? alike
      : [...new Set([...(await ownItems(deps, person, items)), ...items])].slice(0, NEAREST);
  return choiceCard(
    { words, items: shown.map(item => hallItem(item)), why: alike.length > 0 ? 'unknown' : 'instead' },
    deps.texts,
  );
}

async function guide(deps: FeatureDeps, person: string, definition: ItemDefinition): Promise<CardJson> {
  const [average, { favourites }, draft, settings, rates, organisation] = await Promise.all([
    deps.itemFigures.average(definition.id),
    deps.stores.personal.load(person),
    deps.stores.drafts.latest(person, definition.id),
    deps.stores.settings.current(),
    ratesFor(deps, person, [definition]),
    organisationForPreview(
      { directory: deps.directory, settings: deps.stores.settings },
      definition,
      person,
      {},
      {},
    ),
  ]);
  const { roles } = settings;
  const rating = rates?.get(definition.id);
  const names = { role: (id: string) => roles[id]?.name ?? { zh: id, en: id } };
  const who: WhoActs = ({ who: selectors }) => {
    const known = { organisation, applicant: person, form: {}, chosen: [] };
    const people = namesOf(organisation, selectPeople(selectors, known).people);
    if (people.length === 0) return { people, note: whoText(selectors, names, deps.texts) };
    const later = selectors.filter(({ kind }) => LATER.includes(kind));
    if (later.length === 0) return { people };
    return { people, note: deps.texts('path.and', { who: whoText(later, names, deps.texts) }) };
  };
  return guideCard(
    {
      ...guideProps(definition, who, deps.texts),
      ...(average === undefined ? {} : { average }),
      ...(rating === undefined ? {} : { rating }),
      favourite: favourites.includes(definition.id),
      canApply: true,
      hasDraft: draft !== undefined,
    },
    deps.texts,
  );
}

/** Selectors that only the filled-in form or a choice on the way can answer. */
const LATER: readonly Selector['kind'][] = [
  'formPerson',
  'formDepartmentHead',
  'applicantChooses',
  'previousChooses',
];
