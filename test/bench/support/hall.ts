import type { Connection } from 'mongoose';
import { createCalendarStore } from '../../../src/adapters/mongo/calendar-store.ts';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import { createFactStore } from '../../../src/adapters/mongo/fact-store.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import type { Stores } from '../../../src/application/ports.ts';
import { factRules } from '../../../src/application/project-facts.ts';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { type BenchChild, portOf, processorSeconds, startBenchChild } from './child.ts';
import type { Engine } from './engine.ts';
import { say } from './print.ts';
import { copyRequests, type SeededTask, seedRequests } from './seed.ts';
import { type Service, startService } from './service.ts';

/** One database with its service and its bare route. */
export interface Hall {
  readonly connection: Connection;
  readonly item: ItemDefinition;
  readonly bot: Service;
  readonly barePort: number;
  /** Seconds of processor time that the service, or the bare route, has used. */
  readonly seconds: (of: 'tap' | 'bare') => number;
  /** Fresh requests that wait for the head of the workshop, for one measurement. */
  fresh(count: number): Promise<readonly SeededTask[]>;
  /**
   * Takes them away. What they still had to tell (Lark takes 5 messages a second for a person, and all of these are for one)
   * then has nothing to say any more.
   */
  remove(tasks: readonly SeededTask[]): Promise<void>;
  close(): Promise<void>;
}

const MOST_OPEN = 100_000;
const MINUTE = 60_000;

/** Opens a service on a database of its own that holds so many requests, a tenth of them open. */
export async function openHall(engine: Engine, size: number): Promise<Hall> {
  const dbName = `bench_${size}_${Date.now().toString(36)}`;
  const bot = await startService({
    ...engine.variables,
    MONGODB_URI: withDatabase(engine.uri, dbName),
    DATA_DIR: engine.dataDir,
  });
  const bare: BenchChild = await startBenchChild(new URL('../bare-route.ts', import.meta.url), {
    BENCH_MONGODB_URI: engine.uri,
    BENCH_DB: dbName,
  });
  const connection = await connectMongo(engine.uri, { dbName });
  const stores = createMongoStores(connection);
  const item = await leaseOf(stores);
  await settleIn(connection, stores);
  await stored(connection, item, size);
  const requests = connection.collection<{ _id: string }>('requests');
  return {
    connection,
    item,
    bot,
    barePort: portOf(bare),
    seconds: of => processorSeconds(of === 'tap' ? bot.pid : bare.pid),
    fresh: count => seedRequests(connection, item, count),
    remove: async tasks => {
      const ids = { $in: tasks.map(({ requestId }) => requestId) };
      await requests.deleteMany({ _id: ids });
      await connection.collection<{ _id: string }>('bare').deleteMany({ _id: ids });
    },
    close: async () => {
      await Promise.all([bot.stop(), bare.stop()]);
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

async function leaseOf(stores: Pick<Stores, 'items'>): Promise<ItemDefinition> {
  const live = await stores.items.live();
  const found = live.find(({ definition }) => definition.id === 'SBZL');
  if (found === undefined) throw new Error('the catalogue has no SBZL');
  return found.definition;
}

/** What is put in behind the service's back counts as long there: nobody counts its due times anew, nor its reports. */
async function settleIn(connection: Connection, stores: Pick<Stores, 'marks'>): Promise<void> {
  const { version } = await createCalendarStore(connection).current();
  await stores.marks.setOnce(`calendar/${version}`, Date.now());
  await createFactStore(connection).setMark({ rules: factRules(version), at: Date.now() });
}

/** Open ones of ten minutes ago, so that no rule of theirs falls due meanwhile, and ended ones before them. */
async function stored(connection: Connection, item: ItemDefinition, size: number): Promise<void> {
  const open = Math.min(MOST_OPEN, Math.round(size / 10));
  const since = performance.now();
  const progress = (done: number): void => {
    const perSecond = (done / (performance.now() - since)) * 1000;
    say(`${done} of ${size} requests put in, ${perSecond.toFixed(0)} a second`);
  };
  await copyRequests(connection, item, {
    from: 0,
    to: size,
    each: 100,
    open,
    before: Date.now() - 10 * MINUTE,
    progress,
  });
}

function withDatabase(address: string, name: string): string {
  const [, front = address, options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(address) ?? [];
  return `${front}/${name}${options}`;
}
