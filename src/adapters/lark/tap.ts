import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { CallbackReply } from '../../shared/callback.ts';
import { AppError } from '../../shared/errors.ts';
import type { Handling } from './door.ts';

/** Lark waits 3 s; half a second is for the way (lark.md 1.4, step 6). */
const TAP_BUDGET_MS = 2_500;

const PROCESSING: TapAnswer = { toast: { type: 'info', text: { zh: '处理中', en: 'Processing' } } };
const FAILED: TapAnswer = {
  toast: {
    type: 'error',
    text: { zh: '出错了，请稍后再试', en: 'Something went wrong. Please try again later.' },
  },
};

/**
 * Answers a tap within its budget. Work that takes longer goes on: the tapper reads "处理中", and the outcome is given
 * to `lateTap` once the answer has been sent, since a card changed before it would be put back by the client
 * (lark.md 2.2). A bug of ours is an error toast, never a 500: Lark does not repeat taps.
 */
export async function answerTap(tap: CardTap, options: Handling): Promise<CallbackReply> {
  const since = performance.now();
  const observe = (outcome: string) =>
    options.metrics.tapSeconds.observe({ outcome }, (performance.now() - since) / 1000);
  let failed = false;
  const work = Promise.resolve()
    .then(() => options.onTap(tap))
    .catch((error: unknown): TapAnswer => {
      failed = true;
      const passes = error instanceof AppError && error.retryable;
      options.log[passes ? 'warn' : 'error']({ err: error, key: tap.key }, 'a card tap failed');
      return FAILED;
    });

  const answer = await within(work, options.tapBudgetMs ?? TAP_BUDGET_MS);
  if (answer !== undefined) {
    observe(failed ? 'failed' : 'answered');
    const after = (sent: boolean): void => options.answered(tap, sent && answer.card !== undefined);
    return { status: 200, body: larkAnswer(answer), after };
  }
  observe('late');
  return { status: 200, body: larkAnswer(PROCESSING), after: () => void finishLate(tap, work, options) };
}

async function finishLate(tap: CardTap, work: Promise<TapAnswer>, options: Handling): Promise<void> {
  let shown = false;
  try {
    await options.lateTap(tap, await work);
    shown = true;
  } catch (error) {
    options.log.warn({ err: error, key: tap.key }, 'the card of a late tap was not updated');
  } finally {
    options.answered(tap, shown);
  }
}

async function within(work: Promise<TapAnswer>, ms: number): Promise<TapAnswer | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const budget = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, budget]);
  } finally {
    clearTimeout(timer);
  }
}

/** Our answer in Lark's shape (lark.md 2.1); nothing to say is `{}`, never an empty body. */
function larkAnswer(answer: TapAnswer): Readonly<Record<string, unknown>> {
  const { toast, card } = answer;
  return {
    ...(toast !== undefined && {
      toast: {
        type: toast.type,
        content: toast.text.zh,
        i18n: { zh_cn: toast.text.zh, en_us: toast.text.en },
      },
    }),
    ...(card !== undefined && { card: { type: 'raw', data: card } }),
  };
}
