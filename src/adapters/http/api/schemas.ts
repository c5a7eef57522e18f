import { z } from 'zod';
import type { FormData, FormValue } from '../../../core/definition.ts';
import type { FeedPosition } from '../../../application/ports-integrations.ts';

/** The shapes of the public API: what is checked here is what its description (OpenAPI) says. Instants are ISO 8601, UTC. */

const name = z.string().min(1).max(100);
const instant = z.iso.datetime().describe('ISO 8601, UTC');
const status = z.enum([
  'RUNNING',
  'RETURNED',
  'APPROVED',
  'REJECTED',
  'CANCELED',
  'TERMINATED',
  'EXPIRED',
  'REVOKED',
]);
const text = z.object({ zh: z.string(), en: z.string() });

const formValue: z.ZodType<FormValue> = z
  .union([
    z.string().max(20_000),
    z.number(),
    z.boolean(),
    z.array(z.string().max(200)).max(1000),
    z.strictObject({ from: z.string().max(40), to: z.string().max(40) }),
    z.array(z.record(name, z.union([z.string().max(2_000), z.number()]))).max(1000),
  ])
  .describe(
    'text, number, amount as decimal text, date YYYY-MM-DD, true or false, a list of ids, {from, to}, or the rows of a detail table by the ids of its columns',
  );
const form: z.ZodType<FormData> = z
  .record(name, formValue)
  .describe('Values by the ids of the item’s fields');

export const newRequest = z.strictObject({
  item: name.describe('The item’s id, such as SBZL'),
  applicant: name.describe('The applicant’s open_id'),
  form,
  chosen: z
    .record(name, z.array(name).max(50))
    .default({})
    .describe('open_ids of those who act in steps where the applicant chooses, by step'),
});

export const cancelRequest = z.strictObject({
  reason: z.string().trim().min(1).max(500).describe('Stands in the request’s history'),
});

export const requestBody = z.object({
  id: z.string(),
  number: z.string(),
  item: z.string(),
  status,
  applicant: z.string().describe('open_id'),
  submittedAt: instant,
  dueAt: instant.optional().describe('When it is to be done'),
  endedAt: instant.optional(),
  documentNumber: z.string().optional(),
  holders: z.array(z.string()).describe('open_ids of those whom it waits for'),
  form,
});
export type RequestBody = z.infer<typeof requestBody>;

export const changesQuery = z.strictObject({
  cursor: z.string().max(200).optional().describe('`next` of the page before; absent: from the oldest on'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const changesBody = z.object({
  requests: z.array(
    z.object({
      number: z.string(),
      item: z.string(),
      status,
      applicant: z.string(),
      submittedAt: instant,
      dueAt: instant.optional(),
      changedAt: instant,
      holders: z.array(z.string()),
    }),
  ),
  next: z.string().describe('Ask with it again later: it stands behind the last one of this page'),
});
export type ChangesBody = z.infer<typeof changesBody>;

const columnBody = z.object({
  id: z.string(),
  type: z.string(),
  label: text,
  required: z.boolean(),
  options: z.array(z.object({ id: z.string(), label: text })).optional(),
});

export const itemBody = z.object({
  id: z.string(),
  version: z.number().int(),
  name: text,
  category: text,
  department: text,
  fields: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      label: text,
      required: z.boolean(),
      options: z.array(z.object({ id: z.string(), label: text })).optional(),
      columns: z.array(columnBody).optional().describe('Of a detail table'),
    }),
  ),
});
export type ItemBody = z.infer<typeof itemBody>;
export const itemsBody = z.object({ items: z.array(itemBody) });

export const problemBody = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe('For programs; does not change'),
  refusal: z.string().optional().describe('With code `refused`: the rule that says no'),
  faults: z
    .array(
      z.object({
        field: z.string(),
        problem: z.string(),
        limit: z.number().optional(),
        until: z.string().optional(),
        row: z.number().int().optional().describe('Of a detail table, from 1'),
        column: z.string().optional(),
      }),
    )
    .optional()
    .describe('With code `formInvalid` or `badRequest`: what is wrong, and where'),
});
export type ProblemBody = z.infer<typeof problemBody>;

const position = z.tuple([z.number().int(), z.string().min(1).max(100)]);

/** A place in the list of changes as opaque text. */
export function cursorOf({ changedAt, id }: FeedPosition): string {
  return Buffer.from(JSON.stringify([changedAt, id])).toString('base64url');
}

/** The place that a cursor names; undefined for text that is none. */
export function positionOf(cursor: string): FeedPosition | undefined {
  try {
    const [changedAt, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { changedAt, id };
  } catch {
    return undefined;
  }
}
