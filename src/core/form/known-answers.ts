import type { FormData, ItemDefinition, KnownAnswer } from '../definition.ts';

/** No more are shown: whoever reads many answers finds none. */
const MOST = 3;

/**
 * What is known already of what somebody wants to ask (services.md E14): questions whose words stand in the text, those with the
 * most first. Nothing is kept back: the form can be handed in all the same.
 */
export function knownAnswers(
  { answers }: Pick<ItemDefinition, 'answers'>,
  form: FormData,
): readonly KnownAnswer[] {
  const asked = answers === undefined ? undefined : form[answers.field];
  if (answers === undefined || typeof asked !== 'string') return [];
  const text = plain(asked);
  const scored = answers.known.map(known => ({
    known,
    score: known.words.filter(word => text.includes(plain(word))).length,
  }));
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ known }) => known);
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ');
}
