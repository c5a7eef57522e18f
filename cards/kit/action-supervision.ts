import { z } from 'zod';

const id = z.string().min(1).max(80);
const page = z.number().int().min(1).max(10_000);

/** Buttons of those who watch over others, and of those who are supervised. */
export const supervisionShapes = [
  /** One page of what is under way, by these filters. */
  z.object({
    a: z.literal('supervise.list'),
    page: page.optional(),
    overdue: z.boolean().optional(),
    department: id.optional(),
    item: id.optional(),
  }),
  /** 筛选: the filters are in the form's values. */
  z.object({ a: z.literal('supervise.filter') }),
  z.object({ a: z.literal('supervise.urgeForm'), request: id }),
  z.object({ a: z.literal('supervise.urge'), request: id }),
  /** The morning digest, at this page of what one's people hold. */
  z.object({ a: z.literal('digest.open'), page: page.optional() }),
  z.object({ a: z.literal('supervise.open'), request: id }),
  /** 延期申请: asks for the new date and the reason, then starts it. */
  z.object({ a: z.literal('supervise.extendForm'), request: id }),
  z.object({ a: z.literal('supervise.extend'), request: id }),
  /** The reply that a supervision card asks for. */
  z.object({ a: z.literal('supervise.answer'), request: id }),
] as const;
