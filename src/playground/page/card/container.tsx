import type { JSX } from 'preact';
import { Elements, type ElementProps } from './elements.tsx';
import { listOf } from './text.ts';
import { useTap } from './tap.tsx';

/** A part of the card that can be tapped as a whole. */
export function Container({ element, path }: ElementProps): JSX.Element {
  const { tap, disabled, dialog } = useTap(element, path);
  return (
    <>
      <div
        class={element['has_border'] === true ? 'container container-border' : 'container'}
        role="button"
        tabIndex={0}
        aria-disabled={disabled}
        onClick={() => tap({ tag: 'interactive_container' })}
        onKeyDown={event => event.key === 'Enter' && tap({ tag: 'interactive_container' })}
      >
        <Elements elements={listOf(element['elements'])} path={path} />
      </div>
      {dialog}
    </>
  );
}
