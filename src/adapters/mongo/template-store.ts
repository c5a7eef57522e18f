import { type Connection, Schema } from 'mongoose';
import type { ArchiveTemplate, TemplateStore } from '../../application/ports-archive.ts';
import { reach } from './failures.ts';
import { defineModel } from './models.ts';

type TemplateDocument = Omit<ArchiveTemplate, 'bytes'> & {
  readonly _id: string;
  readonly bytes?: { readonly buffer: Uint8Array };
};

/** Templates of standard forms; `_id` is `<item>@<instant>`, so that one index finds the one in force. */
export function createTemplateStore(connection: Connection): TemplateStore {
  const model = defineModel<TemplateDocument>(connection, 'archive_templates', {
    _id: { type: String, required: true },
    itemId: { type: String, required: true },
    name: { type: String, required: true },
    bytes: Schema.Types.Buffer,
    by: { type: String, required: true },
    at: { type: Number, required: true },
  });
  return {
    inForce: async (itemId, at) => {
      const found = await reach(() =>
        model
          .findOne({ _id: { $gte: idOf(itemId, 0), $lte: idOf(itemId, at) } })
          .sort({ _id: -1 })
          .lean<TemplateDocument>()
          .exec(),
      );
      if (found?.bytes === undefined) return undefined;
      const { _id: _, bytes, ...rest } = found;
      return { ...rest, bytes: new Uint8Array(bytes.buffer) };
    },
    add: async ({ bytes, ...template }) => {
      const document = {
        ...template,
        ...(bytes === undefined ? {} : { bytes: Buffer.from(bytes) }),
      };
      await reach(() =>
        model.replaceOne({ _id: idOf(template.itemId, template.at) }, document, { upsert: true }).exec(),
      );
    },
  };
}

/** Instants of the same length sort as they follow each other. */
function idOf(itemId: string, at: number): string {
  return `${itemId}@${String(at).padStart(15, '0')}`;
}
