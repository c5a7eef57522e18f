import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SeedJob } from './seed-main.ts';

/** Seeds requests in a process of its own, so that what is measured afterwards has none of its memory. */
export async function seedApart(job: SeedJob): Promise<void> {
  const child = fork(join(import.meta.dirname, 'seed-main.ts'), [], { serialization: 'advanced' });
  const gone = once(child, 'exit');
  child.send(job);
  const [code]: unknown[] = await gone;
  if (code !== 0) throw new Error(`seeding ended with ${String(code)}`);
}
