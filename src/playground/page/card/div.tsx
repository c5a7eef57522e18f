import type { JSX } from 'preact';
import type { ElementProps } from './elements.tsx';
import { Icon } from './icon.tsx';
import { TextElement } from './markdown-view.tsx';
import { listOf, objectOf } from './text.ts';

/** Text, and pairs of facts. */
export function Div({ element, path }: ElementProps): JSX.Element {
  const fields = listOf(element['fields']);
  return (
    <div class="div" id={path}>
      {element['icon'] !== undefined && <Icon icon={objectOf(element['icon'])} />}
      {element['text'] !== undefined && <TextElement text={objectOf(element['text'])} />}
      {fields.length > 0 && (
        <div class="facts">
          {fields.map((field, at) => (
            <div key={at} class={field['is_short'] === true ? 'fact-short' : 'fact'}>
              <TextElement text={objectOf(field['text'])} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
