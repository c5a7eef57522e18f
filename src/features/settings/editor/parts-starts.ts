import type { ChoiceOption, FormField } from '../../../../cards/kit/form-field.ts';
import { same, type Text } from '../../../../cards/kit/texts.ts';
import type { Field, SubrequestNode, SubrequestStart } from '../../../core/definition.ts';
import { placeOf } from '../../../core/flow-walk.ts';
import type { EditorContext, Part } from './part.ts';

/** More controls than this make a card too long; what lies beyond stays as it is. */
const MOST = 40;
/** Before a value that is always given, so that no field's id is taken for one. */
const FIXED = '=';
const NONE = 'none';

/** 带入字段: what each field of a started request is given: one of this form's, the same value each time, or nothing. */
export function startPart(context: EditorContext, id: string, itemId: string): Part | undefined {
  const { item, t, others } = context;
  const node = placeOf(item.flow, id)?.node;
  const other = others.find(each => each.id === itemId);
  if (node?.kind !== 'subrequests' || other === undefined) return undefined;
  const start = node.start.find(each => each.item === itemId);
  if (start === undefined) return undefined;
  const fields = other.fields.filter(({ type }) => type !== 'formula').slice(0, MOST);
  return {
    kind: 'form',
    title: other.name,
    notes: [t('editor.note.start')],
    up: `node/${id}`,
    fields: fields.map(field => sourceControl(context, start, field)),
    next: `node/${id}`,
    save: values => ({
      acts: [{ do: 'putNode', node: withStart(node, given(start, fields, values)) }],
      next: `node/${id}`,
    }),
  };
}

/** What a field of another item is given: one of this form's, `more`, a value that is always given, or nothing. */
export function sourceControl(
  { item, t }: Pick<EditorContext, 'item' | 't'>,
  { form, set = {} }: Pick<SubrequestStart, 'form' | 'set'>,
  field: Field,
  more: readonly ChoiceOption[] = [],
): FormField {
  const sources = item.fields.filter(own => typeOf(own) === typeOf(field));
  const from = form[field.id];
  const fixed = set[field.id];
  // What gives more may be given nothing fixed.
  const fixedOptions = (more.length > 0 ? [] : fixedValues(field, fixed)).map(({ id, label }) => ({
    id: `${FIXED}${id}`,
    label: t('editor.said.fixed', { value: label }),
  }));
  const known = [...more, ...sources.map(({ id, label }) => ({ id, label })), ...fixedOptions];
  const value = from ?? (fixed === undefined ? NONE : `${FIXED}${JSON.stringify(fixed)}`);
  // What was written in a file, such as the applicant, stays choosable.
  const kept =
    from === undefined || known.some(({ id }) => id === from) ? [] : [{ id: from, label: same(from) }];
  return {
    kind: 'select',
    id: controlId(field.id),
    label: field.label,
    required: field.required === true && field.showIf === undefined && field.default === undefined,
    options: [{ id: NONE, label: t('editor.said.nothing') }, ...known, ...kept],
    value,
  };
}

/** The values that can be given each time; a text that a file gave stays one of them. */
function fixedValues(field: Field, fixed: unknown): readonly { readonly id: string; readonly label: Text }[] {
  if (field.type === 'select')
    return field.options.map(({ id, label }) => ({ id: JSON.stringify(id), label }));
  return fixed === undefined ? [] : [{ id: JSON.stringify(fixed), label: same(wordOf(fixed)) }];
}

function given(
  start: SubrequestStart,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): SubrequestStart {
  const form: Record<string, string> = { ...start.form };
  const set: Record<string, NonNullable<SubrequestStart['set']>[string]> = { ...start.set };
  for (const { id, type } of fields) {
    const value = values[controlId(id)];
    if (typeof value !== 'string' || value === '') continue;
    const kept = start.set?.[id];
    delete form[id];
    delete set[id];
    if (value === NONE) continue;
    if (!value.startsWith(FIXED)) form[id] = value;
    else if (kept !== undefined && value === `${FIXED}${JSON.stringify(kept)}`) set[id] = kept;
    else if (type === 'select') set[id] = value.slice(FIXED.length).replaceAll('"', '');
  }
  const { set: _, ...rest } = start;
  return { ...rest, form, ...(Object.keys(set).length === 0 ? {} : { set }) };
}

function withStart(node: SubrequestNode, fresh: SubrequestStart): SubrequestNode {
  return { ...node, start: node.start.map(each => (each.item === fresh.item ? fresh : each)) };
}

/** A value that is always given, as it is written. */
function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The control in which is chosen what a field is given. */
export function controlId(field: string): string {
  return `from_${field}`;
}

function typeOf(field: Field): string {
  return field.type === 'formula' ? field.result : field.type;
}

/** Which field goes where, in words. */
export function startText({ item, t }: Pick<EditorContext, 'item' | 't'>, start: SubrequestStart): Text {
  const own = (id: string) => item.fields.find(field => field.id === id)?.label.zh ?? id;
  const pairs = [
    ...Object.entries(start.form).map(([theirs, ours]) => `${theirs} ← ${own(ours)}`),
    ...Object.entries(start.set ?? {}).map(([theirs, value]) => `${theirs} = ${wordOf(value)}`),
  ];
  return pairs.length === 0 ? t('editor.said.nothing') : same(pairs.join('; '));
}
