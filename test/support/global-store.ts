import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test databases are made. */
    storeUri: string;
    /** Why there is none: fails the tests that need it, and only those. */
    storeProblem: string;
  }
}

const quiet = { info: () => undefined, warn: () => undefined };

/** Runs once before all tests: the server that they share is `MONGODB_URI`, else an embedded store in a folder of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['MONGODB_URI'] ?? '';
  project.provide('storeUri', given);
  project.provide('storeProblem', '');
  if (given !== '') return async () => undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'ow-'));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const store = await startEmbeddedStore({ dataDir, log: quiet });
    project.provide('storeUri', store.uri);
    return () => store.stop().then(remove);
  } catch (error) {
    project.provide('storeProblem', String(error));
    return remove;
  }
}
