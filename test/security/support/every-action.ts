import { z } from 'zod';
import { actionSchema, type CardAction, type CardActionKind } from '../../../cards/kit/action.ts';

/** The ids of somebody else's things that a forged button may name. */
export type Ids = Readonly<Record<string, string>>;

const OTHER_VALUES: readonly unknown[] = [1, 0, true, 'x', '2026-11-02', '2026', 'cn', []];

/** Every kind of button that a card can have, each with the victim's ids in it; acts of one button one by one. */
export function everyAction(ids: Ids): readonly CardAction[] {
  return actionSchema.options.flatMap(option => {
    const fields: Readonly<Record<string, z.ZodType>> = option.shape;
    const choices = Object.entries(fields).map(([name, type]) => choicesOf(name, type, ids));
    const most = Math.max(...choices.map(({ length }) => length));
    return Array.from({ length: most }, (_, n) => {
      const value = Object.fromEntries(
        Object.keys(fields).map((name, at) => [name, choices[at]?.[n] ?? choices[at]?.[0]]),
      );
      return actionSchema.parse(value);
    });
  });
}

export const EVERY_KIND: readonly CardActionKind[] = actionSchema.options.map(option => option.shape.a.value);

function choicesOf(name: string, type: z.ZodType, ids: Ids): readonly unknown[] {
  const own = ids[name];
  if (own !== undefined && type.safeParse(own).success) return [own];
  const listed = z.toJSONSchema(type);
  if ('const' in listed) return [listed.const];
  if (Array.isArray(listed.enum)) return listed.enum;
  return [OTHER_VALUES.find(value => type.safeParse(value).success)];
}
