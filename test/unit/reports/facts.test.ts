import { describe, expect, test } from 'vitest';
import type { RequestState } from '../../../src/core/request.ts';
import { factsOf, NEVER } from '../../../src/core/reports/facts.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { buildChange, buildTask } from '../../support/stores-data.ts';
import { at, buildCalendar } from '../calendar/support.ts';

const calendar = createWorkingCalendar(buildCalendar());
const departments: Readonly<Record<string, string>> = { ou_an: 'od_1', ou_bai: 'od_2' };
const departmentOf = (person: string): string => departments[person] ?? '';
const made = (state: RequestState, returns = 0) => factsOf({ state, returns }, calendar, departmentOf);
const { state: running } = buildChange();
if (running.status !== 'RUNNING') throw new Error('a request runs unless told');
/** Handed in on the day before Mid-Autumn and the National Day week of 2026, with a limit of five working days. */
const [submittedAt, dueAt] = [at('2026-09-24 10:00'), at('2026-10-09 10:00')];
const ended = (endedAt: number, facts: Partial<RequestState> = {}): RequestState => ({
  ...running,
  submittedAt,
  dueAt,
  ...facts,
  status: 'APPROVED',
  endedAt,
});

describe('what a request says for statistics (features 1.6, 1.7, 0.25)', () => {
  test('promised and actual days are working days: holidays and nights do not count', () => {
    const { request } = made(ended(at('2026-09-28 13:30')));
    // From Thursday 10:00, over Mid-Autumn, to Monday 13:30.
    expect(request.promisedDays).toBeCloseTo(calendar.workedMs(submittedAt, dueAt) / (7.5 * 3_600_000), 9);
    expect(request.promisedDays).toBeCloseTo(5, 9);
    expect(request.actualDays).toBeCloseTo(9.5 / 7.5, 9);
    expect(request).toMatchObject({
      compared: 1,
      late: 0,
      decided: 1,
      firstPass: 1,
      returned: 0,
      departmentId: 'od_1',
    });
  });

  test("the applicant's own time is left out on both sides", () => {
    const pause = { from: at('2026-09-28 09:00'), to: at('2026-09-30 09:00') };
    const moved = calendar.resume(dueAt, pause);
    const { request } = made(ended(at('2026-09-30 13:30'), { dueAt: moved, pauses: [pause] }), 1);
    expect(request.promisedDays).toBeCloseTo(5, 9);
    expect(request.actualDays).toBeCloseTo(9.5 / 7.5, 9);
    expect(request).toMatchObject({ firstPass: 0, returned: 1, late: 0 });
  });

  test('late is after the due time; what is decided exactly then is in time', () => {
    expect(made(ended(dueAt)).request.late).toBe(0);
    expect(made(ended(dueAt + 60_000)).request.late).toBe(1);
  });

  test('what is under way, was withdrawn or has no limit is not compared with a promise', () => {
    expect(made(running).request).toMatchObject({ closedAt: NEVER, compared: 0, decided: 0, firstPass: 0 });
    const withdrawn = made({ ...running, submittedAt, dueAt, status: 'CANCELED', endedAt: dueAt });
    expect(withdrawn.request).toMatchObject({ closedAt: dueAt, decided: 0, firstPass: 0 });
    expect(made({ ...running, status: 'REJECTED', endedAt: dueAt }).request).toMatchObject({
      compared: 0,
      decided: 1,
      firstPass: 0,
    });
  });

  test('approved after an earlier rejection is no first pass; approved and later revoked is', () => {
    expect(made(ended(dueAt, { resubmittedFrom: 'r0' })).request.firstPass).toBe(0);
    const revoked: RequestState = { ...running, status: 'REVOKED', endedAt: dueAt, revokedAt: dueAt + 1 };
    expect(made(revoked).request.firstPass).toBe(1);
  });
});

const task = (overrides: Parameters<typeof buildTask>[0]) =>
  made({ ...running, tasks: [buildTask({ pendingAt: at('2026-11-20 17:00'), ...overrides })] }).tasks[0];

describe('what a task says for statistics (features 4.19, 1.27)', () => {
  test('its time is working time, of whoever held it', () => {
    expect(
      task({ status: 'APPROVED', endedAt: at('2026-11-23 10:00'), dueAt: at('2026-11-23 09:30') }),
    ).toMatchObject({
      done: 1,
      days: 2 / 7.5,
      limited: 1,
      late: 1,
      objected: 0,
      actor: 'ou_bai',
      departmentId: 'od_2',
    });
  });

  test.each([
    ['REJECTED', 1],
    ['RETURNED', 1],
    ['TRANSFERRED', 0],
    ['ABSTAINED', 0],
  ] as const)('%s by hand counts', (status, objected) => {
    expect(task({ status, endedAt: at('2026-11-23 10:00') })).toMatchObject({
      done: 1,
      objected,
      limited: 0,
    });
  });

  test.each([
    ['closed because another decided', { status: 'CANCELED', endedAt: at('2026-11-23 10:00') }],
    ['approved by a rule', { status: 'APPROVED', auto: 'timeRule', endedAt: at('2026-11-23 10:00') }],
  ] as const)('%s is nobody’s work, and no longer open', (_, overrides) => {
    expect(task(overrides)).toMatchObject({ done: 0, days: 0, closedAt: at('2026-11-23 10:00') });
  });

  test('one that never waited for its actor says nothing', () => {
    const { pendingAt: _, ...waiting } = buildTask({ status: 'WAITING' });
    expect(made({ ...running, tasks: [waiting] }).tasks).toEqual([]);
  });
});
