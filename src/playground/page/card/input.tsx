import type { JSX } from 'preact';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { Field, useField, useNaming } from './field.tsx';
import { useTap } from './tap.tsx';
import { stringOf, textOf } from './text.ts';

/** One or several lines; standing alone it is sent with Enter (one line) or when it is left. */
export function Input({ element, path, labelledBy }: ElementProps): JSX.Element {
  const { language } = usePage();
  const field = useField(element);
  const naming = useNaming(element, labelledBy);
  const { tap, disabled, dialog } = useTap(element, path, true);
  const value = typeof field.value === 'string' ? field.value : '';
  const type = stringOf(element['input_type']) || 'text';
  const max = typeof element['max_length'] === 'number' ? element['max_length'] : 1000;
  const shared = {
    ...naming,
    class: 'control',
    maxLength: max,
    disabled,
    value,
    placeholder: textOf(element['placeholder'], language),
    'aria-required': element['required'] === true,
    'aria-invalid': field.missing,
    onInput: (event: JSX.TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      field.set(event.currentTarget.value),
  };
  const sendAlone = (): void => {
    if (!field.inForm) tap({ tag: 'input', input_value: value });
  };
  const rows = typeof element['rows'] === 'number' ? element['rows'] : 3;
  return (
    <Field element={element} missing={field.missing}>
      {type === 'multiline_text' ? (
        <textarea {...shared} rows={rows} onChange={sendAlone} />
      ) : (
        <input
          {...shared}
          type={type === 'password' ? 'password' : 'text'}
          onKeyDown={event => event.key === 'Enter' && !event.isComposing && sendAlone()}
        />
      )}
      {type === 'multiline_text' && max < 1000 && value.length > max * 0.8 && (
        <span class="field-count">
          {value.length}/{max}
        </span>
      )}
      {dialog}
    </Field>
  );
}
