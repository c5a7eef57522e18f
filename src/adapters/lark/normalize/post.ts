import { z } from 'zod';

const partSchema = z.object({ tag: z.string(), text: z.string().optional() });
const schema = z.object({
  title: z.string().optional(),
  content: z.array(z.array(partSchema)),
});

/** The words of a rich text message, a line a paragraph; undefined when there are none, e.g. only a picture. */
export function postText(body: unknown): string | undefined {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return undefined;
  const lines = parsed.data.content.map(parts =>
    parts
      .filter(part => part.tag !== 'at')
      .map(part => part.text ?? '')
      .join(''),
  );
  const text = [parsed.data.title ?? '', ...lines].map(line => line.trim()).filter(line => line !== '');
  return text.length === 0 ? undefined : text.join('\n');
}
