import { z } from 'zod';

const id = z.string().min(1).max(80);
const stars = z.number().int().min(1).max(5);

export const satisfactionShapes = [
  /** A star was tapped: the card on which words may be added. */
  z.object({ a: z.literal('rate.open'), request: id, stars }),
  z.object({ a: z.literal('rate.send'), request: id, stars }),
  z.object({ a: z.literal('followUp.open'), request: id }),
  z.object({ a: z.literal('followUp.send'), request: id }),
] as const;
