import { z } from 'zod';

const id = z.string().min(1).max(80);

export const guideShapes = [
  /** The guide of an item, or of all, as a PDF into the tapper's chat. */
  z.object({ a: z.literal('guide.print'), item: id }),
  /** Its form on paper, filled in as far as is known. */
  z.object({ a: z.literal('guide.blank'), item: id }),
  z.object({ a: z.literal('guide.catalogue') }),
  /** 收藏: the item stands at the top of the tapper's hall, or no longer. */
  z.object({ a: z.literal('item.star'), item: id, on: z.boolean() }),
] as const;
