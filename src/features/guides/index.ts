import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { PrintDocument } from '../../application/ports-files.ts';
import { formNames } from '../../application/organisation.ts';
import { fingerprint } from '../../application/ids.ts';
import type { ChatAnswer, ChatCall, Feature } from '../../application/router.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { answer } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { notOpen, visibleItem, visibleItems } from '../shared/items.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { searchItems } from '../shared/search.ts';
import { blankFormDocument } from './blank-form.ts';
import { catalogueDocument, guideDocument } from './print.ts';

/** Guides on paper: one item's, and the catalogue of all that is open to the reader (features 0.9, 1.17). */
export function createGuides(deps: FeatureDeps): Feature {
  return {
    name: 'guides',
    taps: {
      'guide.print': async ({ item }, tap) => {
        const definition = await visibleItem(deps, tap.person, item);
        if (definition === undefined) return notOpen(deps, item);
        await send(
          deps,
          tap.person,
          tap.key,
          await guideOf(deps, definition),
          definition.name[deps.language],
        );
        return answer('success', deps.texts('archive.sent'));
      },
      'guide.blank': async ({ item }, tap) => {
        const definition = await visibleItem(deps, tap.person, item);
        if (definition === undefined) return notOpen(deps, item);
        const title = deps.texts('guides.blankOf', { item: definition.name });
        await send(
          deps,
          tap.person,
          tap.key,
          await blankForm(deps, definition, tap.person),
          title[deps.language],
        );
        return answer('success', deps.texts('archive.sent'));
      },
      'guide.catalogue': (_, tap) => catalogue(deps, tap),
    },
    commands: [
      {
        name: 'guide',
        words: ['指南', '办事指南', '目录'],
        argument: 'optional',
        private: true,
        run: call => inChat(deps, call),
      },
    ],
  };
}

/** `指南 租赁`: that guide; without an item, or with several that fit, the catalogue. */
async function inChat(deps: FeatureDeps, { person, argument, key }: ChatCall): Promise<ChatAnswer> {
  const items = await visibleItems(deps, person);
  const found = argument === '' ? [] : searchItems(items, argument);
  const [item, ...others] = found;
  if (argument !== '' && (item === undefined || others.length > 0)) {
    const names = (found.length > 0 ? found : items).slice(0, 12).map(({ id, name }) => `${id} ${name.zh}`);
    return { text: deps.texts('guides.which', { items: names.join('、') }) };
  }
  const title = item?.name ?? deps.texts('guides.catalogue');
  const document = item === undefined ? catalogueDocument(deps, items) : await guideOf(deps, item);
  await send(deps, person, key, document, title[deps.language]);
  return { text: deps.texts('guides.sent', { title }) };
}

async function catalogue(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const document = catalogueDocument(deps, await visibleItems(deps, tap.person));
  await send(deps, tap.person, tap.key, document, deps.texts('guides.catalogue')[deps.language]);
  return answer('success', deps.texts('archive.sent'));
}

/** With what the person's draft says; a draft that has become a request says nothing any more. */
async function blankForm(deps: FeatureDeps, item: ItemDefinition, person: string): Promise<PrintDocument> {
  const draft = await deps.stores.drafts.latest(person, item.id);
  const form = draft === undefined || draft.requestId !== undefined ? {} : draft.form;
  const { people, departments } = formNames(item.fields, [form]);
  const part = await deps.directory.around({ people: [person, ...people], departments });
  return blankFormDocument(deps, item, { person, part, form });
}

async function guideOf(deps: FeatureDeps, item: ItemDefinition): Promise<PrintDocument> {
  const ids = item.flow.flatMap(node =>
    node.kind === 'step' ? node.who.flatMap(who => (who.kind === 'people' ? who.people : [])) : [],
  );
  const [average, { roles }, part] = await Promise.all([
    deps.itemFigures.average(item.id),
    deps.stores.settings.current(),
    peopleNamed(deps, ids),
  ]);
  return guideDocument(deps, item, {
    ...(average === undefined ? {} : { average }),
    role: id => roles[id]?.name ?? { zh: id, en: id },
    person: id => nameOf(part, id),
  });
}

async function send(
  deps: FeatureDeps,
  person: string,
  key: string,
  document: PrintDocument,
  title: string,
): Promise<void> {
  const bytes = await deps.files.pdf(document);
  const target = { kind: 'person', openId: person } as const;
  await deps.messenger.sendFile(target, { name: `${title}.pdf`, bytes }, `g-${fingerprint(40, key)}`);
}
