import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import { MongoClient } from 'mongodb';
import type { Log } from '../../application/ports.ts';
import { wakeWritersOfClosedSockets } from '../../shared/closed-sockets.ts';
import { databaseName } from '../../shared/database-name.ts';
import { againWhereItLost } from '../../shared/lost-race.ts';
import { createHeartbeat, type Heartbeat } from './heartbeat.ts';
import { createRunning } from '../../shared/running.ts';

/** One recurring piece of work; it calls the heartbeat as it goes on, so that no other instance takes it over. */
export type Work = (heartbeat: Heartbeat) => Promise<unknown>;

export const JOB_NAMES = [
  'due-scan',
  'outbox-sweep',
  'inbox-sweep',
  'watchdog',
  'reports',
  'mirror',
  'digests',
  'housekeeping',
] as const;
export type JobName = (typeof JOB_NAMES)[number];

export interface JobsOptions {
  readonly uri: string;
  /** Else the one named in the address, else `onewindow`. */
  readonly dbName?: string;
  readonly work: Readonly<Record<JobName, Work>>;
  readonly log: Log;
  /** Milliseconds between runs; tests shorten them. `Infinity`: never by itself. */
  readonly every?: Partial<Readonly<Record<JobName, number>>>;
}

/** The recurring work of the service. Several instances share it: each run is taken by one of them. */
export interface Jobs {
  start(): Promise<void>;
  /** Takes no more work and waits for what is running, at most `timeoutMs`; then closes its connection. */
  stop(timeoutMs?: number): Promise<void>;
  /** Runs the due-scan here and now, whatever Agenda has planned: for a clock that was moved. */
  runDueScanNow(): Promise<void>;
  /** Milliseconds since each job last ended well on any instance; undefined: never yet. */
  lastRunAges(): Promise<Readonly<Record<JobName, number | undefined>>>;
}

const EVERY_MS: Readonly<Record<JobName, number>> = {
  'due-scan': 5_000,
  'outbox-sweep': 10_000,
  'inbox-sweep': 10_000,
  watchdog: 60_000,
  reports: 60_000,
  mirror: 10_000,
  digests: 60_000,
  housekeeping: 3_600_000,
};
const COLLECTION = 'jobs';
/** The index by which Agenda finds its next job, by the name that Agenda gives it. */
const NEXT_JOB = {
  name: 'findAndLockNextJobIndex',
  key: { name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 },
};
/** A job whose instance died is taken over after this; a living one renews its lock by its heartbeat. */
const LOCK_MS = 20_000;

/** Agenda 6 on a connection of its own. A timer only starts work; the database says what is to be done (house.md, rule 4). */
export function createJobs(options: JobsOptions): Jobs {
  wakeWritersOfClosedSockets();
  const client = new MongoClient(options.uri, { serverSelectionTimeoutMS: 5000, maxPoolSize: 5 });
  const running = createRunning();
  const every = { ...EVERY_MS, ...options.every };
  const state: { agenda?: Agenda } = {};

  return {
    start: async () => {
      const agenda = await openAgenda(client, options, Math.min(...Object.values(every)));
      state.agenda = agenda;
      agenda.on('start', () => running.begin());
      agenda.on('complete', () => running.end());
      for (const name of JOB_NAMES) define(agenda, name, options.work[name]);
      await agenda.start();
      for (const name of JOB_NAMES) if (Number.isFinite(every[name])) await plan(agenda, name, every[name]);
    },
    stop: async (timeoutMs = 10_000) => {
      // `stop` gives back jobs that are locked but have not begun; `drain` would leave them locked.
      await state.agenda?.stop(false);
      if (!(await running.none(timeoutMs)))
        options.log.warn({}, 'jobs were still running at the end of the time to stop');
      await client.close();
    },
    runDueScanNow: async () => {
      running.begin();
      try {
        await options.work['due-scan'](async () => undefined);
      } finally {
        running.end();
      }
    },
    lastRunAges: () => lastRunAges(state.agenda),
  };
}

async function settle(work: Promise<unknown>, done: (error?: Error) => void): Promise<void> {
  try {
    await work;
  } catch (error) {
    done(error instanceof Error ? error : new Error('a job failed'));
    return;
  }
  done();
}

function define(agenda: Agenda, name: JobName, work: Work): void {
  // By its second parameter Agenda knows that the job ends when `done` is called.
  const process = (job: Job, done: (error?: Error) => void): void => {
    void settle(work(createHeartbeat(() => job.touch())), done);
  };
  agenda.define(name, process, { concurrency: 1, lockLimit: 1, lockLifetime: LOCK_MS });
}

/** Instances that start together: the unique index lets one make the job, the other finds it at its second try. */
async function plan(agenda: Agenda, name: JobName, everyMs: number): Promise<void> {
  const every = async (): Promise<unknown> => againWhereItLost(async () => agenda.every(everyMs, name));
  try {
    await every();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 11000)) throw error;
    await every();
  }
}

async function openAgenda(client: MongoClient, options: JobsOptions, shortestMs: number): Promise<Agenda> {
  await client.connect();
  const database = client.db(options.dbName ?? databaseName(options.uri));
  const indexes = [{ key: { name: 1 }, unique: true, name: 'oneJobAName' }, NEXT_JOB];
  await againWhereItLost(async () => database.collection(COLLECTION).createIndexes(indexes));
  const backend = new MongoBackend({ mongo: database, collection: COLLECTION, ensureIndex: false });
  // Agenda's constructor connects too, where nobody catches a failure: `ready` would never come. Nothing is left for it to ask.
  await againWhereItLost(async () => backend.connect());
  const agenda = new Agenda({
    backend,
    processEvery: Math.min(shortestMs, 5_000),
    defaultLockLifetime: LOCK_MS,
  });
  // Without a listener an 'error' would end the process; Agenda asks again at its next turn.
  agenda.on('error', error => options.log.warn({ error }, 'jobs could not reach the database'));
  agenda.on('fail', error => options.log.warn({ error }, 'a job failed and will run again at its next time'));
  await agenda.ready;
  unlockWithoutEnding(backend.repository, options.log);
  return agenda;
}

/** Agenda gives a lock back without waiting for it: where the database goes away just then, nobody would catch the failure. */
function unlockWithoutEnding(repository: MongoBackend['repository'], log: Log): void {
  const unlock = repository.unlockJob.bind(repository);
  repository.unlockJob = async job => {
    try {
      await unlock(job);
    } catch (error) {
      log.warn({ error }, 'a lock was not given back and will run out');
    }
  };
}

async function lastRunAges(agenda: Agenda | undefined): ReturnType<Jobs['lastRunAges']> {
  const found = agenda === undefined ? [] : (await agenda.queryJobs({ names: [...JOB_NAMES] })).jobs;
  const age = (name: JobName): number | undefined => {
    const job = found.find(row => row.name === name);
    const failedLast = job?.failedAt !== undefined && job.failedAt >= (job.lastFinishedAt ?? job.failedAt);
    if (job?.lastFinishedAt === undefined || failedLast) return undefined;
    return Date.now() - job.lastFinishedAt.getTime();
  };
  return {
    'due-scan': age('due-scan'),
    'outbox-sweep': age('outbox-sweep'),
    'inbox-sweep': age('inbox-sweep'),
    watchdog: age('watchdog'),
    reports: age('reports'),
    mirror: age('mirror'),
    digests: age('digests'),
    housekeeping: age('housekeeping'),
  };
}
