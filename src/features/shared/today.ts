import { DateTime } from 'luxon';
import type { FeatureDeps } from './deps.ts';

/** Today's date, as `2026-11-22`, in the service's zone. */
export function today({ clock, timeZone }: Pick<FeatureDeps, 'clock' | 'timeZone'>): string {
  return DateTime.fromMillis(clock.now(), { zone: timeZone }).toISODate() ?? '';
}
