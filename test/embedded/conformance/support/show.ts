import { BSON } from 'mongodb';
import { expect } from 'vitest';

/** A value as indented Extended JSON: field order and BSON types show, so that a difference is seen in a diff. */
export const show = (value: unknown): string => BSON.EJSON.stringify(value, undefined, 1, { relaxed: true });

/** As `show`, with every number's BSON type spelled out. */
export const showTypes = (value: unknown): string =>
  BSON.EJSON.stringify(value, undefined, 1, { relaxed: false });

/** Compares values as BSON does: the order of fields counts, an absent field is not null. */
export function same(actual: unknown, expected: unknown): void {
  expect(show(actual)).toBe(show(expected));
}

/** A copy in an order of its own, for answers whose order is not documented. */
export const ordered = (values: readonly unknown[]): unknown[] =>
  values.toSorted((left, right) => (show(left) < show(right) ? -1 : 1));
