import type { Hours } from '../../core/calendar/calendar-data.ts';

const SPAN = /^(\d{1,2}):?(\d{2})?(?:-|~|至|到|to)(\d{1,2}):?(\d{2})?$/;

/**
 * Reads hours as people type them: `09:00-12:00, 13:30-18:00`, `9:00–12:00；13:30至18:00`, `8-12`. Nothing typed: no hours.
 * What cannot be read comes back as the number of its part, from 1. Whether hours overlap is the calendar's check.
 */
export function readHours(typed: string): readonly Hours[] | { readonly badPart: number } {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/[–—−〜]/g, '-')
    .replaceAll(/[ \t]/g, '');
  const parts = text.split(/[,，、;；\n]+/).filter(part => part !== '');
  const hours: Hours[] = [];
  for (const [index, part] of parts.entries()) {
    const match = SPAN.exec(part);
    if (match === null) return { badPart: index + 1 };
    hours.push({ from: clock(match[1], match[2]), to: clock(match[3], match[4]) });
  }
  return hours;
}

function clock(hour = '', minute = '00'): string {
  return `${hour.padStart(2, '0')}:${minute}`;
}

/** `09:00–12:00, 13:30–18:00` */
export function writeHours(hours: readonly Hours[]): string {
  return hours.map(({ from, to }) => `${from}-${to}`).join(', ');
}
