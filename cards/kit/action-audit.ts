import { z } from 'zod';

/** What a change can be about, to look for it. */
export const AUDIT_WHATS = [
  'settings',
  'items',
  'request',
  'delegation',
  'handOver',
  'client',
  'webhook',
  'mirror',
  'calendar',
  'template',
  'export',
  'anchor',
] as const;

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What is looked for; all that is left out does not count. */
const filter = {
  person: z.string().min(1).max(80).optional(),
  what: z.enum(AUDIT_WHATS).optional(),
  from: date.optional(),
  to: date.optional(),
  words: z.string().min(1).max(40).optional(),
};

/** What the buttons of 更改记录 say. */
export const auditShapes = [
  z.object({
    a: z.literal('audit.open'),
    ...filter,
    /** The row behind which the page begins. */
    at: z.number().optional(),
    id: z.string().max(120).optional(),
  }),
  z.object({ a: z.literal('audit.form'), ...filter }),
  z.object({ a: z.literal('audit.find') }),
  z.object({ a: z.literal('audit.export'), ...filter }),
] as const;
