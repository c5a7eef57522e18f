import type { Router } from '@koa/router';
import type { Context } from 'koa';
import rawBody from 'raw-body';
import type { z } from 'zod';
import { fileKey, type PlaygroundFiles } from '../lark/files.ts';
import type { Message } from '../types.ts';
import { uploadSchema } from './schemas.ts';

/** As large as Lark's own clients let people send. */
const MOST_BYTES = 100 * 1024 * 1024;

/** Pictures and files of the page: what a person sends, and the bytes of a message. */
export function registerFilePages(
  router: Router,
  options: {
    readonly files: PlaygroundFiles;
    readonly message: (id: string) => Message | undefined;
    readonly upload: (ctx: Context, given: z.infer<typeof uploadSchema>, bytes: Buffer) => Message;
  },
): void {
  router.post('/upload', async ctx => {
    // A foreign page can post plain text without asking the browser; this type it cannot.
    if (ctx.is('application/octet-stream') === false) ctx.throw(415, 'application/octet-stream only');
    const given =
      uploadSchema.safeParse(ctx.query).data ?? ctx.throw(400, 'person, chatId, type and name are needed');
    const bytes = await rawBody(ctx.req, { limit: MOST_BYTES });
    if (bytes.length === 0) ctx.throw(400, 'the file is empty');
    ctx.body = options.upload(ctx, given, bytes);
  });

  router.get('/messages/:id/file', ctx => {
    const { content } = options.message(ctx.params['id'] ?? '') ?? ctx.throw(404, 'no such message');
    const file = options.files.get(fileKey(content)) ?? ctx.throw(404, 'no such file');
    // Never shown as a page of the playground's own: it may be anything.
    if (content['image_key'] === undefined) ctx.attachment(file.name);
    ctx.type = content['image_key'] === undefined ? 'application/octet-stream' : pictureType(file.bytes);
    ctx.body = file.bytes;
  });
}

function pictureType(bytes: Buffer): string {
  if (bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8]))) return 'image/jpeg';
  return bytes.subarray(0, 3).toString('latin1') === 'GIF' ? 'image/gif' : 'image/png';
}
