import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { JsonObject } from '../../types.ts';
import type { FieldValue } from '../api.ts';
import { usePage } from '../context.ts';
import { useForm } from './context.ts';
import { initialValue } from './form-fields.ts';
import { stringOf, textOf } from './text.ts';

/** A field's value: the form's, or its own when it stands alone. */
export function useField(element: JsonObject): {
  readonly value: FieldValue;
  readonly set: (value: FieldValue) => void;
  readonly missing: boolean;
  readonly inForm: boolean;
} {
  const form = useForm();
  const name = stringOf(element['name']);
  const [own, setOwn] = useState<FieldValue>(() => initialValue(element));
  if (form === undefined) return { value: own, set: setOwn, missing: false, inForm: false };
  return {
    value: form.values[name] ?? initialValue(element),
    set: value => form.set(name, value),
    missing: form.missing.has(name),
    inForm: true,
  };
}

/** What names a field to those who do not see it: its label, the text above it, or its placeholder. */
export function useNaming(
  element: JsonObject,
  labelledBy: string | undefined,
): { 'aria-label'?: string; 'aria-labelledby'?: string } {
  const { language } = usePage();
  const label = textOf(element['label'], language);
  if (label !== '') return { 'aria-label': label };
  if (labelledBy !== undefined) return { 'aria-labelledby': labelledBy };
  const placeholder = textOf(element['placeholder'], language) || textOf(element['text'], language);
  return { 'aria-label': placeholder || stringOf(element['name']) };
}

/** The frame of a field: its label above, and that it is required when it was left empty. */
export function Field(props: {
  element: JsonObject;
  missing: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const { language, t } = usePage();
  const label = textOf(props.element['label'], language);
  return (
    <div class={props.missing ? 'field field-missing' : 'field'}>
      {label !== '' && (
        <span class="field-label">
          {label}
          {props.element['required'] === true && <span class="field-star"> *</span>}
        </span>
      )}
      {props.children}
      {props.missing && (
        <span class="field-error" role="alert">
          {t('required')}
        </span>
      )}
    </div>
  );
}
