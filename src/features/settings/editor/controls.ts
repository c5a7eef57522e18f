import type { ChoiceOption, FormField } from '../../../../cards/kit/form-field.ts';
import { same, type Text, type Texts } from '../../../../cards/kit/texts.ts';
import type { Duration } from '../../../core/definition.ts';
import { formatDuration } from '../../../core/time-limits.ts';
import { halfWidth } from '../../shared/read-form.ts';
import { readTypedDuration } from '../typed-duration.ts';

/** The form's values as they came. */
export type Values = Readonly<Record<string, unknown>>;
/** What is wrong, by the control's name. */
export type Faults = Readonly<Record<string, Text>>;

/** Controls of the editor's forms: `id` is the control's name, its label `editor.field.<id>`. */
export interface Controls {
  text(id: string, value?: string, max?: number): FormField;
  long(id: string, value?: string): FormField;
  /** Two inputs, `<id>Zh` and `<id>En`. */
  both(id: string, value?: Text, long?: boolean): readonly FormField[];
  number(id: string, value?: number): FormField;
  check(id: string, value?: boolean): FormField;
  /** Its options' labels are `editor.option.<id>.<option>`. */
  choice(id: string, options: readonly string[], value?: string): FormField;
  select(id: string, options: readonly ChoiceOption[], value?: string): FormField;
  several(id: string, options: readonly ChoiceOption[], value?: readonly string[]): FormField;
  people(id: string, candidates: readonly string[], value?: readonly string[]): FormField;
  duration(id: string, value?: Duration): FormField;
}

export function controls(t: Texts): Controls {
  const base = (id: string, label: Text = t(`editor.field.${id}`)) => ({ id, label, required: false });
  const input = (id: string, label: Text, value: string, long: boolean): FormField => ({
    ...base(id, label),
    kind: long ? 'multiline' : 'text',
    value,
    ...(long ? {} : { maxLength: 200 }),
  });
  return {
    text: (id, value = '', max = 200) => ({ ...base(id), kind: 'text', value, maxLength: max }),
    long: (id, value = '') => ({ ...base(id), kind: 'multiline', value }),
    both: (id, value, long = false) => [
      input(`${id}Zh`, t('editor.inChinese', { what: t(`editor.field.${id}`) }), value?.zh ?? '', long),
      input(
        `${id}En`,
        t('editor.inEnglish', { what: t(`editor.field.${id}`) }),
        value === undefined || value.en === value.zh ? '' : value.en,
        long,
      ),
    ],
    number: (id, value) => ({ ...base(id), kind: 'text', value: value === undefined ? '' : String(value) }),
    check: (id, value = false) => ({ ...base(id), kind: 'checkbox', value }),
    choice: (id, options, value) => ({
      ...base(id),
      kind: 'select',
      options: options.map(each => ({ id: each, label: t(`editor.option.${id}.${each}`) })),
      ...(value === undefined ? {} : { value }),
    }),
    select: (id, options, value) => ({
      ...base(id),
      kind: 'select',
      options,
      ...(value === undefined ? {} : { value }),
    }),
    several: (id, options, value = []) => ({ ...base(id), kind: 'multiselect', options, value }),
    people: (id, candidates, value = []) => ({
      ...base(id),
      kind: 'people',
      candidates: [...new Set([...value, ...candidates])],
      value,
    }),
    duration: (id, value) => ({
      ...base(id),
      kind: 'text',
      value: value === undefined ? '' : formatDuration(value),
    }),
  };
}

/** Reads an editor's form, and gathers what cannot be taken. */
export interface Reader {
  text(id: string): string;
  /** A text that must be there; the English may be left out. */
  both(id: string): Text;
  bothOrNone(id: string): Text | undefined;
  list(id: string): readonly string[];
  check(id: string): boolean;
  one<T extends string>(id: string, known: readonly T[], otherwise: T): T;
  /** Empty: undefined. */
  number(id: string, rules?: { readonly whole?: boolean; readonly min?: number }): number | undefined;
  duration(id: string): Duration | undefined;
  /** Says that something is wrong with this control. */
  fault(id: string, key: string): void;
  readonly faults: Faults;
}

export function reader(values: Values, t: Texts): Reader {
  const faults: Record<string, Text> = {};
  const fault = (id: string, key: string): void => {
    faults[id] ??= t(key);
  };
  const text = (id: string): string => {
    const value = values[id];
    return typeof value === 'string' ? value.trim() : '';
  };
  const bothOrNone = (id: string): Text | undefined => {
    const [zh, en] = [text(`${id}Zh`), text(`${id}En`)];
    if (zh === '' && en === '') return undefined;
    return { zh: zh === '' ? en : zh, en: en === '' ? zh : en };
  };
  return {
    faults,
    fault,
    text,
    bothOrNone,
    both: id => {
      const found = bothOrNone(id);
      if (found === undefined) fault(`${id}Zh`, 'editor.fault.empty');
      return found ?? same('');
    },
    list: id => {
      const value = values[id];
      return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
    },
    check: id => values[id] === true || values[id] === 'true',
    one: (id, known, otherwise) => known.find(each => each === text(id)) ?? otherwise,
    number: (id, { whole = false, min } = {}) => {
      const typed = halfWidth(text(id)).replaceAll(/[,，\s]/g, '');
      if (typed === '') return undefined;
      const number = Number(typed);
      const good =
        Number.isFinite(number) && (!whole || Number.isInteger(number)) && number >= (min ?? -1e15);
      if (!good) fault(id, whole ? 'editor.fault.whole' : 'editor.fault.number');
      return good ? number : undefined;
    },
    duration: id => {
      if (text(id) === '') return undefined;
      const read = readTypedDuration(text(id));
      if (typeof read !== 'string') return read;
      fault(id, `admin.${read}`);
      return undefined;
    },
  };
}

/** `中文 | English` as a text; without the bar the same in both languages. */
export function textOfLine(line: string): Text {
  const [zh = '', en = ''] = line.split(/[|｜]/).map(part => part.trim());
  return { zh: zh === '' ? en : zh, en: en === '' ? zh : en };
}

export function lineOfText({ zh, en }: Text): string {
  return zh === en ? zh : `${zh} | ${en}`;
}

export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}
