import type { FormFault } from '../commands.ts';
import type { Booking, FormData, ItemDefinition } from '../definition.ts';
import { readDay, writeDay } from '../calendar/days.ts';
import { rangeOf } from './values.ts';

/** 占用 (services.md E3): nothing is given to two requests at the same time. Times are local, `2026-12-01T08:30`: they sort as texts. */

/** What a request takes, and from when to when. */
export interface Booked {
  /** `YCSQ/vehicle`: the item and its rule. */
  readonly rule: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** The same of another request. */
export interface Taken extends Booked {
  readonly requestId: string;
  readonly number: string;
}

type Rules = Pick<ItemDefinition, 'id' | 'bookings'>;

export function ruleOf(item: Pick<ItemDefinition, 'id'>, booking: Pick<Booking, 'id'>): string {
  return `${item.id}/${booking.id}`;
}

/** What this form takes by the rules of its item; nothing as long as it does not say what, or when. */
export function bookedBy(item: Rules, form: FormData): readonly Booked[] {
  return (item.bookings ?? []).flatMap(booking => {
    const what = form[booking.what];
    const time = timeOf(booking, form);
    if (typeof what !== 'string' || named(what) === '' || time === undefined) return [];
    return [{ rule: ruleOf(item, booking), what: named(what), ...time }];
  });
}

/** The time of a form: whole days, unless it says when on the first and until when on the last. */
export function timeOf(
  { period, from, until }: Pick<Booking, 'period' | 'from' | 'until'>,
  form: FormData,
): { readonly from: string; readonly to: string } | undefined {
  const days = rangeOf(form[period]);
  if (days === undefined || days.from === '' || days.to === '') return undefined;
  const clock = (field: string | undefined, otherwise: string): string => {
    const value = field === undefined ? undefined : form[field];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  return { from: `${days.from}T${clock(from, '00:00')}`, to: `${days.to}T${clock(until, '24:00')}` };
}

/** `沪A 12345` and `沪a12345` are the same vehicle. */
function named(what: string): string {
  return what.normalize('NFKC').replaceAll(/\s+/g, '').toUpperCase();
}

/** A year: what is taken for longer is guarded on its first days only. */
const MOST_DAYS = 366;

/** What is taken on which days, each once: `YCSQ/vehicle/沪A12345/2026-12-01`. */
export function daysTaken(booked: readonly Booked[]): readonly string[] {
  const days = booked.flatMap(({ rule, what, from, to }) => {
    const [first, last] = [readDay(from.slice(0, 10)), readDay(to.slice(0, 10))];
    if (first === undefined || last === undefined) return [];
    const length = Math.max(0, Math.min(last - first + 1, MOST_DAYS));
    return Array.from({ length }, (_, n) => `${rule}/${what}/${writeDay(first + n)}`);
  });
  return [...new Set(days)];
}

/**
 * A turn at something on a day, `…/2026-12-01#3`: unique among all requests, and never given back, so of two that looked at
 * the same time only one is kept. Turns of a day are 1, 2, 3 … without gaps.
 */
export function claimOf(day: string, turn: number): string {
  return `${day}#${turn}`;
}

/** Whether two times touch: what ends when the other begins does not. */
export function overlaps(
  one: { readonly from: string; readonly to: string },
  other: { readonly from: string; readonly to: string },
): boolean {
  return one.from < other.to && other.from < one.to;
}

/** The fields of a form that name what another request has at that time. */
export function takenFaults(
  item: Rules,
  form: FormData,
  taken: readonly Taken[] = [],
  requestId?: string,
): readonly FormFault[] {
  return bookedBy(item, form).flatMap((booked): readonly FormFault[] => {
    const other = taken.find(
      each =>
        each.requestId !== requestId &&
        each.rule === booked.rule &&
        each.what === booked.what &&
        overlaps(each, booked),
    );
    const field = item.bookings?.find(booking => ruleOf(item, booking) === booked.rule)?.what;
    if (other === undefined || field === undefined) return [];
    return [{ field, problem: 'taken', by: other.number, until: other.to }];
  });
}
