import type { Json, JsonObject } from '../types.ts';
import { tagged } from './card-parts.ts';

/**
 * What a person filled in, as Lark hands it on (lark.md 2.1): dates as "2024-04-01 +0800", dates with a time as
 * "2024-04-29 07:07 +0800", times as "00:00 +0800"; the rest as it is. `filled`: values by name as the page has them
 * ("2024-04-01", "2024-04-29T07:07", "07:07"). Empty ones are left out.
 */
export function formValue(card: unknown, filled: JsonObject, timeZone: string, at: number): JsonObject {
  const tags = new Map(tagged(card).map(element => [element['name'], element['tag']]));
  const entries = Object.entries(filled)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [name, larkValue(tags.get(name), value, timeZone, at)]);
  return Object.fromEntries(entries);
}

function larkValue(tag: unknown, value: Json | undefined, timeZone: string, at: number): Json | undefined {
  if (typeof value !== 'string') return value;
  if (tag === 'date_picker' || tag === 'picker_time') return `${value} ${offset(timeZone, at)}`;
  if (tag === 'picker_datetime') return `${value.replace('T', ' ').slice(0, 16)} ${offset(timeZone, at)}`;
  return value;
}

/** `+0800`: the zone's offset at this instant. */
function offset(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+0000' : name.replace(/^GMT|:/g, '');
}
