import type { JSX } from 'preact';
import { usePage } from '../context.ts';
import { useForm } from './context.ts';
import type { ElementProps } from './elements.tsx';
import { Icon } from './icon.tsx';
import { useTap } from './tap.tsx';
import { objectOf, stringOf, textOf } from './text.ts';

export function Button({ element, path }: ElementProps): JSX.Element {
  const { language, t } = usePage();
  const form = useForm();
  const { tap, disabled, pending, dialog } = useTap(element, path);
  const role = stringOf(element['form_action_type']);
  const type = stringOf(element['type']) || 'default';
  const size = stringOf(element['size']) || 'medium';
  const tips = textOf(disabled ? element['disabled_tips'] : element['hover_tips'], language);
  const wide = stringOf(element['width']) === 'fill' ? 'button-wide' : '';

  const press = (): void => {
    if (role === 'reset') return form?.reset();
    if (role !== 'submit' || form === undefined) return tap({ tag: 'button' });
    const values = form.check();
    if (values !== undefined) tap({ tag: 'button' }, values);
  };
  return (
    <>
      <button
        type="button"
        class={`button button-${type} button-${size} ${wide}`}
        aria-disabled={disabled || pending}
        title={tips === '' ? undefined : tips}
        onClick={press}
      >
        {element['icon'] !== undefined && <Icon icon={objectOf(element['icon'])} />}
        {pending ? t('processing') : textOf(element['text'], language)}
      </button>
      {dialog}
    </>
  );
}
