import type { Field, FieldType } from '../../../core/definition.ts';
import { freeId } from '../../../core/editing/edit-item.ts';
import { reader } from './controls.ts';
import { readType, typeControls } from './field-form.ts';
import type { EditorContext, Part } from './part.ts';
import { conditionText, faultOf } from './words.ts';

/** Every type that can be added; the checks of the whole item are the same as for files. */
const TYPES = [
  'text',
  'number',
  'amount',
  'select',
  'multiselect',
  'date',
  'time',
  'datetime',
  'dateRange',
  'person',
  'people',
  'department',
  'departments',
  'phone',
  'checkbox',
  'formula',
  'table',
  'attachment',
  'image',
  'connect',
] as const satisfies readonly FieldType[];

/** 表单: the fields in their order. */
export function fieldsPart(context: EditorContext): Part {
  const { item, t } = context;
  return {
    kind: 'list',
    title: t('editor.part.fields'),
    up: '',
    empty: t('editor.empty.fields'),
    rows: item.fields.map((field, index) => {
      const fault = faultOf(context, `fields[${index}]`);
      return {
        title: field.label,
        note: fieldNote(context, field),
        part: `field/${field.id}`,
        ...(fault === undefined ? {} : { fault }),
      };
    }),
    links: [{ label: t('editor.add.field'), part: 'newField', primary: true }],
  };
}

function fieldNote(context: EditorContext, field: Field) {
  const { t } = context;
  const type = t(`editor.option.type.${field.type}`);
  const required = field.required === true ? t('editor.required') : undefined;
  const when =
    field.showIf === undefined
      ? undefined
      : t('editor.shownIf', { condition: conditionText(context, field.showIf) });
  const parts = [type, required, when].filter(each => each !== undefined);
  return { zh: parts.map(each => each.zh).join(' · '), en: parts.map(each => each.en).join(' · ') };
}

/** A new field: what it is called and what kind it is; the rest comes on the next card. */
export function newFieldPart({ item, make, t }: EditorContext): Part {
  return {
    kind: 'form',
    title: t('editor.add.field'),
    up: 'fields',
    fields: [...make.both('label'), make.choice('type', TYPES, 'text'), make.check('required', true)],
    submit: t('button.next'),
    save: values => {
      const read = reader(values, t);
      const label = read.both('label');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const field = newField(
        freeId(item, 'field'),
        label,
        read.one('type', TYPES, 'text'),
        read.check('required'),
      );
      const first = item.summary.length === 0 && field.type !== 'checkbox';
      return {
        acts: [
          { do: 'putField', field },
          ...(first ? [{ do: 'set', values: { summary: [field.id] } } as const] : []),
        ],
        next: `field/${field.id}`,
      };
    },
  };
}

function newField(id: string, label: Field['label'], type: (typeof TYPES)[number], required: boolean): Field {
  const base = { id, label, ...(required && type !== 'formula' ? { required } : {}) };
  if (type === 'select' || type === 'multiselect') return { ...base, type, options: [] };
  if (type === 'formula') return { ...base, type, formula: { add: [] }, result: 'number' };
  if (type === 'table') return { ...base, type, columns: [] };
  return { ...base, type };
}

/** One field. What a type has that the form does not show stays as it is. */
export function fieldPart(context: EditorContext, id: string): Part | undefined {
  const { item, make, t } = context;
  const index = item.fields.findIndex(each => each.id === id);
  const field = item.fields[index];
  if (field === undefined) return undefined;
  const word = (condition: Field['showIf']) =>
    condition === undefined ? t('admin.value.none') : conditionText(context, condition);
  return {
    kind: 'form',
    title: field.label,
    notes: [
      t('editor.note.field', { type: t(`editor.option.type.${field.type}`) }),
      ...(field.showIf === undefined ? [] : [t('editor.shownIf', { condition: word(field.showIf) })]),
      ...(field.requireIf === undefined
        ? []
        : [t('editor.requiredIf', { condition: word(field.requireIf) })]),
    ],
    up: 'fields',
    fields: [
      ...make.both('label', field.label),
      ...make.both('help', field.help),
      ...(field.type === 'formula' ? [] : [make.check('required', field.required)]),
      ...typeControls(field, context),
    ],
    links: [
      ...(field.type === 'table'
        ? [{ label: t('editor.link.columns'), part: `columns/${id}`, primary: field.columns.length === 0 }]
        : []),
      { label: t('editor.link.showIf'), part: `when/show/${id}` },
      ...(field.type === 'formula'
        ? []
        : [
            { label: t('editor.link.requireIf'), part: `when/require/${id}` },
            { label: t('editor.link.more'), part: `fieldMore/${id}` },
          ]),
    ],
    acts: {
      ...(index > 0 ? { up: { do: 'moveField', id, by: -1 } } : {}),
      ...(index < item.fields.length - 1 ? { down: { do: 'moveField', id, by: 1 } } : {}),
      remove: { do: 'removeField', id },
    },
    next: 'fields',
    save: values => {
      const read = reader(values, t);
      const { help: _, required: __, ...rest } = field;
      const label = read.both('label');
      const help = read.bothOrNone('help');
      const typed = readType({ ...rest, label }, read);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const fresh: Field = {
        ...typed,
        ...(help === undefined ? {} : { help }),
        ...(read.check('required') ? { required: true } : {}),
      };
      return { acts: [{ do: 'putField', field: fresh }], next: 'fields' };
    },
  };
}
