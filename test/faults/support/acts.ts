import type { Answered } from '../../support/world-callbacks.ts';

/** What a person knows of an act: the toast said so, it was refused, or nobody can tell (no answer, 处理中, 出错了). */
export type ActOutcome = 'done' | 'refused' | 'unknown';

/** Something that a person did, with words of its own by which it is found in a timeline. */
export interface Act {
  readonly kind: 'apply' | 'resubmit' | 'decide' | 'hand on' | 'comment' | 'withdraw';
  readonly person: string;
  /** Stands in what was typed; nowhere else. */
  readonly mark: string;
  readonly outcome: ActOutcome;
  /** For what has no words: the request. */
  readonly request?: string;
}

/** All typed texts begin so: none may be in a log. */
export const TYPED = 'zqtext';
/** All typed phone numbers begin so. */
export const PHONE = '139774';

export interface Marks {
  /** Words that were never typed before. */
  next(): string;
  phone(): string;
}

export function createMarks(): Marks {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return `${TYPED}-${count}-`;
    },
    phone: () => {
      count += 1;
      return `${PHONE}${String(count % 100_000).padStart(5, '0')}`;
    },
  };
}

/** What the tapper reads from the answer. */
export function outcomeOf(answered: Answered): ActOutcome {
  const toast = answered.body['toast'];
  const type = typeof toast === 'object' && toast !== null && 'type' in toast ? toast.type : undefined;
  if (type === 'success') return 'done';
  const unsure = answered.status !== 200 || type === 'error' || answered.toast === '处理中';
  return unsure ? 'unknown' : 'refused';
}

/** The best of what several taps for one act say. */
export function best(outcomes: readonly ActOutcome[]): ActOutcome {
  if (outcomes.includes('done')) return 'done';
  return outcomes.includes('unknown') ? 'unknown' : 'refused';
}
