import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root.ts';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import type { Stores } from '../../../src/application/ports.ts';
import { startEmbeddedStore } from '../../../src/embedded/supervisor.ts';
import { KEYS } from '../../support/lark/callbacks.ts';
import { type FakeLark, startFakeLark } from '../../support/lark/fake-lark.ts';
import { type Instance, startInstance } from './instance.ts';
import { createLarkFaults, type LarkFaults } from './lark-faults.ts';
import { appoint, hire, type Staff } from './organisation.ts';
import type { Random } from './random.ts';

/** Two instances on one database, and the Lark that they talk to. */
export interface Fleet {
  readonly lark: FakeLark;
  readonly faults: LarkFaults;
  readonly staff: Staff;
  readonly instances: readonly Place[];
  /** The test's own look into the database. */
  readonly stores: Stores;
  readonly connection: Awaited<ReturnType<typeof connectMongo>>;
  /** One more instance, which nothing follows when it ends. */
  start(): Instance;
  /** Where an instance takes callbacks now. */
  addresses(): readonly string[];
  /** Kills the database; false where it is another's, or is being started just then. */
  killStore(): boolean;
  /** All that the instances wrote. */
  log(): string;
  close(): Promise<void>;
}

/** Where an instance runs; one that ends is followed by the next, as a supervisor does it. */
export interface Place {
  current(): Instance;
  /** The exit codes of those that ended by themselves, e.g. because the database was away when they started. */
  readonly endings: readonly string[];
  kill(): Promise<void>;
  /** SIGTERM, and nothing follows. */
  retire(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
}

export async function openFleet(random: Random, size = 2): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), 'ow-faults-'));
  const catalogueDir = join(folder, 'catalogue');
  await cp(join(projectRoot, 'config', 'catalogue'), catalogueDir, { recursive: true });
  for (const own of ['support', 'faults'])
    await cp(join(projectRoot, 'test', own, 'catalogue'), catalogueDir, { recursive: true });
  const database = await openDatabase(folder);
  const connection = await connectMongo(database.uri);
  const stores = createMongoStores(connection);
  const faults = createLarkFaults(random.fork());
  const lark = await startFakeLark({ faultOf: call => faults.faultOf(call), pageSize: 50 });
  const staff = hire(lark.directory);
  await appoint(stores, staff, catalogueDir);
  const heard: string[] = [];
  const env = {
    LARK_APP_ID: KEYS.appId,
    LARK_APP_SECRET: KEYS.appSecret,
    LARK_ENCRYPT_KEY: KEYS.encryptKey,
    LARK_VERIFICATION_TOKEN: KEYS.verificationToken,
    LARK_DOMAIN: lark.url,
    MONGODB_URI: database.uri,
    CATALOGUE_DIR: catalogueDir,
    PORT: '0',
    LOG_LEVEL: 'info',
  };
  let started = 0;
  const start = (): Instance => {
    started += 1;
    const dataDir = join(folder, `instance-${started}`);
    return startInstance({ ...env, DATA_DIR: dataDir }, text => void heard.push(text));
  };
  const instances = Array.from({ length: size }, () => openPlace(start));
  return {
    lark,
    faults,
    staff,
    instances,
    stores,
    connection,
    start,
    addresses: () => instances.flatMap(place => place.current().address() ?? []),
    killStore: () => database.kill(),
    log: () => heard.join(''),
    close: async () => {
      await Promise.all(instances.map(place => place.retire()));
      await connection.dropDatabase().catch(() => undefined);
      await connection.close();
      await lark.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openPlace(start: () => Instance): Place {
  let instance = start();
  const life = { retired: false, killed: false };
  const endings: string[] = [];
  const follow = async (): Promise<void> => {
    while (!life.retired) {
      const code = await instance.gone;
      if (!life.killed && !life.retired) endings.push(String(code));
      life.killed = false;
      if (!life.retired) instance = start();
    }
  };
  void follow();
  return {
    current: () => instance,
    endings,
    kill: async () => {
      life.killed = true;
      await instance.kill();
    },
    retire: () => {
      life.retired = true;
      return instance.terminate();
    },
  };
}

interface Database {
  readonly uri: string;
  kill(): boolean;
  close(): Promise<void>;
}

/** `MONGODB_URI`, which nobody may kill, or an embedded store of this run's own. */
async function openDatabase(folder: string): Promise<Database> {
  const name = `faults_${Date.now().toString(36)}`;
  const given = process.env['MONGODB_URI'] ?? '';
  if (given !== '') return { uri: named(given, name), kill: () => false, close: async () => undefined };
  const log = { info: () => undefined, warn: () => undefined };
  const store = await startEmbeddedStore({
    dataDir: folder,
    log,
    entry: join(projectRoot, 'dist', 'src', 'embedded', 'main.js'),
    longestDelayMs: 400,
  });
  return {
    uri: named(store.uri, name),
    kill: () => {
      const { state, pid } = store.status();
      return state === 'running' && pid !== undefined && process.kill(pid, 'SIGKILL');
    },
    close: () => store.stop(),
  };
}

function named(uri: string, name: string): string {
  const [, head = '', query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${head}/${name}${query}`;
}
