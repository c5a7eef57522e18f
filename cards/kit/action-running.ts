import { z } from 'zod';
import { REQUEST_STATUSES } from './request-view.ts';

export const RUNNING_STATES = ['underWay', ...REQUEST_STATUSES, 'all'] as const;

const id = z.string().min(1).max(80);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What is looked for; everything that is left out does not count. `state`: left out, what is under way. */
const filter = {
  number: z.string().min(1).max(40).optional(),
  person: id.optional(),
  item: id.optional(),
  state: z.enum(RUNNING_STATES).optional(),
  from: date.optional(),
  to: date.optional(),
  words: z.string().min(1).max(40).optional(),
};
/** What the buttons of 运行中的申请 say. */
export const runningShapes = [
  z.object({
    a: z.literal('running.open'),
    ...filter,
    /** The row behind which the page begins; with `back`, before which it ends. */
    at: z.number().optional(),
    id: id.optional(),
    back: z.boolean().optional(),
  }),
  /** The form in which is said what to look for. */
  z.object({ a: z.literal('running.form'), ...filter }),
  /** What was filled in there. */
  z.object({ a: z.literal('running.find') }),
] as const;
