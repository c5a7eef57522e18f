import type { ItemDefinition } from '../../core/definition.ts';
import { soundsOfCharacters } from '../../shared/pinyin.ts';
import { halfWidth } from './read-form.ts';

interface Entry {
  /** Names, code and synonyms: what the words are compared with first. */
  readonly names: readonly string[];
  /** The names' pinyin without spaces, and its initials. */
  readonly spoken: readonly string[];
  /** Category, department, summary. */
  readonly around: readonly string[];
  /** The neighbouring characters of each name and of its sound: likeness is counted on them. */
  readonly pairs: readonly ReadonlySet<string>[];
  /** All of them: what shares none is like nothing of it. */
  readonly anyPair: ReadonlySet<string>;
}

/** A version of an item never changes, so its entry is made once. */
const entries = new WeakMap<ItemDefinition, Entry>();

/** Items that the words mean: by name, code, synonym, pinyin, initials, English; best first. Empty when none does. */
export function searchItems(items: readonly ItemDefinition[], words: string): readonly ItemDefinition[] {
  const wanted = plain(words);
  if (wanted === '') return items;
  return ranked(items, item => matchScore(entryOf(item), wanted));
}

/**
 * The closest items for words that match none: by shared pairs of characters, else by single Chinese ones (修车 has the 车 of
 * 用车). Empty when nothing is alike.
 */
export function nearestItems(
  items: readonly ItemDefinition[],
  words: string,
  limit: number,
): readonly ItemDefinition[] {
  const exact = searchItems(items, words);
  return exact.length > 0 ? exact.slice(0, limit) : alikeItems(items, words, limit);
}

/** The closest items for words of which it is known that they match none. */
export function alikeItems(
  items: readonly ItemDefinition[],
  words: string,
  limit: number,
): readonly ItemDefinition[] {
  const wanted = plain(words);
  const wantedPairs = [...pairs(wanted)];
  const likeness = (item: ItemDefinition): number => {
    const entry = entryOf(item);
    if (!wantedPairs.some(pair => entry.anyPair.has(pair))) return 0;
    let named = 0;
    for (const known of entry.pairs) named = Math.max(named, alike(known, wantedPairs));
    return named > 0.2 ? named : 0;
  };
  const near = ranked(items, likeness);
  if (near.length > 0) return near.slice(0, limit);
  const signs = new Set(wanted.match(/\p{Script=Han}/gu)?.filter(sign => !COMMON.has(sign)));
  return ranked(items, item => shares(entryOf(item), signs)).slice(0, limit);
}

/** In nearly every sentence or name: they make nothing alike. */
const COMMON = new Set('我你他要想的了吗呢吧在有是不个一怎么办理申请天上下人大小什这那请给和与到去来');

/** How many of these characters a name of the item has. */
function shares({ names }: Entry, signs: ReadonlySet<string>): number {
  let most = 0;
  for (const name of names) {
    let shared = 0;
    for (const sign of signs) if (name.includes(sign)) shared += 1;
    most = Math.max(most, shared);
  }
  return most;
}

function ranked(
  items: readonly ItemDefinition[],
  score: (item: ItemDefinition) => number,
): readonly ItemDefinition[] {
  const found: { readonly item: ItemDefinition; readonly score: number }[] = [];
  for (const item of items) {
    const points = score(item);
    if (points > 0) found.push({ item, score: points });
  }
  // Equal ones keep the hall's order.
  return found.sort((a, b) => b.score - a.score).map(each => each.item);
}

function matchScore(entry: Entry, wanted: string): number {
  if (entry.names.includes(wanted)) return 100;
  if (entry.names.some(name => name.startsWith(wanted))) return 80;
  if (entry.names.some(name => name.includes(wanted))) return 70;
  // One who types a whole sentence: 我要租赁设备 holds a name.
  if (entry.names.some(name => name.length >= 2 && wanted.includes(name))) return 60;
  if (entry.spoken.some(name => name.startsWith(wanted))) return 50;
  if (wanted.length >= 2 && entry.spoken.some(name => name.includes(wanted))) return 40;
  if (entry.around.some(text => text.includes(wanted))) return 20;
  return 0;
}

function entryOf(item: ItemDefinition): Entry {
  const known = entries.get(item);
  if (known !== undefined) return known;
  const names = [item.name.zh, item.name.en, item.id, ...item.synonyms].map(plain);
  const chinese = [item.name.zh, ...item.synonyms].filter(name => /\p{Script=Han}/u.test(name));
  const sounds = chinese.flatMap(name => [spoken(name, 'pinyin'), spoken(name, 'first')]);
  const pairsOfEach = [...names, ...sounds].map(pairs);
  const entry = {
    names,
    spoken: sounds,
    pairs: pairsOfEach,
    anyPair: new Set(pairsOfEach.flatMap(each => [...each])),
    around: [item.category, item.department, item.guide.summary].flatMap(text => [
      plain(text.zh),
      plain(text.en),
    ]),
  };
  entries.set(item, entry);
  return entry;
}

function spoken(name: string, pattern: 'pinyin' | 'first'): string {
  const { pinyin } = soundsOfCharacters();
  return plain(pinyin(name, { pattern, toneType: 'none', type: 'array' }).join(''));
}

function plain(text: string): string {
  return halfWidth(text)
    .toLowerCase()
    .replaceAll(/[\s/、，。·\-_'"“”（）()]/g, '');
}

/** How alike two words are, from 0 to 1: shared pairs of neighbouring characters (Dice). */
function alike(known: ReadonlySet<string>, wanted: readonly string[]): number {
  if (known.size === 0 || wanted.length === 0) return 0;
  let shared = 0;
  for (const pair of wanted) if (known.has(pair)) shared += 1;
  return (2 * shared) / (known.size + wanted.length);
}

function pairs(word: string): ReadonlySet<string> {
  const characters = Array.from(word);
  return new Set(characters.slice(1).map((character, n) => `${characters[n] ?? ''}${character}`));
}
