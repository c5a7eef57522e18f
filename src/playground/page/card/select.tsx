import type { JSX } from 'preact';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { Field, useField, useNaming } from './field.tsx';
import { useOptions } from './options.ts';
import { useTap } from './tap.tsx';
import { stringOf, textOf } from './text.ts';

/** One of several, or one person. */
export function Select({ element, path, labelledBy }: ElementProps): JSX.Element {
  const { language, t } = usePage();
  const field = useField(element);
  const naming = useNaming(element, labelledBy);
  const options = useOptions(element);
  const { tap, disabled, dialog } = useTap(element, path, true);
  const value = typeof field.value === 'string' ? field.value : '';
  return (
    <Field element={element} missing={field.missing}>
      <select
        {...naming}
        class={value === '' ? 'control control-empty' : 'control'}
        disabled={disabled}
        value={value}
        aria-required={element['required'] === true}
        aria-invalid={field.missing}
        onChange={event => {
          const option = event.currentTarget.value;
          field.set(option);
          if (!field.inForm && option !== '') tap({ tag: stringOf(element['tag']), option });
        }}
      >
        <option value="">{textOf(element['placeholder'], language) || t('choose')}</option>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      {dialog}
    </Field>
  );
}
