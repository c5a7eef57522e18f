import type { Router } from '@koa/router';
import type { Context } from 'koa';
import rawBody from 'raw-body';
import type { Chats } from '../chats.ts';
import { LarkRefusal, answer, queryOf } from './answer.ts';
import { fileKey, type PlaygroundFiles } from './files.ts';
import { readMultipart } from './multipart.ts';

const MOST_BYTES = { files: 30 * 1024 * 1024, images: 10 * 1024 * 1024 } as const;
const FILE_TYPES = new Set(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']);

/** im/v1/files and images: create; im/v1/messages/:id/resources/:key: get. */
export function registerFiles(router: Router, files: PlaygroundFiles, chats: Chats): void {
  router.post('/open-apis/im/v1/files', async ctx => {
    const parts = await partsOf(ctx, MOST_BYTES.files);
    const name = textOf(parts, 'file_name');
    if (!FILE_TYPES.has(textOf(parts, 'file_type')) || name === '')
      throw new LarkRefusal(234001, 'Invalid request param.');
    answer(ctx, { file_key: files.put('file', name, fileOf(parts, 'file', MOST_BYTES.files)) });
  });

  router.post('/open-apis/im/v1/images', async ctx => {
    const parts = await partsOf(ctx, MOST_BYTES.images);
    if (textOf(parts, 'image_type') !== 'message') throw new LarkRefusal(234001, 'Invalid request param.');
    answer(ctx, { image_key: files.put('image', '', fileOf(parts, 'image', MOST_BYTES.images)) });
  });

  router.get('/open-apis/im/v1/messages/:id/resources/:key', ctx => {
    const { id = '', key = '' } = ctx.params;
    const message = chats.message(id);
    const kind = queryOf(ctx, 'type', '');
    if (message === undefined || fileKey(message.content) !== key || (kind !== 'image' && kind !== 'file'))
      throw new LarkRefusal(234003, 'File not in msg.');
    const file = files.get(key);
    if (file === undefined) throw new LarkRefusal(234003, 'File not in msg.');
    ctx.type = 'application/octet-stream';
    ctx.body = file.bytes;
  });
}

async function partsOf(ctx: Context, limit: number): Promise<ReadonlyMap<string, Buffer>> {
  const body = await rawBody(ctx.req, { limit: limit + 64 * 1024 }).catch(() => {
    throw new LarkRefusal(234006, 'The file size exceed the max value.');
  });
  const parts = readMultipart(body, ctx.get('content-type'));
  if (parts === undefined) throw new LarkRefusal(234001, 'Invalid request param.');
  return parts;
}

function textOf(parts: ReadonlyMap<string, Buffer>, name: string): string {
  return parts.get(name)?.toString('utf8') ?? '';
}

function fileOf(parts: ReadonlyMap<string, Buffer>, name: string, limit: number): Buffer {
  const bytes = parts.get(name);
  if (bytes === undefined || bytes.length === 0) throw new LarkRefusal(234010, "File's size can't be 0.");
  if (bytes.length > limit) throw new LarkRefusal(234006, 'The file size exceed the max value.');
  return bytes;
}
