import type { JSX } from 'preact';
import type { ElementProps } from './elements.tsx';
import { Field, useField, useNaming } from './field.tsx';
import { useTap } from './tap.tsx';
import { stringOf } from './text.ts';

const types = {
  date_picker: 'date',
  picker_time: 'time',
  picker_datetime: 'datetime-local',
} as const;

/** A date, a time, or both, by the browser's own picker. */
export function DatePicker({ element, path, labelledBy }: ElementProps): JSX.Element {
  const field = useField(element);
  const naming = useNaming(element, labelledBy);
  const { tap, disabled, dialog } = useTap(element, path, true);
  const tag = stringOf(element['tag']);
  const type = tag === 'picker_time' || tag === 'picker_datetime' ? types[tag] : types.date_picker;
  const value = typeof field.value === 'string' ? field.value : '';
  return (
    <Field element={element} missing={field.missing}>
      <input
        {...naming}
        type={type}
        class={value === '' ? 'control control-empty' : 'control'}
        disabled={disabled}
        value={value}
        aria-required={element['required'] === true}
        aria-invalid={field.missing}
        onChange={event => {
          const option = event.currentTarget.value;
          field.set(option);
          if (!field.inForm && option !== '') tap({ tag, option });
        }}
      />
      {dialog}
    </Field>
  );
}
