import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { Field, useField, useNaming } from './field.tsx';
import { useOptions } from './options.ts';
import { useTap } from './tap.tsx';
import { stringOf, textOf } from './text.ts';

/** Several of several, or several people; what is chosen is sent when the list closes, if it stands alone. */
export function MultiSelect({ element, path, labelledBy }: ElementProps): JSX.Element {
  const { language, t } = usePage();
  const field = useField(element);
  const naming = useNaming(element, labelledBy);
  const options = useOptions(element);
  const { tap, disabled, dialog } = useTap(element, path, true);
  const list = useRef<HTMLDetailsElement>(null);
  const chosen = Array.isArray(field.value) ? field.value.filter(one => typeof one === 'string') : [];
  const toggle = (value: string, on: boolean): void =>
    field.set(on ? [...chosen, value] : chosen.filter(one => one !== value));
  useCloseOutside(list);
  return (
    <Field element={element} missing={field.missing}>
      <details
        class="multi"
        ref={list}
        role="group"
        {...naming}
        aria-disabled={disabled}
        onKeyDown={event => event.key === 'Escape' && list.current?.removeAttribute('open')}
        onToggle={event => {
          if (!field.inForm && !event.currentTarget.open && chosen.length > 0)
            tap({ tag: stringOf(element['tag']), options: chosen });
        }}
      >
        <summary class={chosen.length === 0 ? 'control control-empty' : 'control'}>
          {chosen.length === 0
            ? textOf(element['placeholder'], language) || t('choose')
            : options
                .filter(option => chosen.includes(option.value))
                .map(option => (
                  <span key={option.value} class="chip">
                    {option.text}
                  </span>
                ))}
        </summary>
        <div class="menu multi-menu">
          {options.map(option => (
            <label key={option.value}>
              <input
                type="checkbox"
                disabled={disabled}
                checked={chosen.includes(option.value)}
                onChange={event => toggle(option.value, event.currentTarget.checked)}
              />
              {option.text}
            </label>
          ))}
        </div>
      </details>
      {dialog}
    </Field>
  );
}

function useCloseOutside(list: { readonly current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const close = (event: Event): void => {
      const inside = event.target instanceof Node && list.current?.contains(event.target);
      if (inside !== true) list.current?.removeAttribute('open');
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, []);
}
