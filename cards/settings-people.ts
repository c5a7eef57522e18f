import type { CardAction } from './kit/action.ts';
import type { Group } from './kit/action-settings.ts';
import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import { formatNames } from './kit/format.ts';
import { hr, sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clip, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

interface RoleRow {
  readonly id: string;
  readonly name: Text;
  readonly members: readonly string[];
}

/** Names of people throughout. */
export interface SettingsPeopleCardProps extends Readonly<Record<Group, readonly string[]>> {
  readonly itemAdministrators: readonly string[];
  /** All roles: the card cuts the pages. */
  readonly roles: readonly RoleRow[];
  /** Whether this person may change it, and not only look at it. */
  readonly mayEdit: boolean;
  readonly page?: number;
  /** The change that can be undone (settings version), if there is one before it. */
  readonly undo?: number;
}
const ROLES_PER_PAGE = 12;

/** Offices and roles, each with its members. */
export function settingsPeopleCard(props: SettingsPeopleCardProps, t: Texts): Card {
  const { mayEdit } = props;
  const at = pageOf(
    cutPages(props.roles, () => 0, { rows: ROLES_PER_PAGE, bytes: Infinity }),
    props.page,
  );
  const group = (name: Group) => office(name, props[name], mayEdit, { a: 'settings.group', group: name }, t);
  return card({
    title: t('settings.people.title'),
    template: 'blue',
    elements: [
      ...(at.page > 1
        ? []
        : [
            group('administrators'),
            office(
              'itemAdministrators',
              props.itemAdministrators,
              true,
              { a: 'settings.itemAdministrators' },
              t,
            ),
            group('supervisors'),
            group('auditors'),
            group('clerks'),
            hr,
          ]),
      markdown(lines(bold(t('office.roles')), coloured(t('office.rolesAbout'), 'grey'))),
      ...at.rows.map(role => roleRow(role, mayEdit, t)),
      ...pageButtons(at, page => ({ a: 'settings.people', page }), t),
      ...buttonRow([
        ...(mayEdit ? [button(t('office.newRole'), { a: 'settings.role' }, { size: 'small' })] : []),
        ...(props.undo === undefined
          ? []
          : [button(t('settings.undoLast'), { a: 'settings.undo', version: props.undo }, { size: 'small' })]),
        button(t('button.settings'), { a: 'settings.open' }, { size: 'small' }),
      ]),
    ],
  });
}

function office(
  name: Group | 'itemAdministrators',
  members: readonly string[],
  opens: boolean,
  open: CardAction,
  t: Texts,
): CardElement {
  const row = markdown(
    lines(bold(t(`office.${name}.name`)), names(members, t), coloured(t(`office.${name}.about`), 'grey')),
  );
  const label = t(name === 'itemAdministrators' ? 'button.open' : 'settings.edit');
  return opens ? sideBySide(row, button(label, open, { size: 'small' })) : row;
}

function roleRow(role: RoleRow, mayEdit: boolean, t: Texts): CardElement {
  const row = markdown(lines(bold(clipText(role.name, 60)), names(role.members, t)));
  const edit = button(t('settings.edit'), { a: 'settings.role', role: role.id }, { size: 'small' });
  return mayEdit ? sideBySide(row, edit) : row;
}

function names(members: readonly string[], t: Texts) {
  return members.length === 0
    ? coloured(t('settings.people.nobody'), 'orange')
    : plain(clipText(formatNames(members, t), 200));
}

export interface SettingsMembersCardProps {
  /** A role without id and name is a new one. */
  readonly of:
    | { readonly kind: 'group'; readonly group: Group }
    | { readonly kind: 'role'; readonly role?: { readonly id: string; readonly name: Text } };
  /** The settings' version that the form was filled from. */
  readonly basedOn: number;
  /** Open ids. */
  readonly members: readonly string[];
  readonly candidates: readonly string[];
  readonly fault?: Text;
}

/** Who is in an office or a role. The form's values: `members`, and `nameZh`, `nameEn` of a role. */
export function settingsMembersCard(props: SettingsMembersCardProps, t: Texts): Card {
  const { of, basedOn } = props;
  return card({
    title: titleOf(of, t),
    subtitle: t('settings.members.title'),
    template: 'blue',
    elements: [
      ...(of.kind === 'group' ? [markdown(coloured(t(`office.${of.group}.about`), 'grey'))] : []),
      {
        tag: 'form',
        name: 'members',
        elements: [
          ...(of.kind === 'role' ? nameFields(of.role?.name, t) : []),
          ...fieldElements(
            {
              kind: 'people',
              id: 'members',
              label: t('settings.members.label'),
              required: false,
              candidates: props.candidates,
              value: props.members,
            },
            t,
          ),
          ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
          ...buttonRow([
            submitButton(t('settings.step.check'), submitOf(of, basedOn), { type: 'primary_filled' }),
          ]),
        ],
      },
      ...buttonRow([
        button(t('button.back'), { a: 'settings.people' }),
        ...(of.kind === 'role' && of.role !== undefined
          ? [button(t('office.removeRole'), { a: 'settings.roleRemove', role: of.role.id })]
          : []),
      ]),
    ],
  });
}

type Of = SettingsMembersCardProps['of'];

function titleOf(of: Of, t: Texts): Text {
  if (of.kind === 'group') return t(`office.${of.group}.name`);
  return of.role === undefined ? t('office.newRole') : clipText(of.role.name, 60);
}

function submitOf(of: Of, basedOn: number): CardAction {
  if (of.kind === 'group') return { a: 'settings.groupPreview', group: of.group, basedOn };
  return { a: 'settings.rolePreview', basedOn, ...(of.role === undefined ? {} : { role: of.role.id }) };
}

function nameFields(name: Text | undefined, t: Texts): readonly CardElement[] {
  const field = (id: 'nameZh' | 'nameEn', value: string | undefined) =>
    fieldElements(
      {
        kind: 'text',
        id,
        label: t(`office.${id}`),
        required: false,
        maxLength: 40,
        value: clip(value ?? '', 40),
      },
      t,
    );
  return [...field('nameZh', name?.zh), ...field('nameEn', name?.en)];
}
