import type { Column, TableField } from '../../../core/definition.ts';
import { moved } from '../../../core/editing/edit-flow.ts';
import { reader } from './controls.ts';
import { readType, typeControls } from './field-form.ts';
import type { EditorContext, Part } from './part.ts';

const TYPES = [
  'text',
  'number',
  'amount',
  'select',
  'date',
  'time',
  'phone',
] as const satisfies readonly Column['type'][];

function tableOf({ item }: EditorContext, id: string): TableField | undefined {
  const field = item.fields.find(each => each.id === id);
  return field?.type === 'table' ? field : undefined;
}

/** The columns of a detail table in their order. */
export function columnsPart(context: EditorContext, id: string): Part | undefined {
  const table = tableOf(context, id);
  const { t } = context;
  if (table === undefined) return undefined;
  return {
    kind: 'list',
    title: t('editor.columnsOf', { name: table.label }),
    up: `field/${id}`,
    empty: t('editor.empty.columns'),
    rows: table.columns.map(column => ({
      title: column.label,
      note: t(`editor.option.type.${column.type}`),
      part: `column/${id}/${column.id}`,
    })),
    links: [{ label: t('editor.add.column'), part: `newColumn/${id}`, primary: true }],
  };
}

export function newColumnPart(context: EditorContext, id: string): Part | undefined {
  const table = tableOf(context, id);
  const { t, make } = context;
  if (table === undefined) return undefined;
  return {
    kind: 'form',
    title: t('editor.add.column'),
    up: `columns/${id}`,
    fields: [...make.both('label'), make.choice('type', TYPES, 'text'), make.check('required', true)],
    submit: t('button.next'),
    save: values => {
      const read = reader(values, t);
      const label = read.both('label');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const type = read.one('type', TYPES, 'text');
      const base = { id: freeColumn(table), label, ...(read.check('required') ? { required: true } : {}) };
      const column: Column = type === 'select' ? { ...base, type, options: [] } : { ...base, type };
      return {
        acts: [{ do: 'putField', field: { ...table, columns: [...table.columns, column] } }],
        next: `column/${id}/${column.id}`,
      };
    },
  };
}

function freeColumn({ columns }: TableField): string {
  for (let n = columns.length + 1; ; n += 1)
    if (!columns.some(({ id }) => id === `column${n}`)) return `column${n}`;
}

/** One column. */
export function columnPart(context: EditorContext, id: string, columnId: string): Part | undefined {
  const table = tableOf(context, id);
  const index = table?.columns.findIndex(each => each.id === columnId) ?? -1;
  const column = table?.columns[index];
  const { t, make } = context;
  if (table === undefined || column === undefined) return undefined;
  const put = (columns: readonly Column[]) => ({ do: 'putField', field: { ...table, columns } }) as const;
  const by = (step: -1 | 1) => put(moved(table.columns, columnId, step) ?? table.columns);
  return {
    kind: 'form',
    title: column.label,
    notes: [
      t('editor.columnsOf', { name: table.label }),
      t('editor.note.field', { type: t(`editor.option.type.${column.type}`) }),
    ],
    up: `columns/${id}`,
    fields: [
      ...make.both('label', column.label),
      ...(column.type === 'formula'
        ? []
        : [make.check('required', column.required), ...typeControls(column, context)]),
    ],
    acts: {
      ...(index > 0 ? { up: by(-1) } : {}),
      ...(index < table.columns.length - 1 ? { down: by(1) } : {}),
      remove: put(table.columns.filter(each => each.id !== columnId)),
    },
    next: `columns/${id}`,
    save: values => {
      const read = reader(values, t);
      const { required: _, ...rest } = column;
      const typed = readType({ ...rest, label: read.both('label') }, read);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const fresh = { ...typed, ...(read.check('required') ? { required: true } : {}) };
      const columns = table.columns.map(each => (each.id === columnId && isColumn(fresh) ? fresh : each));
      return { acts: [put(columns)], next: `columns/${id}` };
    },
  };
}

function isColumn(field: { readonly type: string }): field is Column {
  return field.type === 'formula' || TYPES.some(type => type === field.type);
}
