import { z } from 'zod';

/** The mirror of requests in Lark's own Approval app. */
export const mirrorShapes = [
  z.object({ a: z.literal('mirror.open') }),
  z.object({ a: z.literal('mirror.turn'), on: z.boolean() }),
] as const;
