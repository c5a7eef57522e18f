import type { Instant } from '../definition.ts';
import type { Zone } from '../calendar/local-time.ts';
import { before, type Period } from './period.ts';

/** 每日跟踪, 每周对账, 每月清结, 季度分析 (features 1.21, 1.23). */
export const REPORT_KINDS = ['daily', 'weekly', 'monthly', 'quarterly'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Which report a period asks for by itself. */
export function reportFor(period: Period): ReportKind {
  return REPORT_OF[period.kind];
}

const REPORT_OF = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'quarterly',
} as const satisfies Record<Period['kind'], ReportKind>;

/** The stretches of time that a report at `now` is about. Half open instants. */
export interface Stretches {
  readonly now: { readonly from: Instant; readonly to: Instant };
  /** As much of the period before: what is under way is compared with the same part of the last one. */
  readonly last: { readonly from: Instant; readonly to: Instant };
}

/** Undefined: the period has not begun. */
export function stretchesOf(period: Period, zone: Zone, now: Instant): Stretches | undefined {
  const start = zone.instant(period.from, 0);
  if (start > now) return undefined;
  const end = Math.min(zone.instant(period.to, 0), now);
  const previous = before(period);
  const [from, to] = [zone.instant(previous.from, 0), zone.instant(previous.to, 0)];
  const whole = end === zone.instant(period.to, 0);
  return {
    now: { from: start, to: end },
    last: { from, to: whole ? to : Math.min(to, from + (end - start)) },
  };
}
