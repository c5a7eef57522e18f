import { z } from 'zod';

const id = z.string().min(1).max(80);

/** What is printed, and the templates of what is printed. */
export const archiveShapes = [
  /** The standard form (规范表式) as a file, into the tapper's chat. */
  z.object({ a: z.literal('archive.print'), request: id, format: z.enum(['pdf', 'docx']) }),
  z.object({ a: z.literal('template.open'), item: id }),
  /** The person's latest .docx becomes the item's template. */
  z.object({ a: z.literal('template.set'), item: id, file: z.string().min(1).max(200) }),
  z.object({ a: z.literal('template.reset'), item: id }),
  z.object({ a: z.literal('template.get'), item: id }),
] as const;
