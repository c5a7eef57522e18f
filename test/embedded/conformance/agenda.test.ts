import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { expect } from 'vitest';
import { soon } from './support/cases.ts';
import { type Case, conformance, type Place } from './support/suite.ts';

const makeAgenda = ({ db, rows }: Place, name: string): Agenda =>
  new Agenda({
    backend: new MongoBackend({
      mongo: db,
      collection: rows.collectionName,
      logCollection: `${rows.collectionName}_log`,
    }),
    name,
    processEvery: 50,
    logging: true,
  });

/** Runs the act with an agenda that polls every 50 ms, on a collection of its own. */
const withAgenda =
  (act: (agenda: Agenda, place: Place) => Promise<void>): Case =>
  async place => {
    const agenda = makeAgenda(place, 'one');
    try {
      await agenda.ready;
      await act(agenda, place);
    } finally {
      await agenda.stop();
    }
  };

/** Resolves when as many jobs of this name have run. */
const ran = (agenda: Agenda, name: string, count = 1): Promise<unknown[]> =>
  new Promise(resolve => {
    const data: unknown[] = [];
    agenda.define(name, job => {
      data.push(job.attrs.data);
      if (data.length === count) resolve(data);
    });
  });

conformance('Agenda', {
  'a job set for now runs with its data': withAgenda(async agenda => {
    const done = ran(agenda, 'greet');
    await agenda.start();
    await agenda.now('greet', { to: 'ann' });
    expect(await done).toEqual([{ to: 'ann' }]);
  }),
  'a job set for a time that has come runs, a later one waits': withAgenda(async agenda => {
    const done = ran(agenda, 'remind');
    agenda.define('later', () => {
      throw new Error('ran too early');
    });
    await agenda.schedule(new Date(Date.now() - 1000), 'remind', { n: 1 });
    await agenda.schedule(new Date(Date.now() + 3_600_000), 'later', {});
    await agenda.start();
    expect(await done).toEqual([{ n: 1 }]);
    const { jobs } = await agenda.queryJobs({ name: 'later' });
    expect(jobs).toMatchObject([{ name: 'later', state: 'scheduled' }]);
  }),
  'a repeated job is kept once, however often it is set': withAgenda(async (agenda, { rows }) => {
    agenda.define('sweep', () => {});
    await agenda.every('1 hour', 'sweep', {}, { skipImmediate: true });
    await agenda.every('2 hours', 'sweep', {}, { skipImmediate: true });
    expect(await rows.countDocuments({ name: 'sweep', type: 'single' })).toBe(1);
    expect((await rows.findOne({ name: 'sweep' }))?.['repeatInterval']).toBe('2 hours');
  }),
  'a cron expression in a time zone is kept': withAgenda(async (agenda, { rows }) => {
    agenda.define('daily', () => {});
    await agenda.every('0 9 * * 1-5', 'daily', {}, { timezone: 'Asia/Shanghai', skipImmediate: true });
    const kept = await rows.findOne({ name: 'daily' });
    expect(kept).toMatchObject({ repeatInterval: '0 9 * * 1-5', repeatTimezone: 'Asia/Shanghai' });
    expect(kept?.['nextRunAt']).toBeInstanceOf(Date);
  }),
  'a unique job is made once': withAgenda(async (agenda, { rows }) => {
    agenda.define('notify', () => {});
    for (let time = 0; time < 3; time++) {
      await agenda
        .create('notify', { request: 'R-1', time })
        .unique({ 'data.request': 'R-1' })
        .schedule(new Date(Date.now() + 3_600_000))
        .save();
    }
    expect(await rows.countDocuments({ name: 'notify' })).toBe(1);
  }),
  'a cancelled job is gone': withAgenda(async (agenda, { rows }) => {
    agenda.define('drop', () => {});
    await agenda.schedule(new Date(Date.now() + 3_600_000), 'drop', { k: 1 });
    await agenda.schedule(new Date(Date.now() + 3_600_000), 'drop', { k: 2 });
    expect(await agenda.cancel({ name: 'drop', data: { k: 1 } })).toBe(1);
    expect(await rows.countDocuments({ name: 'drop' })).toBe(1);
  }),
  'a disabled job does not run, an enabled one does': withAgenda(async agenda => {
    const done = ran(agenda, 'other');
    agenda.define('off', () => {
      throw new Error('ran though disabled');
    });
    await agenda.schedule(new Date(Date.now() - 1000), 'off', {});
    expect(await agenda.disable({ name: 'off' })).toBe(1);
    await agenda.start();
    await agenda.now('other', {});
    await done;
    const { jobs } = await agenda.queryJobs({ name: 'off' });
    expect(jobs[0]).toMatchObject({ disabled: true });
    expect(jobs[0]?.lastRunAt).toBeUndefined();
  }),
  'a failed job keeps its reason': withAgenda(async (agenda, { rows }) => {
    const failed = new Promise<string>(resolve => {
      agenda.on('fail:break', error => resolve(typeof error === 'string' ? error : error.message));
    });
    agenda.define('break', () => {
      throw new Error('no such printer');
    });
    await agenda.start();
    await agenda.now('break', {});
    expect(await failed).toBe('no such printer');
    await soon(async () =>
      expect((await rows.findOne({ name: 'break' }))?.['failReason']).toBe('no such printer'),
    );
  }),
  'two agendas on one store run each job once': withAgenda(async (agenda, place) => {
    const other = makeAgenda(place, 'two');
    const seen: unknown[] = [];
    try {
      await other.ready;
      const all = new Promise<void>(resolve => {
        for (const each of [agenda, other]) {
          each.define('count', job => {
            seen.push(job.attrs.data);
            if (seen.length >= 12) resolve();
          });
        }
      });
      await Promise.all(Array.from({ length: 12 }, (_, n) => agenda.schedule(new Date(0), 'count', n)));
      await Promise.all([agenda.start(), other.start()]);
      await all;
    } finally {
      await other.stop();
    }
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 12 }, (_, n) => n));
  }),
  'its index is made and its log can be read': withAgenda(async (agenda, { rows }) => {
    const done = ran(agenda, 'logged');
    await agenda.start();
    await agenda.now('logged', {});
    await done;
    await soon(async () => expect((await agenda.getLogs({ jobName: 'logged' })).total).toBeGreaterThan(1));
    expect((await rows.indexes()).length).toBeGreaterThan(1);
  }),
  'the overview counts jobs by name and state': withAgenda(async agenda => {
    agenda.define('soon', () => {});
    await agenda.schedule(new Date(Date.now() + 3_600_000), 'soon', {});
    expect(await agenda.getJobsOverview()).toMatchObject([
      { name: 'soon', total: 1, scheduled: 1, running: 0 },
    ]);
  }),
});
