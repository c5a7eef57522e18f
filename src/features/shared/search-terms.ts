import type { CardTap } from '../../application/ports.ts';
import { findParts } from '../../core/form/find-words.ts';
import { textInput } from './answers.ts';

/** What every search form asks: a person's id, days as `2026-11-26`, words. What was left empty is left out. */
export interface SearchTerms {
  readonly person?: string;
  readonly from?: string;
  readonly to?: string;
  readonly words?: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** What was filled in; or what of it cannot be looked for. */
export function typedTerms(tap: CardTap): SearchTerms | { readonly fault: 'words' | 'dates' } {
  const day = (name: 'from' | 'to') => DATE.exec(textInput(tap, name) ?? '')?.[0];
  const [from, to, words] = [day('from'), day('to'), textInput(tap, 'words')?.slice(0, 40)];
  if (from !== undefined && to !== undefined && from > to) return { fault: 'dates' };
  if (words !== undefined && findParts([words]).length === 0) return { fault: 'words' };
  const person = textInput(tap, 'person');
  return {
    ...(person === undefined ? {} : { person }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(words === undefined ? {} : { words }),
  };
}
