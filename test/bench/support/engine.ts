import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedStore } from '../../../src/embedded/supervisor.ts';
import { KEYS } from '../../support/lark/callbacks.ts';
import { ownMegabytes, processorSeconds, startBenchChild } from './child.ts';

/** A database with a stand-in Lark beside it. */
export interface Engine {
  readonly name: string;
  readonly uri: string;
  readonly dataDir: string;
  /** What a service must be told to use the stand-in Lark. */
  readonly variables: Readonly<Record<string, string>>;
  /** Seconds of processor time, and resident megabytes, of the embedded store; 0 where the database is not ours. */
  readonly seconds: () => number;
  readonly megabytes: () => number;
  close(): Promise<void>;
}

/** The embedded store, in a folder that goes when it is closed; or the database at an address. */
export async function openEngine(given: string | undefined): Promise<Engine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ow-bench-'));
  const log = { info: () => undefined, warn: () => undefined };
  const store = given === undefined ? await startEmbeddedStore({ dataDir, log }) : undefined;
  const lark = await startBenchChild(new URL('lark-process.ts', import.meta.url), {});
  return {
    name: given === undefined ? 'the embedded store' : 'the database of BENCH_URI',
    uri: given ?? store?.uri ?? '',
    dataDir,
    variables: {
      LARK_APP_ID: KEYS.appId,
      LARK_APP_SECRET: KEYS.appSecret,
      LARK_ENCRYPT_KEY: KEYS.encryptKey,
      LARK_VERIFICATION_TOKEN: KEYS.verificationToken,
      LARK_DOMAIN: String(lark.ready['url']),
      ADMIN_OPEN_IDS: 'ou_admin',
    },
    seconds: () => (store === undefined ? 0 : processorSeconds(store.pid)),
    megabytes: () => (store === undefined ? 0 : ownMegabytes(store.pid)),
    close: async () => {
      await lark.stop();
      await store?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
