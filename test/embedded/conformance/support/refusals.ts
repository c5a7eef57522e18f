import { MongoServerError } from 'mongodb';
import { expect } from 'vitest';
import { z } from 'zod';
import { sameRefusal } from '../differences.ts';
import { currentEngine } from './engine.ts';
import { show } from './show.ts';

export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly codeName: string | undefined;
  readonly keyPattern: unknown;
  readonly keyValue: unknown;
}

/**
 * The failure of an act, which must have this code of MongoDB's, and this name where given.
 * `db.command` reports a failed write in its answer and does not throw: that counts too.
 */
export async function failure(act: Promise<unknown>, code: number, codeName?: string): Promise<Refusal> {
  const outcome = await act.then(
    value => value,
    (error: unknown) => error,
  );
  const refusal = asRefusal(outcome);
  if (refusal === undefined) throw new Error(`expected code ${code}, but got ${show(outcome)}`);
  if (!sameRefusal(currentEngine(), code, refusal.code)) expect(refusal.code, refusal.message).toBe(code);
  else if (codeName !== undefined && refusal.code === code) expect(refusal.codeName).toBe(codeName);
  return refusal;
}

const unsupported = [2, 9, 59, 67, 72, 115, 168, 238, 40_415];

/**
 * For what a small store need not do: either the outcome is right, or the act is refused with a code that says
 * "not supported". What it never may be is another answer.
 */
export async function orUnsupported<T>(
  act: Promise<T>,
  right: (value: T) => Promise<void> | void,
): Promise<void> {
  const outcome = await act.then(
    value => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) return await right(outcome.value);
  expectUnsupported(outcome.error);
}

/** The act is refused: with this code, or with one that says "not supported". */
export async function failureOrUnsupported(act: Promise<unknown>, code: number): Promise<void> {
  const outcome = await act.then(
    value => value,
    (error: unknown) => error,
  );
  if (!sameRefusal(currentEngine(), code, asRefusal(outcome)?.code ?? 0)) expectUnsupported(outcome);
}

function expectUnsupported(error: unknown): void {
  const code = asRefusal(error)?.code ?? 0;
  if (!sameRefusal(currentEngine(), 238, code)) expect(unsupported, show(error)).toContain(code);
}

function asRefusal(outcome: unknown): Refusal | undefined {
  if (outcome instanceof MongoServerError) {
    const { message, codeName, keyPattern, keyValue } = outcome;
    return { code: Number(outcome.code), message, codeName, keyPattern, keyValue };
  }
  const answer = writeAnswer.safeParse(outcome);
  const first = answer.success ? answer.data.writeErrors[0] : undefined;
  if (first === undefined) return undefined;
  return {
    code: first.code,
    message: first.errmsg,
    codeName: undefined,
    keyPattern: undefined,
    keyValue: undefined,
  };
}

const writeAnswer = z.object({ writeErrors: z.array(z.object({ code: z.number(), errmsg: z.string() })) });
