import type { SentFileReader } from '../../application/ports-files.ts';
import { LARGEST_FILE } from '../../application/ports-files.ts';
import { AppError } from '../../shared/errors.ts';
import type { LarkClient } from './client.ts';

/** Fetches pictures and files that people sent to the bot, from their messages (lark.md 1.7). */
export function createSentFileReader(client: LarkClient): SentFileReader {
  return {
    read: async ({ messageId, key, kind }, limit = LARGEST_FILE) => {
      const answer = await client.call({ name: 'im.messageResource.get', repeatable: true }, sdk =>
        sdk.im.v1.messageResource.get({
          path: { message_id: messageId, file_key: key },
          params: { type: kind },
        }),
      );
      return collect(answer.getReadableStream(), limit);
    },
  };
}

async function collect(stream: AsyncIterable<unknown>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > limit)
        throw new AppError('file.tooLarge', 'a file that was sent is larger than what is taken', {
          expected: true,
          details: { limit },
        });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('lark.transient', 'a file could not be read to its end', { retryable: true });
  }
  return Buffer.concat(chunks);
}
