import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FormValues } from '../api.ts';
import { FormProvider } from './context.ts';
import { Elements, type ElementProps } from './elements.tsx';
import { fieldsOf, initialValues, missingOf } from './form-fields.ts';
import { listOf, stringOf } from './text.ts';

/** Fields that are sent together; what is required is asked for before anything is sent. */
export function Form({ element, path }: ElementProps): JSX.Element {
  const fields = fieldsOf(element);
  const [values, setValues] = useState<FormValues>(() => initialValues(fields));
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  return (
    <FormProvider
      value={{
        values,
        missing,
        set(name, value) {
          setValues(now => ({ ...now, [name]: value }));
          setMissing(now => new Set([...now].filter(one => one !== name)));
        },
        check() {
          const empty = missingOf(fields, values);
          setMissing(new Set(empty));
          return empty.length === 0 ? values : undefined;
        },
        reset() {
          setValues(initialValues(fields));
          setMissing(new Set());
        },
      }}
    >
      <div class="form" role="form" aria-label={stringOf(element['name'])}>
        <Elements elements={listOf(element['elements'])} path={path} />
      </div>
    </FormProvider>
  );
}
