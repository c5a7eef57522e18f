import { z } from 'zod';

const page = z.number().int().min(1).max(10_000).optional();
const id = z.string().min(1).max(80);

/** What the buttons of everybody's delegations and of the check of people say: for administrators. */
export const delegationsShapes = [
  z.object({ a: z.literal('delegations.open'), page }),
  z.object({ a: z.literal('delegations.form') }),
  z.object({ a: z.literal('delegations.save'), confirmed: z.boolean().optional() }),
  z.object({ a: z.literal('delegations.endForm'), delegation: id }),
  z.object({ a: z.literal('delegations.end'), delegation: id }),
  z.object({ a: z.literal('settings.peopleCheck'), page }),
] as const;
