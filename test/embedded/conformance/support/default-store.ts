import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../../src/embedded/storage/store.ts';
import { serve } from '../../../../src/embedded/wire/server.ts';

/** Starts an embedded store for one test file, with a data folder of its own that `stop` takes away. */
export async function startDefaultStore(): Promise<{ uri: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  const store = openStore({ path: folder, temporary: true });
  const serving = await serve(store, { socket: join(folder, 'store.sock') });
  return {
    uri: serving.uri,
    stop: async () => {
      await serving.stop();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
