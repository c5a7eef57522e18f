import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../../src/adapters/mongo/stores.ts';
import { createExecuteCommand, type Outcome } from '../../../src/application/execute-command.ts';
import { createSubmitRequest } from '../../../src/application/submit-request.ts';
import { decide } from '../../../src/core/decide.ts';
import type { FormData } from '../../../src/core/definition.ts';
import { evolve } from '../../../src/core/evolve.ts';
import { bookedBy, overlaps } from '../../../src/core/form/bookings.ts';
import { plainCalendar } from '../../../src/core/time-limits.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { item, step } from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';
import { START } from '../../support/flow/play.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';

const label = { zh: '栏', en: 'Field' };
const definition = item([step('one', 'wes', { fields: { room: 'edit' } })], {
  fields: [
    { id: 'room', type: 'text', label },
    { id: 'days', type: 'dateRange', label, required: true },
  ],
  summary: ['days'],
  bookings: [{ id: 'room', what: 'room', period: 'days' }],
});

/** The service on a database, as two instances are: what one does the other knows of by the database only. */
function openTwo({ connection }: TestDatabase) {
  const stores = createMongoStores(connection);
  let number = 0;
  const numberFor = async () => `R-${(number += 1)}`;
  const one = () => {
    const deps = {
      core: { decide, evolve },
      requests: stores.requests,
      items: { version: async () => definition },
      organisationFor: async () => organisation(),
      calendarOf: () => plainCalendar,
      afterCommit: () => undefined,
    };
    return {
      ...stores,
      submit: createSubmitRequest({ ...deps, numberFor }),
      execute: createExecuteCommand(deps),
    };
  };
  return [one(), one()] as const;
}

const day = (n: number) => `2026-12-${String(n).padStart(2, '0')}`;
const stay = (from: number, to: number, room?: string): FormData => ({
  days: { from: day(from), to: day(to) },
  ...(room === undefined ? {} : { room }),
});
/** Whoever was overtaken three times is asked to try again: nothing was given then. */
const settled = async (asked: readonly Promise<Outcome>[]) =>
  Promise.all(
    asked.map(each =>
      each.catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'conflict') return undefined;
        throw error;
      }),
    ),
  );

const meta = (key: string, by: string) => ({ key, at: START, by, channel: 'card' as const });

describe('services.md E3: nothing is given to two requests at the same time, however many ask at once', () => {
  let database: TestDatabase;
  let instances: ReturnType<typeof openTwo>;
  let count = 0;
  beforeAll(async () => {
    database = await testDatabase();
    await ensureIndexes(database.connection);
    instances = openTwo(database);
  });
  afterAll(() => database.drop());

  const submit = (n: number, form: FormData) => {
    const key = `s${(count += 1)}`;
    return instances[n % 2 === 0 ? 0 : 1].submit({
      ...meta(key, 'ann'),
      submissionKey: key,
      itemId: definition.id,
      itemVersion: definition.version,
      applicant: 'ann',
      form,
      chosen: {},
    });
  };
  /** Every two that are kept and touch each other. */
  const doubled = async () => {
    const page = await instances[0].requests.mine('ann', { number: 1, size: 500 });
    const stored = await instances[0].requests.loadAll(page.rows.map(({ id }) => id));
    const kept = stored.flatMap(({ state }) =>
      ['CANCELED', 'REJECTED'].includes(state.status)
        ? []
        : bookedBy(definition, state.form).map(each => ({ ...each, id: state.id })),
    );
    return kept.flatMap(one =>
      kept.filter(other => one.id < other.id && one.what === other.what && overlaps(one, other)),
    );
  };

  test('applied for at once', async () => {
    let done = 0;
    for (let round = 0; round < 4; round += 1) {
      const asked = Array.from({ length: 12 }, (_, n) => {
        const from = 1 + round * 5 + (n % 4);
        return submit(n, stay(from, from + (n % 4), `room ${n % 3}`));
      });
      const outcomes = await settled(asked);
      done += outcomes.filter(outcome => outcome?.kind === 'done').length;
      for (const outcome of outcomes)
        if (outcome?.kind === 'refused')
          expect(outcome.refusal).toMatchObject({ code: 'formInvalid', faults: [{ problem: 'taken' }] });
    }
    expect(done).toBeGreaterThanOrEqual(4 * 3);
    expect(await doubled()).toEqual([]);
  });

  test('given out at once by those who decide; what was given back can be given again', async () => {
    const asked = await Promise.all(Array.from({ length: 6 }, (_, n) => submit(n, stay(25, 27))));
    const waiting = asked.flatMap(outcome => (outcome.kind === 'done' ? [outcome.stored.state] : []));
    expect(waiting).toHaveLength(6);
    const give = (index: number, room: string) => {
      const state = waiting[index];
      const task = state?.tasks.find(({ status }) => status === 'PENDING');
      if (state === undefined || task === undefined) throw new Error('nobody is asked');
      return instances[index % 2 === 0 ? 0 : 1].execute(state.id, {
        type: 'Approve',
        ...meta(`a${(count += 1)}`, 'wes'),
        taskId: task.id,
        edited: { room },
      });
    };
    const outcomes = await settled(waiting.map((_, index) => give(index, 'the hall')));
    const won = outcomes.flatMap((outcome, index) => (outcome?.kind === 'done' ? [index] : []));
    expect(won).toHaveLength(1);
    expect(await doubled()).toEqual([]);
    const [winner = 0] = won;
    const [other = 1] = [0, 1].filter(index => index !== winner);
    expect((await give(other, 'The  Hall')).kind).toBe('refused');
    const [loser = 2] = [2, 3].filter(index => index !== winner);
    expect((await give(loser, 'the cellar')).kind).toBe('done');
  });
});
