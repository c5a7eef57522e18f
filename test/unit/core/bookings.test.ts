import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, ItemDefinition } from '../../../src/core/definition.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import { bookedBy, overlaps, type Taken, takenFaults } from '../../../src/core/form/bookings.ts';
import { item, step } from '../../support/flow/definition.ts';
import { Play, submit } from '../../support/flow/play.ts';

const text = (zh: string) => ({ zh, en: zh });
const fields: readonly Field[] = [
  { id: 'period', label: text('period'), type: 'dateRange' },
  { id: 'out', label: text('out'), type: 'time' },
  { id: 'back', label: text('back'), type: 'time' },
  { id: 'plate', label: text('plate'), type: 'text' },
];
const bookings = [{ id: 'vehicle', what: 'plate', period: 'period', from: 'out', until: 'back' }];
const settings: Partial<ItemDefinition> = { fields, summary: [], bookings };
const rules = item([step('one', 'fin')], settings);
const form = (from: string, to: string, more: object = {}) => ({
  period: { from, to },
  plate: '沪A12345',
  ...more,
});
const other = (more: Partial<Taken> = {}): Taken => ({
  rule: 'TEST/vehicle',
  what: '沪A12345',
  from: '2026-12-01T08:30',
  to: '2026-12-02T12:00',
  requestId: 'q9',
  number: 'TEST-9',
  ...more,
});
const pad = (n: number) => String(n).padStart(2, '0');

describe('占用 (services E3): nothing is given to two requests at the same time', () => {
  it('counts whole days, or from and until the times that the form says', () => {
    expect(bookedBy(rules, form('2026-12-01', '2026-12-02'))).toMatchObject([
      { from: '2026-12-01T00:00', to: '2026-12-02T24:00' },
    ]);
    expect(bookedBy(rules, form('2026-12-01', '2026-12-01', { out: '13:00', back: '17:00' }))).toMatchObject([
      { rule: 'TEST/vehicle', what: '沪A12345', from: '2026-12-01T13:00', to: '2026-12-01T17:00' },
    ]);
    expect(bookedBy(rules, { plate: '沪A12345' })).toEqual([]);
    expect(bookedBy(rules, { period: { from: '2026-12-01', to: '2026-12-02' } })).toEqual([]);
  });

  it.each([
    ['the day before', form('2026-11-30', '2026-11-30'), false],
    [
      'the morning of the first day, before it leaves',
      form('2026-12-01', '2026-12-01', { back: '08:30' }),
      false,
    ],
    ['the first day', form('2026-12-01', '2026-12-01'), true],
    ['the afternoon after it is back', form('2026-12-02', '2026-12-02', { out: '12:00' }), false],
    ['around it', form('2026-11-01', '2026-12-31'), true],
    ['another vehicle', form('2026-12-01', '2026-12-02', { plate: '沪A99999' }), false],
    ['the same, written otherwise', form('2026-12-01', '2026-12-02', { plate: ' 沪a 12345' }), true],
  ])('%s', (_, asked, taken) => {
    const faults = takenFaults(rules, asked, [other()]);
    expect(faults).toEqual(
      taken ? [{ field: 'plate', problem: 'taken', by: 'TEST-9', until: '2026-12-02T12:00' }] : [],
    );
  });

  it('is no conflict with itself, nor with another rule', () => {
    const asked = form('2026-12-01', '2026-12-02');
    expect(takenFaults(rules, asked, [other()], 'q9')).toEqual([]);
    expect(takenFaults(rules, asked, [other({ rule: 'TEST/room' })])).toEqual([]);
  });

  it('refuses the application, and the step that gives it, beside the field', () => {
    class Beside extends Play {
      override get context() {
        return { ...super.context, taken: [other()] };
      }
    }
    const play = new Beside([step('one', 'fin', { fields: { plate: 'edit' } })], { item: settings });
    submit(play, { form: form('2026-12-01', '2026-12-02') });
    expect(play.refusal).toMatchObject({
      code: 'formInvalid',
      faults: [{ field: 'plate', problem: 'taken' }],
    });
    submit(play, { form: { period: { from: '2026-12-01', to: '2026-12-02' } } });
    play.try('Approve', 'fin', { taskId: 'q1-t1', edited: { plate: '沪A12345' } });
    expect(play.refusal).toMatchObject({ code: 'formInvalid', faults: [{ field: 'plate', by: 'TEST-9' }] });
    play.approve('fin', { edited: { plate: '沪A99999' } });
    expect(play.status).toBe('APPROVED');
  });

  it('of a random fleet and random trips no two that were taken touch', () => {
    const trip = record({
      plate: constantFrom('A', 'B'),
      from: integer({ min: 1, max: 28 }),
      days: integer({ min: 0, max: 5 }),
      out: integer({ min: 0, max: 23 }),
    });
    assert(
      property(array(trip, { maxLength: 40 }), trips => {
        const given: Taken[] = [];
        for (const [n, { plate, from, days, out }] of trips.entries()) {
          const asked = {
            plate,
            period: { from: `2026-10-${pad(from)}`, to: `2026-10-${pad(Math.min(31, from + days))}` },
            out: `${pad(out)}:00`,
          };
          if (takenFaults(rules, asked, given).length > 0) continue;
          given.push(
            ...bookedBy(rules, asked).map(each => ({ ...each, requestId: `q${n}`, number: `N${n}` })),
          );
        }
        for (const [n, one] of given.entries())
          for (const two of given.slice(n + 1))
            expect(one.what === two.what && overlaps(one, two)).toBe(false);
      }),
    );
  });

  it('names fields of the form that can say it', () => {
    const bad = [{ id: 'vehicle', what: 'plate', period: 'out', from: 'plate' }];
    expect(
      checkDefinition(item([step('one', 'fin')], { ...settings, bookings: bad })).map(({ path }) => path),
    ).toEqual(['bookings[0].period', 'bookings[0].from']);
  });
});
