import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Elements, type ElementProps } from './elements.tsx';
import { TextElement } from './markdown-view.tsx';
import { listOf, objectOf } from './text.ts';

/** A part of the card that opens and closes on this screen. */
export function Panel({ element, path }: ElementProps): JSX.Element {
  const [open, setOpen] = useState(element['expanded'] === true);
  const border = element['border'] !== undefined;
  return (
    <details
      class={border ? 'panel panel-border' : 'panel'}
      open={open}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        <TextElement text={objectOf(objectOf(element['header'])['title'])} />
      </summary>
      <div class="panel-body">
        <Elements elements={listOf(element['elements'])} path={path} />
      </div>
    </details>
  );
}
