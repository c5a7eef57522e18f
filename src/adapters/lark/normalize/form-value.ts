import { DateTime } from 'luxon';

const DATE = /^(\d{4}-\d{2}-\d{2}) [+-]\d{4}$/;
const TIME = /^(\d{2}:\d{2}) [+-]\d{4}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2} [+-]\d{4}$/;

/**
 * A form's values as we keep them (core/definition). The offset says only where the tapper's device is (lark.md 2.1):
 * a date drops it and stays that calendar day (`2026-11-22`), a time too (`09:30`), a datetime is turned into the
 * service's time zone (`2026-11-22T09:30`). What was not filled in ("", [] or nothing) is absent.
 */
export function normalizeFormValue(
  form: Readonly<Record<string, unknown>>,
  timeZone: string,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(form)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => [name, typeof value === 'string' ? plain(value, timeZone) : value] as const);
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function plain(value: string, timeZone: string): string {
  const short = DATE.exec(value)?.[1] ?? TIME.exec(value)?.[1];
  if (short !== undefined) return short;
  if (!DATE_TIME.test(value)) return value;
  const instant = DateTime.fromFormat(value, 'yyyy-MM-dd HH:mm ZZZ', { zone: timeZone });
  return instant.isValid ? instant.toFormat("yyyy-MM-dd'T'HH:mm") : value;
}
