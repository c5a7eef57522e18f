import type { FileWriters, SheetRow } from '../../application/ports-files.ts';
import { AppError } from '../../shared/errors.ts';
import type { FromWriter, ToWriter } from './jobs.ts';
import { createWriterProcess } from './writer-process.ts';

export interface OpenFileWriters extends FileWriters {
  /** Ends the writing process; what it was writing fails as retryable. */
  close(): Promise<void>;
  /** The writing process, while there is one. */
  pid(): number | undefined;
}

/** Writes files in a process of their own (`writer-main.ts`): taps stay quick, and memory at rest does not grow. */
export function createFileWriters(options: { readonly idleMs?: number } = {}): OpenFileWriters {
  const writer = createWriterProcess(options);
  let last = 0;

  /** One job from its first message to its last. */
  const job = async <T>(work: (id: number) => Promise<T>): Promise<T> => {
    last += 1;
    writer.hold();
    try {
      return await work(last);
    } finally {
      writer.release();
    }
  };
  const asked = async (message: ToWriter): Promise<FromWriter> => {
    const reply = await writer.ask(message);
    if (reply.kind === 'failed')
      throw new AppError('file.failed', 'a file could not be written', { details: { why: reply.why } });
    if (reply.kind === 'unreadable')
      throw new AppError('file.unreadable', 'a file that was given cannot be read', {
        expected: true,
        details: { why: reply.why },
      });
    return reply;
  };
  const feed = async (id: number, rows: AsyncIterable<readonly SheetRow[]>): Promise<void> => {
    try {
      for await (const batch of rows) await asked({ id, kind: 'rows', rows: batch });
    } catch (error) {
      writer.tell({ id, kind: 'drop' });
      throw error;
    }
  };

  return {
    pdf: document => job(async id => bytesOf(await asked({ id, kind: 'pdf', document }))),
    docx: given => job(async id => bytesOf(await asked({ id, kind: 'docx', job: given }))),
    builtInTemplate: () => job(async id => bytesOf(await asked({ id, kind: 'builtIn' }))),
    placeholders: template =>
      job(async id => {
        const reply = await asked({ id, kind: 'placeholders', template });
        return reply.kind === 'names' ? reply.names : [];
      }),
    xlsx: (sheet, rows) =>
      job(async id => {
        await asked({ id, kind: 'xlsx', sheet });
        await feed(id, rows);
        return bytesOf(await asked({ id, kind: 'end' }));
      }),
    close: () => writer.close(),
    pid: () => writer.pid(),
  };
}

function bytesOf(reply: FromWriter): Uint8Array {
  if (reply.kind === 'done') return reply.bytes;
  throw new AppError('file.failed', 'the writing process gave no file');
}
