import type { JSX } from 'preact';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { useField } from './field.tsx';
import { useTap } from './tap.tsx';
import { textOf } from './text.ts';

/** A box to tick. Without a behaviour it stays on this screen. */
export function Checker({ element, path }: ElementProps): JSX.Element {
  const { language } = usePage();
  const field = useField(element);
  const { tap, disabled, dialog } = useTap(element, path);
  return (
    <label class="checker">
      <input
        type="checkbox"
        disabled={disabled}
        checked={field.value === true}
        onChange={event => {
          const { checked } = event.currentTarget;
          field.set(checked);
          if (!field.inForm) tap({ tag: 'checker', checked });
        }}
      />
      <span>{textOf(element['text'], language)}</span>
      {dialog}
    </label>
  );
}
