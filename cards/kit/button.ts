import { encodeAction } from './action.ts';
import type { CardAction } from './action.ts';
import { plainText } from './card.ts';
import type { Button, ButtonType, CardElement, ColumnSet } from './element.ts';
import type { Text } from './texts.ts';

export interface ButtonOptions {
  readonly type?: ButtonType;
  readonly size?: 'tiny' | 'small' | 'medium';
  /** Asked before the tap goes out. */
  readonly confirm?: { readonly title: Text; readonly text: Text };
}

/** A button outside a form. */
export function button(label: Text, action: CardAction, options: ButtonOptions = {}): Button {
  return {
    tag: 'button',
    name: actionName(action),
    text: plainText(label),
    type: options.type ?? 'default',
    ...(options.size === undefined ? {} : { size: options.size }),
    ...(options.confirm === undefined
      ? {}
      : { confirm: { title: plainText(options.confirm.title), text: plainText(options.confirm.text) } }),
    behaviors: [{ type: 'callback', value: encodeAction(action) }],
  };
}

/** A button that sends the form around it, together with its own value (lark.md 2: both properties are set). */
export function submitButton(label: Text, action: CardAction, options: ButtonOptions = {}): Button {
  return { ...button(label, action, options), form_action_type: 'submit' };
}

/** Buttons beside each other, as many to a line as fit. */
export function buttonRow(buttons: readonly Button[]): readonly CardElement[] {
  if (buttons.length === 0) return [];
  const row: ColumnSet = {
    tag: 'column_set',
    flex_mode: 'flow',
    horizontal_spacing: '8px',
    columns: buttons.map(one => ({ tag: 'column', width: 'auto', elements: [one] })),
  };
  return [row];
}

/**
 * A control's name from what it does, so that no two on a card are the same and a tap without a value can still be
 * understood by its name.
 */
function actionName(action: CardAction): string {
  return Object.values(action)
    .map(part => String(part).replace(/[^A-Za-z0-9]+/g, '_'))
    .join('__')
    .slice(0, 200);
}
