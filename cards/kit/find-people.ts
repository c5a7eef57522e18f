import type { CardAction } from './action.ts';
import { submitButton } from './button.ts';
import { plainText } from './card.ts';
import type { CardElement } from './element.ts';
import { sideBySide } from './layout.ts';
import { coloured, markdown } from './markdown.ts';
import { clip } from './paging.ts';
import type { Texts } from './texts.ts';

/** A picker holds some dozens of people; where there are more, anybody is found by name or pinyin. */
export interface FindPeople {
  /** Shows the same form with the people found; everything typed comes along. */
  readonly action: CardAction;
  /** What was looked for. */
  readonly words?: string;
  readonly found: number;
  /** What is looked for, where it is not people. */
  readonly of?: 'options';
}

/** The name of the search words in the form's values. */
export function findName(field: string): string {
  return `find_${field}`.slice(0, 64);
}

/** The search line below a picker of people. */
export function findElements(field: string, find: FindPeople | undefined, t: Texts): readonly CardElement[] {
  if (find === undefined) return [];
  const { action, words, found } = find;
  const said = words === undefined ? 'hint' : found === 0 ? 'none' : 'found';
  const options = find.of === 'options';
  return [
    sideBySide(
      {
        tag: 'input',
        name: findName(field),
        width: 'fill',
        placeholder: plainText(t(options ? 'findOption.placeholder' : 'find.placeholder')),
        max_length: 40,
        ...(words === undefined ? {} : { default_value: clip(words, 40) }),
      },
      // Several pickers on a card send the same act: each button has a name of its own.
      { ...submitButton(t('button.find'), action, { size: 'small' }), name: `go_${findName(field)}` },
    ),
    markdown(
      coloured(
        t(options ? `findOption.${said}` : `find.${said}`, { words: clip(words ?? '', 40), n: found }),
        'grey',
      ),
      'notation',
    ),
  ];
}
