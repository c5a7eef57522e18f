import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Json, JsonObject } from '../../types.ts';
import type { FormValues, TapAction } from '../api.ts';
import { usePage } from '../context.ts';
import { Confirm } from './confirm.tsx';
import { useCard } from './context.ts';
import { listOf, objectOf, stringOf, textOf } from './text.ts';

export interface Tappable {
  /** Asks for confirmation if the element wants it, then sends the tap or opens the link. */
  readonly tap: (action: TapAction, form?: FormValues) => void;
  readonly disabled: boolean;
  readonly pending: boolean;
  /** The confirmation, while it is open. */
  readonly dialog: JSX.Element | undefined;
}

/**
 * What a tap on an element does. `always`: the element calls back on every change even without a behaviour
 * (selects, pickers and inputs outside a form; lark.md 2).
 */
export function useTap(element: JsonObject, path: string, always = false): Tappable {
  const { act, pending } = useCard();
  const { showToast, language } = usePage();
  const [asking, setAsking] = useState<(() => void) | undefined>();
  const disabled = element['disabled'] === true;
  const behaviors = listOf(element['behaviors']);
  const callback = behaviors.find(one => one['type'] === 'callback');
  const link = behaviors.find(one => one['type'] === 'open_url');

  const go = (action: TapAction, form?: FormValues): void => {
    const url = stringOf(link?.['default_url']);
    if (/^https?:\/\//.test(url)) open(url, '_blank', 'noopener,noreferrer');
    if (callback === undefined && form === undefined && !always) return;
    const value: Json | undefined = callback?.['value'];
    const name = stringOf(element['name']);
    void act(path, { ...action, ...(value !== undefined && { value }), ...(name !== '' && { name }) }, form);
  };
  const tap = (action: TapAction, form?: FormValues): void => {
    if (disabled) {
      const tips = textOf(element['disabled_tips'], language);
      if (tips !== '') showToast({ type: 'info', text: { zh: tips, en: tips } });
      return;
    }
    if (pending !== undefined) return;
    if (element['confirm'] === undefined) go(action, form);
    else setAsking(() => () => go(action, form));
  };
  const dialog = asking && (
    <Confirm
      confirm={objectOf(element['confirm'])}
      onYes={() => {
        setAsking(undefined);
        asking();
      }}
      onNo={() => setAsking(undefined)}
    />
  );
  return { tap, disabled, pending: pending === path, dialog };
}
