import type { FormField } from '../../../../cards/kit/form-field.ts';
import { joinTexts, same, type Text, type Texts } from '../../../../cards/kit/texts.ts';
import { MAX_FILE_BYTES, MAX_IMAGE_BYTES } from '../../../core/definition-form.ts';
import type { Field, FieldDefault, ItemDefinition } from '../../../core/definition.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';

const NONE = 'none';
const MB = 1024 * 1024;
const BREAKS = /[、,，;；\s.]+/;
/** What a type of field can begin with; another one can be given what the person's last request said. */
const SOURCES: Readonly<Partial<Record<Field['type'], readonly string[]>>> = {
  text: ['none', 'value', 'name', 'department', 'phone', 'last'],
  phone: ['none', 'value', 'phone', 'last'],
  number: ['none', 'value', 'last'],
  amount: ['none', 'value', 'last'],
  date: ['none', 'value', 'today', 'last'],
  checkbox: ['none', 'value', 'last'],
  select: ['none', 'value', 'last'],
  department: ['none', 'department', 'last'],
};

function sourcesOf({ type }: Field): readonly string[] {
  return SOURCES[type] ?? ['none', 'last'];
}

/** What few fields need: what stands in it before anybody types, who fills it in, which files it takes. */
export function fieldMorePart({ item, make, t }: EditorContext, id: string): Part | undefined {
  const field = item.fields.find(each => each.id === id);
  if (field === undefined || field.type === 'formula') return undefined;
  const { default: begins } = field;
  const from = begins === undefined ? NONE : 'from' in begins ? begins.from : 'value';
  const sources = sourcesOf(field);
  const known = sources.includes(from) ? sources : [...sources, from];
  const value = begins !== undefined && 'value' in begins ? begins.value : undefined;
  return {
    kind: 'form',
    title: t('editor.link.more'),
    notes: [t('editor.note.default')],
    up: `field/${id}`,
    fields: [
      make.check('filledBy', field.filledBy === 'steps'),
      make.choice('defaultFrom', known, from),
      ...(known.includes('value') ? [valueControl(field, value, { make, t })] : []),
      ...fileControls(field, item, { make, t }),
    ],
    save: values => {
      const read = reader(values, t);
      const fresh = readMore(read, field, known);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [{ do: 'putField', field: fresh }], next: `field/${id}` };
    },
  };
}

type Making = Pick<EditorContext, 'make' | 't'>;

function valueControl(
  field: Field,
  value: string | number | boolean | undefined,
  { make }: Making,
): FormField {
  if (field.type === 'select')
    return make.select('defaultOption', field.options, typeof value === 'string' ? value : undefined);
  if (field.type === 'checkbox') return make.check('defaultChecked', value === true);
  return make.text('defaultValue', value === undefined ? '' : String(value));
}

function fileControls(field: Field, { fields }: ItemDefinition, { make, t }: Making): readonly FormField[] {
  if (field.type !== 'attachment' && field.type !== 'image') return [];
  const tables = fields.flatMap(({ id, label, type }) => (type === 'table' ? [{ id, label }] : []));
  const { endings = [], maxBytes, oneForEachRowOf } = field;
  return [
    make.text('endings', endings.join('、')),
    make.number('maxMegabytes', maxBytes === undefined ? undefined : maxBytes / MB),
    ...(tables.length === 0 && oneForEachRowOf === undefined
      ? []
      : [
          make.select(
            'rowsOf',
            [{ id: NONE, label: t('admin.value.none') }, ...tables],
            oneForEachRowOf ?? NONE,
          ),
        ]),
  ];
}

function readMore(read: Reader, field: Field, sources: readonly string[]): Field {
  const { default: _, filledBy: __, ...rest } = field;
  const begins = readDefault(read, field, sources);
  return {
    ...readFiles(read, rest),
    ...(begins === undefined ? {} : { default: begins }),
    ...(read.check('filledBy') ? { filledBy: 'steps' } : {}),
  };
}

function readDefault(read: Reader, field: Field, sources: readonly string[]): FieldDefault | undefined {
  const from = read.one('defaultFrom', [...sources], NONE);
  if (from === NONE) return undefined;
  if (from === 'value') return { value: readValue(read, field) };
  const named = (['today', 'name', 'department', 'phone', 'last'] as const).find(each => each === from);
  return named === undefined ? undefined : { from: named };
}

function readValue(read: Reader, field: Field): string | number | boolean {
  if (field.type === 'checkbox') return read.check('defaultChecked');
  const id = field.type === 'select' ? 'defaultOption' : 'defaultValue';
  if (read.text(id) === '') read.fault(id, 'editor.fault.empty');
  if (field.type === 'number' || field.type === 'amount') return read.number(id) ?? 0;
  return read.text(id);
}

function readFiles(read: Reader, field: Field): Field {
  if (field.type !== 'attachment' && field.type !== 'image') return field;
  const { endings: _, maxBytes: __, oneForEachRowOf: ___, ...rest } = field;
  const endings = read
    .text('endings')
    .split(BREAKS)
    .map(ending => ending.toLowerCase())
    .filter(ending => ending !== '');
  if (endings.some(ending => !/^[a-z0-9]{1,8}$/.test(ending))) read.fault('endings', 'editor.fault.endings');
  const most = (field.type === 'image' ? MAX_IMAGE_BYTES : MAX_FILE_BYTES) / MB;
  const size = read.number('maxMegabytes', { min: 0 });
  if (size !== undefined && (size === 0 || size > most))
    read.fault('maxMegabytes', 'editor.fault.tooManyBytes');
  const rows = read.text('rowsOf');
  return {
    ...rest,
    ...(endings.length === 0 ? {} : { endings }),
    ...(size === undefined ? {} : { maxBytes: Math.round(size * MB) }),
    ...(rows === '' || rows === NONE ? {} : { oneForEachRowOf: rows }),
  };
}

/** What this part says of a field, piece by piece. */
export function fieldMoreTexts(item: ItemDefinition, field: Field, t: Texts): readonly Text[] {
  const { default: begins, filledBy } = field;
  const pair = (id: string, value: Text) =>
    joinTexts([t(`editor.field.${id}`), value], { zh: '：', en: ': ' });
  const files = field.type === 'attachment' || field.type === 'image' ? field : undefined;
  return [
    ...(filledBy === undefined ? [] : [t('editor.field.filledBy')]),
    ...(begins === undefined
      ? []
      : [
          pair(
            'defaultFrom',
            'from' in begins
              ? t(`editor.option.defaultFrom.${begins.from}`)
              : valueText(field, begins.value, t),
          ),
        ]),
    ...(files?.endings === undefined ? [] : [pair('endings', same(files.endings.join('、')))]),
    ...(files?.maxBytes === undefined ? [] : [pair('maxMegabytes', same(String(files.maxBytes / MB)))]),
    ...(files?.oneForEachRowOf === undefined
      ? []
      : [
          pair(
            'rowsOf',
            item.fields.find(({ id }) => id === files.oneForEachRowOf)?.label ?? same(files.oneForEachRowOf),
          ),
        ]),
  ];
}

function valueText(field: Field, value: string | number | boolean, t: Texts): Text {
  if (typeof value === 'boolean') return t(value ? 'flag.on' : 'flag.off');
  if (field.type !== 'select') return same(String(value));
  return field.options.find(({ id }) => id === value)?.label ?? same(String(value));
}
