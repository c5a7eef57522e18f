import { actFormCard } from '../../../cards/act-form.ts';
import { AUDIT_WHATS } from '../../../cards/kit/action-audit.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import type { CardJson, CardTap } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import { textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findPeople } from '../shared/find-people.ts';
import { typedTerms } from '../shared/search-terms.ts';
import type { Asked } from './changes.ts';

const EVERY = 'every';

/** What to look for: who, what, days, words. What was asked for before stands in it. */
export async function findForm(
  deps: FeatureDeps,
  tap: CardTap,
  asked: Asked,
  fault?: Text,
): Promise<CardJson> {
  const t = deps.texts;
  const value = (name: keyof Asked) => {
    const text = textInput(tap, name) ?? asked[name];
    return text === undefined ? {} : { value: text };
  };
  const field = (id: keyof Asked) => ({ id, label: t(`audit.field.${id}`), required: false });
  const fields: readonly FormField[] = [
    {
      ...field('person'),
      kind: 'person',
      ...(await findPeople(deps, {
        person: tap.person,
        field: 'person',
        typed: tap.form,
        action: { a: 'audit.form' },
      })),
      ...value('person'),
    },
    {
      ...field('what'),
      kind: 'select',
      options: [EVERY, ...AUDIT_WHATS].map(id => ({ id, label: t(`audit.what.${id}`) })),
      value: textInput(tap, 'what') ?? asked.what ?? EVERY,
    },
    { ...field('from'), kind: 'date', ...value('from') },
    { ...field('to'), kind: 'date', ...value('to') },
    { ...field('words'), kind: 'text', maxLength: 40, ...value('words') },
  ];
  return actFormCard(
    {
      title: t('audit.find'),
      fields,
      ...(fault === undefined ? {} : { fault }),
      submit: { label: t('audit.find'), action: { a: 'audit.find' } },
      back: { a: 'audit.open', ...asked },
    },
    t,
  );
}

/** What was filled in; or what of it cannot be looked for. */
export function typedFilter(tap: CardTap): Asked | { readonly fault: 'words' | 'dates' } {
  const terms = typedTerms(tap);
  if ('fault' in terms) return terms;
  const what = AUDIT_WHATS.find(each => each === textInput(tap, 'what'));
  return { ...terms, ...(what === undefined ? {} : { what }) };
}
