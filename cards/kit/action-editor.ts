import { z } from 'zod';

const id = z.string().min(1).max(80);
/** What of the draft is meant: `fields`, `field/field1`, `who/step2/0`; empty: the draft as a whole. */
const part = z.string().max(160);

/** What the item editor's buttons say. The draft is the tapper's own; a new item's is found by its code. */
export const editorShapes = [
  z.object({ a: z.literal('edit.open'), item: id, part, page: z.number().int().min(1).max(1000).optional() }),
  z.object({ a: z.literal('edit.save'), item: id, part }),
  z.object({
    a: z.literal('edit.act'),
    item: id,
    part,
    act: z.enum(['up', 'down', 'remove', 'all', 'any']),
  }),
  z.object({ a: z.literal('edit.review'), item: id }),
  z.object({ a: z.literal('edit.merge'), item: id }),
  z.object({ a: z.literal('edit.discard'), item: id }),
  /** The live item as a YAML file. */
  z.object({ a: z.literal('edit.export'), item: id }),
  z.object({ a: z.literal('edit.try'), item: id }),
  z.object({ a: z.literal('edit.tryRun'), item: id }),
  /** With an item: a copy of it. */
  z.object({ a: z.literal('edit.new'), from: id.optional() }),
  z.object({ a: z.literal('edit.newSave'), from: id.optional() }),
] as const;
