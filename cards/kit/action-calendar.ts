import { z } from 'zod';

const id = z.string().min(1).max(40);
const version = z.number().int().min(0);

/** Buttons of the working calendars, for administrators. */
export const calendarShapes = [
  z.object({ a: z.literal('calendar.open') }),
  z.object({ a: z.literal('calendar.show'), calendar: id }),
  /** Hours, weekdays, quiet hours; without a calendar a new one. */
  z.object({ a: z.literal('calendar.form'), calendar: id.optional() }),
  z.object({ a: z.literal('calendar.preview'), calendar: id.optional() }),
  /** A local day: the form, and its difference. */
  z.object({ a: z.literal('calendar.dayForm'), calendar: id }),
  z.object({ a: z.literal('calendar.dayPreview'), calendar: id }),
  z.object({ a: z.literal('calendar.dayRemove'), calendar: id, date: z.string().max(10) }),
  /** The public days of a year. */
  z.object({
    a: z.literal('calendar.year'),
    year: z.string().max(4),
    page: z.number().int().min(1).optional(),
  }),
  z.object({ a: z.literal('calendar.confirm'), change: z.string().min(1).max(80) }),
  /** What stood before this version comes back: its difference first. */
  z.object({ a: z.literal('calendar.undo'), version }),
] as const;
