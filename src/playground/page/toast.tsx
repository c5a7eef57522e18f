import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Toast } from '../types.ts';
import { usePage } from './context.ts';

const SHOWN_MS = 4000;
const signs = { info: 'i', success: '✓', warning: '!', error: '×' } as const;

/** A short note at the top of the page that goes by itself. */
export function ToastView(props: { toast: Toast | undefined; onGone: () => void }): JSX.Element {
  const { pick } = usePage();
  const { toast, onGone } = props;
  useEffect(() => {
    if (toast === undefined) return undefined;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toast && (
        <div class={`toast toast-${toast.type}`}>
          <span class="toast-sign" aria-hidden="true">
            {signs[toast.type]}
          </span>
          {pick(toast.text)}
        </div>
      )}
    </div>
  );
}
