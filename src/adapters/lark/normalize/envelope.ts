import { z } from 'zod';
import type { Inbound } from '../../../application/ports.ts';

/** What every event of schema 2.0 says about itself. */
export interface EventHeader {
  readonly key: string;
  /** Milliseconds as a string; microseconds in card callbacks. */
  readonly createTime: string | undefined;
}

/** Ours, or null when it is not for us. */
export type EventReader = (event: unknown, header: EventHeader) => Inbound | null;

/** An id of Lark's: not empty, and short enough to be one. */
export const idSchema = z.string().min(1).max(200);
/** Lark's three ids of a person; we use the open_id. */
export const personSchema = z.object({ open_id: idSchema });

/** Lark gives seconds, milliseconds or microseconds, as number or string: milliseconds out; 0 when it is none. */
export function instantOf(value: string | number | undefined): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) return 0;
  if (number < 1e11) return number * 1000;
  return Math.floor(number < 1e14 ? number : number / 1000);
}
