import { z } from 'zod';
import type { Duration, Selector } from '../src/core/definition.ts';
import type { Extension, Feedback, Supervision } from '../src/core/supervision/types.ts';

/** `supervision:` of an item: `off`, or when a card goes out and how far up (docs/supervision.md). */
export function supervisionSchema(
  id: z.ZodType<string>,
  duration: z.ZodType<Duration>,
  selector: z.ZodType<Selector>,
): z.ZodType<Supervision | 'off'> {
  const stage = z.strictObject({
    id,
    at: duration,
    up: z.number().int().min(0).max(20).default(1),
    also: z.array(selector).min(1).exactOptional(),
    repeat: z.strictObject({ every: duration, max: z.number().int().min(1).max(1000) }).exactOptional(),
  });
  return z.union([z.literal('off'), z.strictObject({ stages: z.array(stage).min(1) })]);
}

/** `extension:` of an item: which item asks for more time, and what its fields take. */
export function extensionSchema(id: z.ZodType<string>): z.ZodType<Extension> {
  return z.strictObject({ item: z.string().min(1), form: z.record(id, z.string().min(1)) });
}

/** `feedback:` of a step: how often its people are asked for their progress, and until when each is to be given. */
export function feedbackSchema(id: z.ZodType<string>, duration: z.ZodType<Duration>): z.ZodType<Feedback> {
  const byField = z.strictObject({ field: id, options: z.record(z.string(), duration) });
  return z.strictObject({
    every: z.union([byField, duration]),
    limit: duration.default({ amount: 2, unit: 'wd' }),
  });
}
