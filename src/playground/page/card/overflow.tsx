import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { useTap } from './tap.tsx';
import { listOf, stringOf, textOf } from './text.ts';

/** A small menu behind three dots. */
export function Overflow({ element, path }: ElementProps): JSX.Element {
  const { language, t } = usePage();
  const { tap, dialog } = useTap(element, path, true);
  const menu = useRef<HTMLDetailsElement>(null);
  return (
    <details class="attach overflow" ref={menu}>
      <summary class="button button-default" aria-label={t('more')}>
        ···
      </summary>
      <div class="menu" role="menu">
        {listOf(element['options']).map(option => (
          <button
            key={stringOf(option['value'])}
            type="button"
            role="menuitem"
            onClick={() => {
              menu.current?.removeAttribute('open');
              tap({ tag: 'overflow', option: stringOf(option['value']) });
            }}
          >
            {textOf(option['text'], language)}
          </button>
        ))}
      </div>
      {dialog}
    </details>
  );
}
