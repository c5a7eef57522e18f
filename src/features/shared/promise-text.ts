import { formatDuration } from '../../../cards/kit/format.ts';
import type { Text, Texts } from '../../../cards/kit/texts.ts';
import type { ItemDefinition } from '../../core/definition.ts';

/** 承诺时限 as people read it in a guide; undefined where nothing is promised. */
export function promiseText(
  { limit, sameDay }: Pick<ItemDefinition, 'limit' | 'sameDay'>,
  t: Texts,
): Text | undefined {
  if (sameDay !== undefined) return t('promise.sameDay', { ...sameDay });
  return limit === undefined ? undefined : formatDuration(limit, t);
}
