import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { ChoiceOption, FormField } from './kit/form-field.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

/**
 * The controls of the step editor: their names are the keys of the form's values that come back. Times are text, as people
 * write them (`30分钟`, `4h`, `3wd`); empty means none.
 */
export interface StepFormValues {
  /** keep: leave who acts as it is (shown when the form cannot express it). */
  readonly who: 'people' | 'role' | 'manager' | 'departmentHead' | 'keep';
  /** Open ids, for `people`. */
  readonly people: readonly string[];
  /** A role's id, for `role`. */
  readonly role: string;
  /** For `manager` and `departmentHead`: 1 = the direct one. */
  readonly level: string;
  readonly method: 'all' | 'any' | 'sequence' | 'keep';
  readonly limit: string;
  /** How long before the due time the first reminder goes out, how often it is repeated, how many there are at most. */
  readonly beforeAt: string;
  readonly beforeEvery: string;
  readonly beforeMax: string;
  /** The same from the due time on; 0 is the due time itself. */
  readonly afterAt: string;
  readonly afterEvery: string;
  readonly afterMax: string;
  /** How long after the due time the manager decides beside the actor, and in his place. */
  readonly escalateAdd: string;
  readonly escalateMove: string;
}

export interface SettingsStepCardProps {
  readonly item: { readonly id: string; readonly name: Text };
  readonly step: { readonly id: string; readonly name: Text };
  /** The item's version that the form was filled from. */
  readonly basedOn: number;
  /** Who acts now, in words. */
  readonly whoNow: Text;
  readonly values: StepFormValues;
  /** Rules of the step that the form does not show and that stay as they are. */
  readonly otherRules?: number;
  readonly roles: readonly ChoiceOption[];
  readonly candidates: readonly string[];
  readonly faults?: Partial<Readonly<Record<keyof StepFormValues, Text>>>;
}

type Name = keyof StepFormValues;

/** Who acts in a step, its limit, its reminders and its escalation. */
export function settingsStepCard(props: SettingsStepCardProps, t: Texts): Card {
  const { item, step, basedOn } = props;
  return card({
    title: clipText(step.name, 60),
    subtitle: clipText(item.name, 60),
    template: 'blue',
    elements: [
      markdown(words(bold(t('settings.step.whoNow')), plain(clipText(props.whoNow, 200)))),
      {
        tag: 'form',
        name: 'step',
        elements: [
          ...whoFields(props, t).flatMap(field => withFault(props, field, t)),
          markdown(lines(bold(t('settings.step.limit')), coloured(t('settings.step.timesHint'), 'grey'))),
          ...texts(['limit'], props, t),
          ...rows(props, t),
          ...buttonRow([
            submitButton(
              t('settings.step.check'),
              { a: 'settings.stepPreview', item: item.id, step: step.id, basedOn },
              { type: 'primary_filled' },
            ),
          ]),
        ],
      },
      ...buttonRow([
        button(t('button.back'), { a: 'settings.item', item: item.id }),
        button(t('settings.step.allRules'), { a: 'edit.open', item: item.id, part: `rules/${step.id}` }),
      ]),
    ],
  });
}

function whoFields({ values, roles, candidates }: SettingsStepCardProps, t: Texts): readonly FormField[] {
  return [
    select('who', values.who, ['people', 'role', 'manager', 'departmentHead', 'keep'], t),
    { ...base('people', t), kind: 'people', candidates, value: values.people },
    { ...base('role', t), kind: 'select', options: roles, value: values.role },
    { ...base('level', t), kind: 'number', value: values.level },
    select('method', values.method, ['all', 'any', 'sequence', 'keep'], t),
  ];
}

const ROWS: readonly (readonly [title: string, names: readonly Name[]])[] = [
  ['before', ['beforeAt', 'beforeEvery', 'beforeMax']],
  ['after', ['afterAt', 'afterEvery', 'afterMax']],
  ['escalate', ['escalateAdd', 'escalateMove']],
];

function rows(props: SettingsStepCardProps, t: Texts): readonly CardElement[] {
  const others = props.otherRules ?? 0;
  return [
    ...ROWS.flatMap(([title, names]) => [
      markdown(bold(t(`settings.step.${title}`))),
      ...texts(names, props, t),
    ]),
    ...(others === 0
      ? []
      : [markdown(coloured(t('settings.step.otherRules', { n: others }), 'grey'), 'notation')]),
  ];
}

function texts(names: readonly Name[], props: SettingsStepCardProps, t: Texts): readonly CardElement[] {
  return names.flatMap(name =>
    withFault(props, { ...base(name, t), kind: 'text', value: String(props.values[name]) }, t),
  );
}

function base(name: Name, t: Texts) {
  return { id: name, label: t(`settings.field.${name}`), required: false };
}

function select(name: Name, value: string, ids: readonly string[], t: Texts): FormField {
  const options = ids.map(id => ({ id, label: t(`settings.option.${name}.${id}`) }));
  return { ...base(name, t), kind: 'select', options, value };
}

/** A field, and what the check found at it. */
function withFault(props: SettingsStepCardProps, field: FormField, t: Texts): readonly CardElement[] {
  const found = Object.entries(props.faults ?? {}).find(([name]) => name === field.id)?.[1];
  return [
    ...fieldElements(clipValue(field), t),
    ...(found === undefined ? [] : [markdown(coloured(clipText(found, 200), 'red'), 'notation')]),
  ];
}

function clipValue(field: FormField): FormField {
  return (field.kind === 'number' || field.kind === 'text') && field.value !== undefined
    ? { ...field, value: clip(field.value, 40) }
    : field;
}
