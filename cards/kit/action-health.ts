import { z } from 'zod';

/** What the health card's buttons say. */
export const healthShapes = [
  z.object({ a: z.literal('health.open') }),
  /** Sends a message again that was given up, or whose outcome is not known. */
  z.object({ a: z.literal('health.retry'), delivery: z.string().min(1).max(120) }),
  z.object({ a: z.literal('health.backup') }),
  /** 接入检查: looks at the app's set-up anew. */
  z.object({ a: z.literal('setup.open') }),
] as const;
