import { z } from 'zod';
import type { SpecialDay } from '../../core/calendar/calendar-data.ts';
import { readDay } from '../../core/calendar/days.ts';
import { byYear } from './by-year.ts';
import type { ReadCalendar } from '../../application/calendar-ports.ts';

const date = z.string().refine(text => readDay(text) !== undefined, 'must be a date such as 2027-02-06');
const hours = z.array(z.strictObject({ from: z.string(), to: z.string() }));
const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const name = z.union([z.string().transform(text => ({ zh: text, en: text })), bilingual]);

/** Ours: `{date, kind: off | work, name?, hours?}`; and `{date, isOffDay, name}` as public lists of holidays have it. */
const day = z.union([
  z.strictObject({
    date,
    kind: z.enum(['off', 'work']),
    name: name.exactOptional(),
    hours: hours.exactOptional(),
  }),
  z
    .object({ date, isOffDay: z.boolean(), name: name.exactOptional() })
    .transform(({ isOffDay, ...rest }) => ({
      ...rest,
      kind: isOffDay ? ('off' as const) : ('work' as const),
    })),
]);
const file = z.object({ days: z.array(day).min(1) });

/** Reads `{days: [...]}`; anything else in the file is left aside. */
export function readJson(text: string): ReadCalendar {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {
      ok: false,
      place: 'line 1',
      problem: { zh: '既不是 ICS，也不是 JSON', en: 'is neither ICS nor JSON' },
    };
  }
  const read = file.safeParse(parsed);
  if (read.success) return { ok: true, years: byYear(read.data.days satisfies SpecialDay[]), ignored: [] };
  const [issue] = read.error.issues;
  const deeper = issue?.code === 'invalid_union' ? issue.errors[0]?.[0] : undefined;
  return {
    ok: false,
    place: placeOf([...(issue?.path ?? []), ...(deeper?.path ?? [])]),
    problem: { zh: '内容不对', en: deeper?.message ?? issue?.message ?? 'is not usable' },
  };
}

/** `days[3].date` */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .reduce<string>(
      (place, part) => (typeof part === 'number' ? `${place}[${part}]` : `${place}.${String(part)}`),
      '',
    )
    .replace(/^\./, '');
}
