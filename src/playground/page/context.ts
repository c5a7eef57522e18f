import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Toast, Words, World } from '../types.ts';
import type { Language } from './state.ts';
import { type WordKey, word } from './words.ts';

/** What every part of the page may use. */
export interface PageContext {
  readonly world: World;
  readonly language: Language;
  readonly person: string | undefined;
  /** The page's own words. */
  readonly t: (key: WordKey) => string;
  readonly pick: (words: Words) => string;
  readonly nameOf: (openId: string) => string;
  readonly showToast: (toast: Toast) => void;
}

const Page = createContext<PageContext | undefined>(undefined);
export const PageProvider = Page.Provider;

export function usePage(): PageContext {
  const page = useContext(Page);
  if (page === undefined) throw new Error('used outside the page');
  return page;
}

export function createPageContext(
  world: World,
  language: Language,
  person: string | undefined,
  showToast: (toast: Toast) => void,
): PageContext {
  const names = new Map(world.people.map(one => [one.id, one.name]));
  names.set(world.bot.id, world.bot.name);
  return {
    world,
    language,
    person,
    t: key => word(key, language),
    pick: words => words[language],
    nameOf: openId => (openId === 'all' ? word('all', language) : (names.get(openId)?.[language] ?? openId)),
    showToast,
  };
}
