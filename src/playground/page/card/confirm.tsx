import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { JsonObject } from '../../types.ts';
import { usePage } from '../context.ts';
import { textOf } from './text.ts';

/** Asks before something is done. */
export function Confirm(props: { confirm: JsonObject; onYes: () => void; onNo: () => void }): JSX.Element {
  const { language, t } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const title = textOf(props.confirm['title'], language);
  return (
    <dialog class="confirm" ref={dialog} aria-label={title} onCancel={props.onNo}>
      <h3>{title}</h3>
      <p>{textOf(props.confirm['text'], language)}</p>
      <div class="confirm-buttons">
        <button type="button" class="button button-default" onClick={props.onNo}>
          {t('cancel')}
        </button>
        <button type="button" class="button button-primary_filled" onClick={props.onYes}>
          {t('confirm')}
        </button>
      </div>
    </dialog>
  );
}
