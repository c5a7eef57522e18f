import { MongoJobRepository } from '@agendajs/mongo-backend';
import { Collection } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createJobs,
  JOB_NAMES,
  type JobName,
  type Jobs,
  type Work,
} from '../../../src/adapters/jobs/jobs.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const often = {
  'due-scan': 100,
  'outbox-sweep': 100,
  'inbox-sweep': 100,
  watchdog: 100,
  reports: 100,
  mirror: 100,
  digests: 100,
  housekeeping: 100,
};

class Latch {
  release: () => void = () => undefined;
  readonly released = new Promise<void>(resolve => {
    this.release = resolve;
  });
}

describe('recurring jobs', () => {
  let database: TestDatabase | undefined;
  const opened: Jobs[] = [];
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(jobs => jobs.stop()));
    await database?.drop();
  });

  const open = (work: Partial<Record<JobName, Work>>): Jobs => {
    if (database === undefined) throw new Error('there is no database');
    const jobs = createJobs({
      uri: database.uri,
      dbName: database.dbName,
      work: {
        'due-scan': nothing,
        'outbox-sweep': nothing,
        'inbox-sweep': nothing,
        watchdog: nothing,
        reports: nothing,
        mirror: nothing,
        digests: nothing,
        housekeeping: nothing,
        ...work,
      },
      log: quiet,
      every: often,
    });
    opened.push(jobs);
    return jobs;
  };

  test('run again and again, and say when they last ended', async () => {
    const runs = new Map<JobName, number>();
    const count =
      (name: JobName): Work =>
      async () =>
        runs.set(name, (runs.get(name) ?? 0) + 1);
    const jobs = open(Object.fromEntries(JOB_NAMES.map(name => [name, count(name)])));
    expect((await jobs.lastRunAges())['due-scan']).toBeUndefined();
    await jobs.start();
    await vi.waitFor(() => expect(JOB_NAMES.filter(name => (runs.get(name) ?? 0) < 2)).toEqual([]), 15_000);
    await vi.waitFor(
      async () => expect((await jobs.lastRunAges())['due-scan']).toBeGreaterThanOrEqual(0),
      5_000,
    );
  });

  test('a job that fails runs again at its next time and is not said to have ended well', async () => {
    let tries = 0;
    const jobs = open({
      'due-scan': async () => {
        tries += 1;
        throw new Error('away');
      },
    });
    await jobs.start();
    await vi.waitFor(() => expect(tries).toBeGreaterThan(1), 15_000);
    expect((await jobs.lastRunAges())['due-scan']).toBeUndefined();
  });

  test('two instances never run one job at the same time', async () => {
    let inside = 0;
    let most = 0;
    let runs = 0;
    const work: Work = async () => {
      inside += 1;
      runs += 1;
      most = Math.max(most, inside);
      await new Promise(resolve => setTimeout(resolve, 30));
      inside -= 1;
    };
    const jobs = [open({ 'due-scan': work }), open({ 'due-scan': work })];
    await Promise.all(jobs.map(one => one.start()));
    await vi.waitFor(() => expect(runs).toBeGreaterThan(5), 15_000);
    expect(most).toBe(1);
    expect(await database?.connection.collection('jobs').countDocuments({})).toBe(JOB_NAMES.length);
  });

  test.each(['findAndLockNextJobIndex', 'agenda_logs_timestamp_idx'])(
    'that start while the database goes away (%s) say so to who starts them, and leave nothing that nobody catches',
    async index => {
      const calls = ['createIndex', 'createIndexes'] as const;
      const usual = calls.map(call => Collection.prototype[call]);
      calls.forEach((call, n) => {
        const value = async function (this: Collection, ...given: unknown[]): Promise<unknown> {
          if (JSON.stringify(given).includes(index)) throw new Error('read ECONNRESET');
          return Reflect.apply(usual[n] ?? nothing, this, given);
        };
        Object.defineProperty(Collection.prototype, call, { value, configurable: true, writable: true });
      });
      try {
        await expect(open({}).start()).rejects.toThrow('read ECONNRESET');
      } finally {
        calls.forEach((call, n) =>
          Object.defineProperty(Collection.prototype, call, {
            value: usual[n],
            configurable: true,
            writable: true,
          }),
        );
      }
    },
  );

  test('go on when the database goes away while Agenda gives a lock back', async () => {
    // not by a spy, which would catch what it returns
    const usual = Object.getOwnPropertyDescriptor(MongoJobRepository.prototype, 'unlockJob') ?? {};
    const refused = { times: 0 };
    const value = async (): Promise<void> => {
      refused.times += 1;
      throw new Error('read ECONNRESET');
    };
    Object.defineProperty(MongoJobRepository.prototype, 'unlockJob', { ...usual, value });
    try {
      let runs = 0;
      const jobs = open({ 'due-scan': async () => void (runs += 1) });
      await jobs.start();
      // a lock that ran out on a job that is not due yet: Agenda takes it and gives it back
      const notDue = { nextRunAt: new Date(Date.now() + 3_600_000), lockedAt: new Date(0) };
      await vi.waitFor(async () => {
        await database?.connection.collection('jobs').updateOne({ name: 'housekeeping' }, { $set: notDue });
        expect(refused.times).toBeGreaterThan(0);
      }, 15_000);
      const before = runs;
      await vi.waitFor(() => expect(runs).toBeGreaterThan(before), 15_000);
    } finally {
      Object.defineProperty(MongoJobRepository.prototype, 'unlockJob', usual);
    }
  });

  test('a stop waits for the job that is running', async () => {
    const steps: string[] = [];
    const began = new Latch();
    const jobs = open({
      'outbox-sweep': async () => {
        began.release();
        await new Promise(resolve => setTimeout(resolve, 200));
        steps.push('ended');
      },
    });
    await jobs.start();
    await began.released;
    await jobs.stop();
    steps.push('stopped');
    expect(steps[0]).toBe('ended');
    expect(steps.at(-1)).toBe('stopped');
  });

  test('the due-scan runs at once when the clock was moved', async () => {
    let scans = 0;
    const jobs = open({
      'due-scan': async () => {
        scans += 1;
      },
    });
    await jobs.runDueScanNow();
    expect(scans).toBe(1);
  });
});

async function nothing(): Promise<void> {
  return undefined;
}
