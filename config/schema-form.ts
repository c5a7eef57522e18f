import { z } from 'zod';
import { MAX_FILE_BYTES, MAX_FILES, MAX_IMAGE_BYTES, MAX_ROWS } from '../src/core/definition-form.ts';
import type { Column, Condition, Field, Formula } from '../src/core/definition.ts';

/** The form's part of a catalogue file: fields, columns, conditions and formulas. */

export const id = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,39}$/, 'must begin with a letter and hold letters, digits, - and _ only');
export const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** A time of day, `16:00`. */
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 16:00');
const cutoff = z.strictObject({ days: z.number().int().min(0).max(60), at: clock });

const rule = z.strictObject({
  field: z.string().min(1),
  op: z.enum([
    '==',
    '!=',
    '>',
    '>=',
    '<',
    '<=',
    'between',
    'in',
    'notIn',
    'contains',
    'belongsTo',
    'isEmpty',
  ]),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))])
    .exactOptional(),
});
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    rule,
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
  ]),
);
const formula: z.ZodType<Formula> = z.lazy(() =>
  z.union([
    z.string().min(1),
    z.number(),
    z.strictObject({ multiply: z.array(formula).min(2) }),
    z.strictObject({ add: z.array(formula).min(2) }),
    z.strictObject({ subtract: z.tuple([formula, formula]) }),
    z.strictObject({ daysOf: z.string().min(1) }),
    z.strictObject({ sumOf: z.string().min(1) }),
    z.strictObject({ rowsOf: z.string().min(1) }),
  ]),
);

const named = { id, label: text, help: text.exactOptional(), required: z.boolean().exactOptional() };
const base = {
  ...named,
  showIf: condition.exactOptional(),
  requireIf: condition.exactOptional(),
  filledBy: z.literal('steps').exactOptional(),
  default: z
    .union([
      z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
      z.strictObject({ from: z.enum(['today', 'name', 'department', 'phone', 'last']) }),
    ])
    .exactOptional(),
};
const bounds = { min: z.number().exactOptional(), max: z.number().exactOptional() };
const options = z.array(z.strictObject({ id: z.string().min(1).max(40), label: text })).min(1);
const maxLength = z.number().int().min(1).max(1000).exactOptional();
const number = { ...bounds, integer: z.boolean().exactOptional(), unit: text.exactOptional() };
const result = z.enum(['number', 'amount']);

/** A column of a detail table (明细). */
const column: z.ZodType<Column> = z.discriminatedUnion('type', [
  z.strictObject({ ...named, type: z.literal('text'), maxLength }),
  z.strictObject({ ...named, type: z.literal('phone') }),
  z.strictObject({ ...named, ...number, type: z.literal('number') }),
  z.strictObject({ ...named, ...bounds, type: z.literal('amount') }),
  z.strictObject({ ...named, type: z.literal('formula'), formula, result }),
  z.strictObject({ ...named, type: z.literal(['date', 'time']) }),
  z.strictObject({ ...named, type: z.literal('select'), options }),
]);
const rows = z.number().int().min(1).max(MAX_ROWS).exactOptional();

const files = {
  ...base,
  maxFiles: z.number().int().min(1).max(MAX_FILES).exactOptional(),
  /** Endings of names, in lower case without the dot. */
  endings: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).exactOptional(),
  oneForEachRowOf: id.exactOptional(),
};
const bytes = (most: number) => z.number().int().min(1).max(most).exactOptional();

export const field: z.ZodType<Field> = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('text'), multiline: z.boolean().exactOptional(), maxLength }),
  z.strictObject({ ...base, type: z.literal('phone') }),
  z.strictObject({ ...base, ...number, type: z.literal('number') }),
  z.strictObject({ ...base, ...bounds, type: z.literal('amount') }),
  z.strictObject({ ...base, type: z.literal('formula'), formula, result }),
  z.strictObject({ ...base, type: z.literal(['date', 'dateRange']), cutoff: cutoff.exactOptional() }),
  z.strictObject({ ...base, type: z.literal(['time', 'datetime']) }),
  z.strictObject({ ...base, type: z.literal('select'), options }),
  z.strictObject({ ...base, type: z.literal('multiselect'), options }),
  z.strictObject({ ...base, type: z.literal(['person', 'people', 'department', 'departments']) }),
  z.strictObject({ ...base, type: z.literal('checkbox') }),
  z.strictObject({
    ...base,
    type: z.literal('table'),
    columns: z.array(column).min(1).max(12),
    minRows: rows,
    maxRows: rows,
  }),
  z.strictObject({ ...files, type: z.literal('attachment'), maxBytes: bytes(MAX_FILE_BYTES) }),
  z.strictObject({ ...files, type: z.literal('image'), maxBytes: bytes(MAX_IMAGE_BYTES) }),
  z.strictObject({
    ...base,
    type: z.literal('connect'),
    items: z.array(z.string().min(1)).min(1).exactOptional(),
  }),
]);
