import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { readCatalogue } from '../../config/catalogue.ts';
import { type Env, readEnv } from '../../config/env.ts';
import { projectRoot } from '../../config/project-root.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { createMongoStores } from '../../src/adapters/mongo/stores.ts';
import type { Settings, StoredRequest, Stores } from '../../src/application/ports.ts';
import { missingYearMark } from '../../src/application/warn-missing-year.ts';
import { loadOrganisation, loadRoles } from '../../src/playground/index.ts';
import { seedSettings } from '../../src/wiring/seed-settings.ts';
import { KEYS } from './lark/callbacks.ts';
import { type FakeLark, startFakeLark } from './lark/fake-lark.ts';
import { type LarkChats, readChats } from './world-chats.ts';
import { startBot, type Bot, type BotOptions } from './world-bot.ts';
import { ownDatabaseUri } from './world-database.ts';

/** Lark, a database and people that outlive the services that are started on them: for crashes, faults and several instances. */
export interface Office {
  readonly lark: FakeLark;
  readonly chats: LarkChats;
  readonly uri: string;
  /** The test's own look into the database. */
  readonly stores: Stores;
  readonly env: Readonly<Record<string, string>>;
  /** Starts one more instance of the service in this process; `close` stops those that still run. */
  start(options?: BotOptions): Promise<Bot>;
  /** The request with this number; fails when there is none. */
  request(number: string): Promise<StoredRequest>;
  /** Waits until every effect that was stored has been delivered, or given up. */
  delivered(): Promise<void>;
  /** How many messages wait, arrived, may have arrived, or were given up. */
  deliveries(): ReturnType<Stores['deliveries']['counts']>;
  readonly clock: OfficeClock;
  close(): Promise<void>;
}

/** The machine's clock, set forward by what it was moved. */
export interface OfficeClock {
  now(): number;
  move(ms: number): void;
}

export interface OfficeOptions {
  /** A folder of service items; the real ones unless told. */
  readonly catalogueDir?: string;
  /** The time at the start, as `2026-11-23T15:00+08:00`; the machine's unless told, and then nothing comes by the clock alone. */
  readonly at?: string;
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export const TEST_CATALOGUE = join(projectRoot, 'test', 'support', 'catalogue');
const PLAYGROUND = join(projectRoot, 'config', 'playground');

/** An office with the playground's sample organisation in a fake Lark. */
export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const lark = await startFakeLark();
  const organisation = loadOrganisation(join(PLAYGROUND, 'organisation.yaml'));
  fillDirectory(lark, organisation);
  const dataDir = await mkdtemp(join(tmpdir(), 'ow-office-'));
  const uri = ownDatabaseUri();
  const connection = await connectMongo(uri);
  const stores = createMongoStores(connection);
  const catalogueDir = options.catalogueDir ?? join(projectRoot, 'config', 'catalogue');
  const clock = movableClock(options.at);
  const seeded = await seedSettings({
    settings: stores.settings,
    clock,
    ...loadRoles(join(PLAYGROUND, 'roles.yaml'), organisation),
    catalogue: await readCatalogue(catalogueDir),
  });
  if (options.at === undefined) await silence(stores, seeded, clock.now());
  const env = {
    LARK_APP_ID: KEYS.appId,
    LARK_APP_SECRET: KEYS.appSecret,
    LARK_ENCRYPT_KEY: KEYS.encryptKey,
    LARK_VERIFICATION_TOKEN: KEYS.verificationToken,
    LARK_DOMAIN: lark.url,
    MONGODB_URI: uri,
    DATA_DIR: dataDir,
    CATALOGUE_DIR: catalogueDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...options.env,
  };
  const bots: Bot[] = [];
  return {
    lark,
    chats: readChats(lark),
    uri,
    stores,
    env,
    clock,
    start: async botOptions => {
      const bot = await startBot(
        readEnv({ ...env, ...botOptions?.env }) satisfies Env,
        clock,
        lark,
        botOptions,
      );
      bots.push(bot);
      return bot;
    },
    request: async number => {
      const stored = await stores.requests.loadByNumber(number);
      if (stored === undefined) throw new Error(`there is no request ${number}`);
      return stored;
    },
    delivered: () => delivered(stores),
    deliveries: () => stores.deliveries.counts(),
    close: async () => {
      await Promise.all(bots.map(bot => bot.stop()));
      await connection.dropDatabase();
      await connection.close();
      await lark.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const WEEKS = Array.from({ length: 10 }, (_, week) => week * 7 * 86_400_000);

/**
 * No digest, no report, and no word of a calendar that is missing: whether the machine's clock shows a morning, a Monday
 * or a November would else be seen in what people get.
 */
async function silence({ settings: store, marks }: Stores, settings: Settings, at: number): Promise<void> {
  const nobody = { supervisors: false, heads: false, people: [] };
  const quiet = {
    ...settings,
    version: settings.version + 1,
    digest: { on: false },
    reports: { daily: nobody, weekly: nobody, monthly: nobody, quarterly: nobody },
  };
  expect(await store.save({ settings: quiet, by: 'system', at, summary: [] })).toBe(true);
  const year = new Date(at).getUTCFullYear();
  const told = settings.administrators.flatMap(person =>
    WEEKS.flatMap(later => [year, year + 1].map(each => missingYearMark(each, at + later, person))),
  );
  await Promise.all(told.map(mark => marks.setOnce(mark, at)));
}

async function delivered(stores: Stores): Promise<void> {
  const look = async (): Promise<void> => {
    expect(await stores.requests.withOutbox(1)).toEqual([]);
    expect((await stores.deliveries.counts()).pending).toBe(0);
  };
  await vi.waitFor(look, { interval: 50, timeout: 30_000 });
}

function movableClock(at: string | undefined): OfficeClock {
  let offset = at === undefined ? 0 : Date.parse(at) - Date.now();
  return {
    now: () => Date.now() + offset,
    move: ms => {
      offset += ms;
    },
  };
}

function fillDirectory(lark: FakeLark, organisation: ReturnType<typeof loadOrganisation>): void {
  for (const { id, name, parent, head } of organisation.departments)
    lark.directory.departments.set(id, {
      open_department_id: id,
      name,
      parent_department_id: parent ?? '0',
      ...(head === undefined ? {} : { leader_user_id: head }),
    });
  for (const { id, name, department, manager } of organisation.people)
    lark.directory.users.set(id, {
      open_id: id,
      name,
      department_ids: [department],
      ...(manager === undefined ? {} : { leader_user_id: manager }),
    });
}
