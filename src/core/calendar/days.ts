import { dayNumber } from '../form/values.ts';

/** A date as the number of days since 1970-01-01; a time of day as milliseconds since its midnight by the clock. */
export type Day = number;

export const DAY_MS = 86_400_000;

/** `2026-10-10` as a day; undefined if there is no such date. */
export function readDay(date: string): Day | undefined {
  return date.length === 10 ? dayNumber(date) : undefined;
}

export function writeDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function yearOf(day: Day): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `09:30` as milliseconds; `24:00` is the end of the day. Undefined for what is no time. */
export function readTime(text: string): number | undefined {
  if (text === '24:00') return DAY_MS;
  const match = TIME.exec(text);
  return match ? (Number(match[1]) * 60 + Number(match[2])) * 60_000 : undefined;
}
