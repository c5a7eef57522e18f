import type { FakeCall, Fault } from '../../support/lark/fake-lark.ts';
import type { Random } from './random.ts';

/** What may go wrong with a call to Lark, and how often of a hundred calls. */
const KINDS = {
  '429': 3,
  '5xx': 3,
  'code != 0': 3,
  'dropped before': 2,
  'dropped after': 2,
  'no answer before': 0.3,
  'no answer after': 0.3,
} as const;
export type FaultKind = keyof typeof KINDS | 'expired token';

export interface LarkFaults {
  /** What goes wrong with this call, if anything. */
  faultOf(call: FakeCall): Fault | undefined;
  /** From now on nothing goes wrong any more. */
  calm(): void;
  /** One more fault that was made elsewhere. */
  count(kind: FaultKind): void;
  readonly counts: Readonly<Record<FaultKind, number>>;
}

/** Transient refusals with status 200: 230020 is about one person, 230035 about the moment (lark.md 4). */
const REFUSALS = [230020, 230035, 230049] as const;

export function createLarkFaults(random: Random): LarkFaults {
  const counts: Record<FaultKind, number> = {
    '429': 0,
    '5xx': 0,
    'code != 0': 0,
    'dropped before': 0,
    'dropped after': 0,
    'no answer before': 0,
    'no answer after': 0,
    'expired token': 0,
  };
  let calm = false;
  const make = (kind: keyof typeof KINDS): Fault => {
    switch (kind) {
      case '429':
        return {
          status: 429,
          body: { code: 99991400, msg: 'request trigger frequency limit' },
          headers: { 'x-ogw-ratelimit-limit': '100', 'x-ogw-ratelimit-reset': String(1 + random.below(2)) },
        };
      case '5xx':
        return {
          status: random.pick([500, 502, 503, 504]),
          body: random.pick(['', '<html>bad gateway</html>']),
        };
      case 'code != 0':
        return { status: 200, body: { code: random.pick(REFUSALS), msg: 'not now' } };
      case 'dropped before':
        return 'dropBefore';
      case 'dropped after':
        return 'dropAfter';
      case 'no answer before':
        return 'hang';
      case 'no answer after':
        return 'hangAfter';
      default:
        return kind satisfies never;
    }
  };
  return {
    counts,
    calm: () => {
      calm = true;
    },
    count: kind => {
      counts[kind] += 1;
    },
    faultOf: () => {
      if (calm) return undefined;
      let drawn = random.next() * 100;
      for (const [kind, share] of Object.entries(KINDS)) {
        drawn -= share;
        if (drawn >= 0 || !isKind(kind)) continue;
        counts[kind] += 1;
        return make(kind);
      }
      return undefined;
    },
  };
}

function isKind(kind: string): kind is keyof typeof KINDS {
  return kind in KINDS;
}
