import { archiveTemplateCard } from '../../../cards/archive-template.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { same, type Text } from '../../../cards/kit/texts.ts';
import { fingerprint } from '../../application/ids.ts';
import type { PersonalFile } from '../../application/ports-personal.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import type { ChatAnswer } from '../../application/router.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { AppError } from '../../shared/errors.ts';
import { answer, politeNo, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { changeLine, recorded } from '../shared/record.ts';
import { knownNames, unknownNames } from './known-names.ts';

/** A Word file without pictures is some ten kilobytes. */
const LARGEST_TEMPLATE = 4 * 1024 * 1024;

/** `模板 SBZL`: the card of the item's template. */
export async function templateInChat(deps: FeatureDeps, person: string, words: string): Promise<ChatAnswer> {
  const item = await editable(deps, person, words.trim().toUpperCase());
  return item === undefined
    ? { text: deps.texts('template.which') }
    : { card: await templateCard(deps, item, person) };
}

export async function openTemplate(deps: FeatureDeps, id: string, person: string): Promise<TapAnswer> {
  const item = await editable(deps, person, id);
  return item === undefined ? politeNo(deps) : show(await templateCard(deps, item, person));
}

/** The file is fetched, read and checked; only a template that can be filled in takes the other's place. */
export async function setTemplate(
  deps: FeatureDeps,
  action: ActionOf<'template.set'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const item = await editable(deps, tap.person, action.item);
  if (item === undefined) return politeNo(deps);
  const file = await latestDocx(deps, tap.person);
  const refused = async (fault: Text): Promise<TapAnswer> =>
    answer('warning', fault, await templateCard(deps, item, tap.person, fault));
  if (file === undefined || file.key !== action.file) return refused(deps.texts('template.gone'));
  const read = await readTemplate(deps, item, file);
  if ('fault' in read) return refused(read.fault);
  await replaced(deps, item, tap, { name: file.name, bytes: read.bytes });
  return answer('success', deps.texts('template.saved'), await templateCard(deps, item, tap.person));
}

export async function resetTemplate(deps: FeatureDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  const item = await editable(deps, tap.person, id);
  if (item === undefined) return politeNo(deps);
  await replaced(deps, item, tap, { name: '' });
  return answer('success', deps.texts('template.back'), await templateCard(deps, item, tap.person));
}

/** In force from now on, and in the record of acts with the one before; without a name the built-in layout is. */
async function replaced(
  deps: FeatureDeps,
  item: ItemDefinition,
  tap: CardTap,
  fresh: { readonly name: string; readonly bytes?: Uint8Array },
): Promise<void> {
  const now = deps.clock.now();
  const before = await deps.stores.templates.inForce(item.id, now);
  const called = (name: string | undefined): Text =>
    name === undefined || name === '' ? deps.texts('template.builtIn') : same(name);
  const said = {
    kind: 'template' as const,
    subject: item.name,
    summary: [changeLine(deps.texts('template.title'), called(before?.name), called(fresh.name))],
  };
  await recorded(deps, tap, said, () =>
    deps.stores.templates.add({ itemId: item.id, ...fresh, by: tap.person, at: now }),
  );
}

/** The file in force, to begin one's own from: the unit's, or the built-in layout with its placeholders. */
export async function getTemplate(deps: FeatureDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  const item = await editable(deps, tap.person, id);
  if (item === undefined) return politeNo(deps);
  const own = await deps.stores.templates.inForce(item.id, deps.clock.now());
  const bytes = own?.bytes ?? (await deps.files.builtInTemplate());
  const name = own?.name ?? `${item.id}.docx`;
  const target = { kind: 'person', openId: tap.person } as const;
  await deps.messenger.sendFile(target, { name, bytes }, `f-${fingerprint(40, tap.key)}`);
  return answer('success', deps.texts('archive.sent'));
}

async function readTemplate(
  deps: FeatureDeps,
  item: ItemDefinition,
  file: PersonalFile,
): Promise<{ readonly bytes: Uint8Array } | { readonly fault: Text }> {
  try {
    const bytes = await deps.sentFiles.read(file, LARGEST_TEMPLATE);
    const unknown = unknownNames(await deps.files.placeholders(bytes), item);
    if (unknown.length === 0) return { bytes };
    const names = unknown.slice(0, 20).map(name => `{${name}}`);
    return { fault: deps.texts('template.unknown', { names: names.join(' ') }) };
  } catch (error) {
    if (!(error instanceof AppError) || !error.expected) throw error;
    const why = error.code === 'file.unreadable' ? String(error.details['why']) : '> 4 MB';
    return { fault: deps.texts('template.unreadable', { why }) };
  }
}

async function editable(deps: FeatureDeps, person: string, id: string): Promise<ItemDefinition | undefined> {
  const [live, settings] = await Promise.all([deps.stores.items.live(), deps.stores.settings.current()]);
  const item = live.find(({ definition }) => definition.id === id)?.definition;
  return item !== undefined && may(settings, person, 'archive.edit', { item }) ? item : undefined;
}

async function latestDocx(deps: FeatureDeps, person: string): Promise<PersonalFile | undefined> {
  const { files } = await deps.stores.personal.load(person);
  return files.findLast(({ kind, name }) => kind === 'file' && /\.docx$/i.test(name));
}

async function templateCard(
  deps: FeatureDeps,
  item: ItemDefinition,
  person: string,
  fault?: Text,
): Promise<CardJson> {
  const [own, offered] = await Promise.all([
    deps.stores.templates.inForce(item.id, deps.clock.now()),
    latestDocx(deps, person),
  ]);
  const part = await peopleNamed(deps, own === undefined ? [] : [own.by]);
  return archiveTemplateCard(
    {
      item,
      ...(own === undefined ? {} : { current: { name: own.name, by: nameOf(part, own.by), at: own.at } }),
      ...(offered === undefined ? {} : { offered }),
      ...(fault === undefined ? {} : { fault }),
      names: knownNames(item),
      time: cardTime(deps),
    },
    deps.texts,
  );
}
