import type { FeatureDeps } from '../shared/deps.ts';
import { canSee, viewOf } from '../shared/request-view.ts';

/** `@陈大勇` in a comment tells him, if he has part in the request; a name that begins like another's counts once. */
export async function mentionedIn(
  deps: FeatureDeps,
  requestId: string,
  text: string,
): Promise<readonly string[]> {
  if (!/[@＠]/.test(text)) return [];
  const stored = await deps.stores.requests.load(requestId);
  if (stored === undefined) return [];
  const view = await viewOf(deps, stored);
  const people = Object.values(view.organisation.people).filter(person => canSee(view, person.id));
  return mentionedPeople(people, text);
}

/** Ids of the people whose names stand behind an @; the longest name that fits is meant. */
export function mentionedPeople(
  people: readonly { readonly id: string; readonly name: string }[],
  text: string,
): readonly string[] {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  const found = [...text.matchAll(/[@＠]/g)].flatMap(({ index }) => {
    const after = text.slice(index + 1).trimStart();
    return longestFirst.find(person => person.name !== '' && after.startsWith(person.name))?.id ?? [];
  });
  return [...new Set(found)];
}
