import type { CardTap } from './ports.ts';

/** A tap whose answer brings the tapped message's new card. */
export type AnsweredTap = Pick<CardTap, 'key' | 'messageId'>;

/**
 * Which taps have been answered. What a tap changed is shown on its card by the answer, not by the refresh that follows
 * the change; so that refresh waits for the answer, and shows the card itself where none came. Until then it is not
 * settled: where the process dies in between, whoever goes on with it refreshes every card.
 */
export interface TapAnswers {
  /** A tap is being worked on. */
  expect(key: string): void;
  /** Its answer has gone out, with a card or without, or failed. */
  answered(key: string, withCard: boolean): void;
  /**
   * Whether the answer put a new card on the tapped message, once that is known. False for a tap that nobody works on, and
   * where the answer takes longer than a tap can.
   */
  shown(key: string): Promise<boolean>;
}

/** Longer than any answer takes, and shorter than a lease. */
const LONGEST_MS = 30_000;

interface Expected {
  readonly waiting: ((shown: boolean) => void)[];
  readonly timer: NodeJS.Timeout;
}

export function createTapAnswers(longestMs = LONGEST_MS): TapAnswers {
  const expected = new Map<string, Expected>();
  const answered: TapAnswers['answered'] = (key, withCard) => {
    const { waiting = [], timer } = expected.get(key) ?? {};
    expected.delete(key);
    clearTimeout(timer);
    for (const tell of waiting) tell(withCard);
  };
  return {
    expect: key => {
      if (expected.has(key)) return;
      const timer = setTimeout(() => answered(key, false), longestMs).unref();
      expected.set(key, { waiting: [], timer });
    },
    answered,
    shown: key =>
      new Promise(resolve => {
        const one = expected.get(key);
        if (one === undefined) resolve(false);
        else one.waiting.push(resolve);
      }),
  };
}
