import { z } from 'zod';

const id = z.string().min(1).max(80);

/** Acts around decisions. */
export const coreShapes = [
  /** 取附件: the bot sends the files and the signature of that task's decision. */
  z.object({ a: z.literal('task.files'), request: id, task: id }),
  /** 找人: looks for people by the words beside a picker, on an approval card and on the preview. */
  z.object({ a: z.literal('task.find'), request: id, task: id }),
  z.object({ a: z.literal('form.find'), draft: id }),
] as const;
