import type { Context } from 'koa';
import type { JsonObject } from '../types.ts';

/** A refusal of Lark's: HTTP status, its own code, and words. */
export class LarkRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(code: number, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Answers in Lark's shape. */
export function answer(ctx: Context, data: JsonObject): void {
  ctx.status = 200;
  ctx.body = { code: 0, msg: 'success', data };
}

/** The one value of a query parameter, or what stands for it. */
export function queryOf(ctx: Context, name: string, otherwise: string): string {
  const value = ctx.query[name];
  return (Array.isArray(value) ? value[0] : value) ?? otherwise;
}

/** All values of a repeated query parameter. */
export function queryList(ctx: Context, name: string): readonly string[] {
  const value = ctx.query[name];
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** One page of a list, in Lark's shape; the page's token is the place where it begins. */
export function paged(ctx: Context, items: readonly JsonObject[]): JsonObject {
  const size = Math.min(Math.max(Number(queryOf(ctx, 'page_size', '10')) || 10, 1), 100);
  const from = Number(queryOf(ctx, 'page_token', '0')) || 0;
  const more = from + size < items.length;
  return {
    items: items.slice(from, from + size),
    has_more: more,
    ...(more && { page_token: String(from + size) }),
  };
}
