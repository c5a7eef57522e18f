import { expect, test } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { listen } from '../../../src/wiring/server.ts';

test('a port that is in use is said in one sentence, with what to do', async () => {
  const first = await listen('127.0.0.1', 0);
  try {
    const second = listen('127.0.0.1', first.port);
    await expect(second).rejects.toBeInstanceOf(AppError);
    await expect(second).rejects.toThrow(
      new RegExp(`^127\\.0\\.0\\.1:${first.port} is in use already: .*PORT\\.$`),
    );
  } finally {
    await first.close(100);
  }
});
