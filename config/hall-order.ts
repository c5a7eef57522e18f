import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { nestsTooDeep } from '../src/shared/yaml-depth.ts';

/** The file's name: in the folder of the catalogue, and as it is sent to and from administrators. */
export const HALL_ORDER_FILE = 'hall-order.yaml';

const orderFile = z.strictObject({
  hall: z
    .array(z.strictObject({ category: z.string().optional(), items: z.array(z.string().max(80)).max(500) }))
    .max(200),
});

/** The ids of items in the order of the hall; undefined where the text is no such file. Categories are for its reader only. */
export function readHallOrder(text: string): readonly string[] | undefined {
  const read = orderFile.safeParse(parsed(text));
  return read.success ? read.data.hall.flatMap(({ items }) => items) : undefined;
}

export function writeHallOrder(
  hall: readonly { readonly category: string; readonly items: readonly string[] }[],
): string {
  return stringify({ hall });
}

function parsed(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
