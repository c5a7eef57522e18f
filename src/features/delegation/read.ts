import { DateTime } from 'luxon';
import type { CardTap } from '../../application/ports.ts';
import type { Delegation } from '../../core/organisation.ts';
import { textInput } from '../shared/answers.ts';
import { listOf } from '../shared/choose.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/**
 * What was filled in on the form, or which field is wrong. Days are those of the service's time zone; the last day is counted.
 * A period that begins today begins now.
 */
export function readDelegation(
  deps: Pick<FeatureDeps, 'clock' | 'timeZone'>,
  tap: CardTap,
  id: string,
  principal = tap.person,
): Delegation | 'agent' | 'dates' | 'past' {
  const agent = textInput(tap, 'agent');
  if (agent === undefined) return 'agent';
  const day = (name: string) => DateTime.fromISO(textInput(tap, name) ?? '', { zone: deps.timeZone });
  const [from, last] = [day('from'), day('to')];
  if (!from.isValid || !last.isValid) return 'dates';
  const now = deps.clock.now();
  const to = last.plus({ days: 1 }).startOf('day').toMillis();
  if (to <= now) return 'past';
  const items = listOf(tap.form?.['items']);
  return {
    id,
    principal,
    agent,
    items: items.length === 0 ? 'all' : items,
    from: Math.max(now, from.startOf('day').toMillis()),
    to,
    mode: textInput(tap, 'mode') === 'both' ? 'both' : 'agentOnly',
    handOpen: tap.form?.['handOpen'] === true,
  };
}
