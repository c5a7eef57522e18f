import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { ChoiceOption, FormField } from './kit/form-field.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clip, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface SettingsItemAdministratorsCardProps {
  /** All of them: the card cuts the pages. */
  readonly rows: readonly { readonly person: string; readonly name: string; readonly scope: Text }[];
  readonly mayEdit: boolean;
  readonly page?: number;
}
const PER_PAGE = 15;

/** Who administers which items. */
export function settingsItemAdministratorsCard(props: SettingsItemAdministratorsCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(props.rows, () => 0, { rows: PER_PAGE, bytes: Infinity }),
    props.page,
  );
  return card({
    title: t('office.itemAdministrators.name'),
    template: 'blue',
    elements: [
      markdown(coloured(t('office.itemAdministrators.about'), 'grey')),
      ...(props.rows.length === 0 ? [markdown(coloured(t('settings.people.nobody'), 'orange'))] : []),
      ...at.rows.map(({ person, name, scope }) => {
        const row = markdown(lines(bold(same(clip(name, 60))), plain(clipText(scope, 200))));
        const edit = button(
          t('settings.edit'),
          { a: 'settings.itemAdministrator', person },
          { size: 'small' },
        );
        return props.mayEdit ? sideBySide(row, edit) : row;
      }),
      ...pageButtons(at, page => ({ a: 'settings.itemAdministrators', page }), t),
      ...buttonRow([
        ...(props.mayEdit
          ? [button(t('office.newItemAdministrator'), { a: 'settings.itemAdministrator' }, { size: 'small' })]
          : []),
        button(t('button.back'), { a: 'settings.people' }, { size: 'small' }),
      ]),
    ],
  });
}

export interface SettingsItemAdministratorCardProps {
  /** Left out for somebody new: the person is chosen in the form. */
  readonly person?: { readonly id: string; readonly name: string };
  readonly basedOn: number;
  readonly candidates: readonly string[];
  readonly items: readonly ChoiceOption[];
  readonly departments: readonly ChoiceOption[];
  readonly chosen: { readonly items: readonly string[]; readonly departments: readonly string[] };
  readonly fault?: Text;
}

/** The scope of one item administrator. The form's values: `person`, `items`, `departments`. */
export function settingsItemAdministratorCard(props: SettingsItemAdministratorCardProps, t: Texts): Card {
  const { person, basedOn, chosen } = props;
  const fields: readonly FormField[] = [
    ...(person === undefined
      ? [{ ...base('person', t), kind: 'person', candidates: props.candidates } as const]
      : []),
    { ...base('items', t), kind: 'multiselect', options: short(props.items), value: chosen.items },
    {
      ...base('departments', t),
      kind: 'multiselect',
      options: short(props.departments),
      value: chosen.departments,
    },
  ];
  const check = {
    a: 'settings.itemAdministratorPreview',
    basedOn,
    ...(person === undefined ? {} : { person: person.id }),
  } as const;
  return card({
    title: person === undefined ? t('office.newItemAdministrator') : same(clip(person.name, 60)),
    subtitle: t('office.itemAdministrators.name'),
    template: 'blue',
    elements: [
      {
        tag: 'form',
        name: 'itemAdministrator',
        elements: [
          ...fields.flatMap(field => fieldElements(field, t)),
          ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
          ...buttonRow([submitButton(t('settings.step.check'), check, { type: 'primary_filled' })]),
        ],
      },
      ...buttonRow([
        button(t('button.back'), { a: 'settings.itemAdministrators' }),
        ...(person === undefined
          ? []
          : [button(t('office.removeOffice'), { a: 'settings.itemAdministratorRemove', person: person.id })]),
      ]),
    ],
  });
}

function base(id: 'person' | 'items' | 'departments', t: Texts) {
  return { id, label: t(`office.field.${id}`), required: false };
}

/** Two selects of many options stand on the card: long names are cut. */
function short(options: readonly ChoiceOption[]): readonly ChoiceOption[] {
  return options.map(({ id, label }) => ({ id, label: clipText(label, 24) }));
}
