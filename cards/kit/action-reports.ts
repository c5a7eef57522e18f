import { z } from 'zod';

const id = z.string().min(1).max(80);
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const REPORTS = ['daily', 'weekly', 'monthly', 'quarterly'] as const;

/** What a report is about. Days: the first, and the last one itself. */
const query = {
  report: z.enum(REPORTS),
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  from: date,
  to: date,
  department: id.optional(),
  item: id.optional(),
};

export const reportsShapes = [
  /** Which report, which period: the card to choose on. */
  z.object({ a: z.literal('report.open') }),
  /** 看图, XLSX, PDF on that card: what was chosen is in the form's values. */
  z.object({ a: z.literal('report.choose'), as: z.enum(['card', 'xlsx', 'pdf']) }),
  z.object({ a: z.literal('report.file'), as: z.enum(['xlsx', 'pdf']), ...query }),
  /** Who gets which report by itself: the list, one of them to be changed, and its difference to what is set. */
  z.object({ a: z.literal('settings.reports') }),
  z.object({ a: z.literal('settings.report'), report: z.enum(REPORTS) }),
  z.object({ a: z.literal('settings.reportPreview'), report: z.enum(REPORTS), basedOn: z.number().int() }),
] as const;
