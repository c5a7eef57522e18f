import type { Instant, NumberRule } from './definition.ts';

/** Making a format costs more than the whole decision it is made for; a service has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  formats.set(timeZone, made);
  return made;
}

/** Year, month and day of an instant in a time zone, as texts of 4, 2 and 2 digits. */
function dateParts(at: Instant, timeZone: string): { year: string; month: string; day: string } {
  const text = formatOf(timeZone).format(at);
  const [year = '', month = '', day = ''] = text.split('-');
  return { year, month, day };
}

const PART = /\{([A-Z]+)(?::(\d))?\}/g;

/** Parts of a template that mean nothing; a template without SEQ cannot be unique. */
export function templateFault(template: string): 'noSeq' | 'unknownPart' | undefined {
  const known = ['PREFIX', 'YYYY', 'YY', 'MM', 'DD', 'YYYYMM', 'YYYYMMDD', 'SEQ'];
  const parts = [...template.matchAll(PART)].map(match => match[1] ?? '');
  if (parts.some(part => !known.includes(part)) || /[{}]/.test(template.replaceAll(PART, '')))
    return 'unknownPart';
  return parts.includes('SEQ') ? undefined : 'noSeq';
}

/** `{PREFIX}-{YYYYMMDD}-{SEQ:4}` at 2026-11-22, seq 1, prefix SBZL → `SBZL-20261122-0001` (semantics C18). */
export function formatNumber(
  rule: NumberRule,
  prefix: string,
  at: Instant,
  timeZone: string,
  seq: number,
): string {
  const { year, month, day } = dateParts(at, timeZone);
  const values: Readonly<Record<string, string>> = {
    PREFIX: prefix,
    YYYY: year,
    YY: year.slice(-2),
    MM: month,
    DD: day,
    YYYYMM: `${year}${month}`,
    YYYYMMDD: `${year}${month}${day}`,
  };
  return rule.template.replaceAll(PART, (whole, part: string, width?: string) =>
    part === 'SEQ' ? String(seq).padStart(Number(width ?? 1), '0') : (values[part] ?? whole),
  );
}

/**
 * The counter that a number is drawn from, so that it starts from 1 again as `reset` says. Two instants of one period give the
 * same key. Items whose templates write the same text (沪工修〔2026〕…号) count together: the series belongs to the unit and the
 * year, not to the item (semantics C18).
 */
export function seriesKey(rule: NumberRule, prefix: string, at: Instant, timeZone: string): string {
  const { year, month, day } = dateParts(at, timeZone);
  const period = { day: `${year}${month}${day}`, month: `${year}${month}`, year, never: 'all' }[rule.reset];
  if (rule.template.includes('{PREFIX}')) return `${prefix}/${rule.template}/${period}`;
  return `/${rule.template.replaceAll(/\{SEQ:\d\}/g, '{SEQ}')}/${period}`;
}

const NEEDS: Readonly<Record<NumberRule['reset'], RegExp | undefined>> = {
  year: /^Y/,
  month: /^Y.*M/,
  day: /^Y.*M.*D/,
  never: undefined,
};

/** A number that begins anew each day, month or year must say which, or it would be given twice. */
export function resetFault({ template, reset }: NumberRule): 'numberRepeats' | undefined {
  const parts = [...template.matchAll(PART)].map(match => match[1] ?? '');
  const dates = ['YY', 'MM', 'DD'].filter(date => parts.some(part => part.includes(date)));
  return NEEDS[reset]?.test(dates.join('')) === false ? 'numberRepeats' : undefined;
}
