import { z } from 'zod';

export const boardShapes = [
  z.object({ a: z.literal('board.open'), page: z.number().int().min(1).max(1000).optional() }),
] as const;
