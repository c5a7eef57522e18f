import type { Duration, Instant, ItemDefinition } from '../definition.ts';
import type { RequestState } from '../request.ts';
import type { Supervision, SupervisionStage } from './types.ts';

const days = (amount: number): Duration => ({ amount, unit: 'wd' });
const LATE = { id: 'overdue', at: days(1), up: 3, repeat: { every: days(1), max: 250 } } as const;

/**
 * What an item with a long limit has unless it says otherwise (features 1.22): a card ten days before the limit and one three
 * working days before it, to the holder and the direct head; at the limit to the next above too; then each working day.
 */
const DEFAULT_STAGES: readonly SupervisionStage[] = [
  { id: 'early', at: { amount: -10, unit: 'd' }, up: 1 },
  { id: 'soon', at: days(-3), up: 1 },
  { id: 'due', at: { amount: 0, unit: 'min' }, up: 2 },
  LATE,
];

/** A hard case is supervised from the day before its limit on, whatever its item says (features 4.10). */
const HARD_STAGES: readonly SupervisionStage[] = [
  { id: 'soon', at: days(-1), up: 1 },
  { id: 'due', at: { amount: 0, unit: 'min' }, up: 2 },
  LATE,
];

/** More than ten working days, in each unit; limits up to it are not supervised unless the item says so. */
const LONG: Readonly<Record<Duration['unit'], number>> = { wd: 10, wh: 75, d: 14, h: 336, min: 20_160 };

type Supervised = Pick<ItemDefinition, 'limit' | 'limitField' | 'supervision'>;

/** The stages that hold for a request; none: it is not supervised by time. */
export function stagesOf(
  definition: Supervised,
  state?: Pick<RequestState, 'supervision'>,
): Supervision['stages'] {
  const own = itemStages(definition);
  return own.length === 0 && state?.supervision?.hard !== undefined ? HARD_STAGES : own;
}

function itemStages({ limit, limitField, supervision }: Supervised): Supervision['stages'] {
  if (supervision === 'off') return [];
  if (supervision !== undefined) return supervision.stages;
  const long = limit !== undefined && limit.amount > LONG[limit.unit];
  return long || limitField !== undefined ? DEFAULT_STAGES : [];
}

/** What the stages count from: the due time, or, of a hard case without one, when it was marked. */
export function supervisedFrom(state: RequestState): Instant | undefined {
  return state.dueAt ?? state.supervision?.hard?.at;
}
