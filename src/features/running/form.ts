import { actFormCard } from '../../../cards/act-form.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { RUNNING_STATES } from '../../../cards/kit/action-running.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import type { CardJson, CardTap } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import { textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findPeople } from '../shared/find-people.ts';
import { typedTerms } from '../shared/search-terms.ts';
import { seenItems } from './seen.ts';

export type Asked = Omit<ActionOf<'running.form'>, 'a'>;

const NAMES = ['number', 'person', 'item', 'state', 'from', 'to', 'words'] as const;

/** What to look for: number, person, item, state, days, words. What was asked for before stands in it. */
export async function findForm(
  deps: FeatureDeps,
  tap: CardTap,
  asked: Asked,
  fault?: Text,
): Promise<CardJson> {
  const t = deps.texts;
  const value = (name: (typeof NAMES)[number]) => {
    const text = textInput(tap, name) ?? asked[name];
    return text === undefined ? {} : { value: text };
  };
  const field = (id: (typeof NAMES)[number]) => ({ id, label: t(`running.field.${id}`), required: false });
  const items = await seenItems(deps, tap.person);
  const fields: readonly FormField[] = [
    { ...field('number'), kind: 'text', maxLength: 40, ...value('number') },
    {
      ...field('person'),
      kind: 'person',
      ...(await findPeople(deps, {
        person: tap.person,
        field: 'person',
        typed: tap.form,
        action: { a: 'running.form' },
      })),
      ...value('person'),
    },
    {
      ...field('item'),
      kind: 'select',
      options: items.live.map(({ id, name }) => ({ id, label: name })),
      ...value('item'),
    },
    {
      ...field('state'),
      kind: 'select',
      options: RUNNING_STATES.map(id => ({
        id,
        label: t(id === 'underWay' || id === 'all' ? `running.state.${id}` : `status.${id}`),
      })),
      value: textInput(tap, 'state') ?? asked.state ?? 'underWay',
    },
    { ...field('from'), kind: 'date', ...value('from') },
    { ...field('to'), kind: 'date', ...value('to') },
    { ...field('words'), kind: 'text', maxLength: 40, ...value('words') },
  ];
  return actFormCard(
    {
      title: t('running.find'),
      notes: [t('running.explained')],
      fields,
      ...(fault === undefined ? {} : { fault }),
      submit: { label: t('running.find'), action: { a: 'running.find' } },
      back: { a: 'running.open', ...asked },
    },
    t,
  );
}

/** What was filled in; or what of it cannot be looked for. */
export function typedFilter(tap: CardTap): Asked | { readonly fault: 'words' | 'dates' } {
  const terms = typedTerms(tap);
  if ('fault' in terms) return terms;
  const state = RUNNING_STATES.find(each => each === textInput(tap, 'state'));
  const number = textInput(tap, 'number')?.normalize('NFKC').toUpperCase().slice(0, 40);
  const item = textInput(tap, 'item');
  return {
    ...terms,
    ...(number === undefined ? {} : { number }),
    ...(item === undefined ? {} : { item }),
    ...(state === undefined || state === 'underWay' ? {} : { state }),
  };
}
