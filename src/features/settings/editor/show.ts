import { editorFormCard, editorListCard, type EditorButton } from '../../../../cards/editor.ts';
import type { FormField } from '../../../../cards/kit/form-field.ts';
import type { CardJson } from '../../../application/ports.ts';
import type { Faults, Values } from './controls.ts';
import type { EditorContext, Part, PartActs } from './part.ts';

/** A part of the draft as a card. `typed`: what stands in the form instead of what is kept, with what is wrong with it. */
export function partCard(
  { item, t }: EditorContext,
  name: string,
  part: Part,
  more: { readonly page?: number; readonly typed?: Values; readonly faults?: Faults } = {},
): CardJson {
  const open = (to: string): EditorButton['action'] => ({ a: 'edit.open', item: item.id, part: to });
  const buttons: readonly EditorButton[] = [
    ...(part.links ?? []).map(({ label, part: to, primary }) => ({
      label,
      action: open(to),
      // A form has one filled button already.
      ...(primary === true && part.kind === 'list' ? { primary } : {}),
    })),
    ...(part.doors ?? []),
    ...actNames(part.acts ?? {}).map(act => ({
      label: t(`editor.act.${act}`),
      action: { a: 'edit.act', item: item.id, part: name, act } as const,
    })),
    { label: t('button.back'), action: open(part.up) },
  ];
  const base = {
    item: item.name,
    title: part.title,
    buttons,
    ...(part.notes === undefined ? {} : { notes: part.notes }),
  };
  if (part.kind === 'list')
    return editorListCard(
      {
        ...base,
        rows: part.rows.map(({ part: to, label, ...row }) => ({
          ...row,
          ...(to === undefined ? {} : { button: { label: label ?? t('settings.edit'), action: open(to) } }),
        })),
        ...(part.empty === undefined ? {} : { empty: part.empty }),
        ...(more.page === undefined ? {} : { page: more.page }),
        turn: page => ({ a: 'edit.open', item: item.id, part: name, page }),
      },
      t,
    );
  return editorFormCard(
    {
      ...base,
      fields: part.fields.map(field => {
        const fault = more.faults?.[field.id];
        return { field: withTyped(field, more.typed), ...(fault === undefined ? {} : { fault }) };
      }),
      submit: {
        label: part.submit ?? t('editor.save'),
        action: { a: 'edit.save', item: item.id, part: name },
      },
    },
    t,
  );
}

function actNames(acts: PartActs): readonly (keyof PartActs)[] {
  const names = ['up', 'down', 'all', 'any', 'remove'] as const;
  return names.filter(name => acts[name] !== undefined);
}

/** The control with what was typed in it, so that nothing is lost when something else is wrong. */
function withTyped(field: FormField, typed: Values | undefined): FormField {
  if (typed === undefined) return field;
  const value = typed[field.id];
  switch (field.kind) {
    case 'text':
    case 'multiline':
    case 'select':
      return typeof value === 'string' ? { ...field, value } : field;
    case 'multiselect':
    case 'people':
      return Array.isArray(value)
        ? { ...field, value: value.filter((each): each is string => typeof each === 'string') }
        : { ...field, value: [] };
    case 'checkbox':
      return { ...field, value: value === true || value === 'true' };
    default:
      return field;
  }
}
