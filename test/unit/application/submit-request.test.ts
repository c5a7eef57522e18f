import { describe, expect, test } from 'vitest';
import { buildSubmission, openOffice } from '../../support/stores-office.ts';

describe('handing in an application', () => {
  test('makes one request with the next number and a short id', async () => {
    const { submit, stores } = await openOffice();
    const outcome = await submit(buildSubmission({ form: { reason: '因为' } }));
    expect(outcome).toMatchObject({
      kind: 'done',
      stored: { version: 1, state: { number: 'TEST-0001', form: { reason: '因为' } } },
    });
    const id = await stores.requests.idOfSubmission('draft-1');
    expect(id).toMatch(/^[0-9A-Za-z]{14}$/);
    expect(await stores.requests.load(id ?? '')).toEqual(
      outcome.kind === 'done' ? outcome.stored : undefined,
    );
  });

  test('again shows the request that is there, and takes no number', async () => {
    const { submit, stores } = await openOffice();
    const first = await submit(buildSubmission());
    const second = await submit(buildSubmission({ key: 'tap-2' }));
    expect(second).toEqual({ ...first, kind: 'replayed' });
    expect(await stores.counters.next('TEST')).toBe(2);
  });

  test('five times at once makes one request', async () => {
    const { submit, stores, committed } = await openOffice();
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map(n => submit(buildSubmission({ key: `tap-${n}` }))),
    );
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', ...Array(4).fill('replayed')]);
    expect(new Set(outcomes.map(outcome => outcome.stored?.state.id)).size).toBe(1);
    expect(committed).toHaveLength(1);
    expect((await stores.requests.mine('ou_an', { number: 1, size: 9 })).total).toBe(1);
  });

  test('with faults is refused and takes no number', async () => {
    const { submit, stores } = await openOffice();
    expect(await submit(buildSubmission({ form: { fault: true } }))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'formInvalid' },
    });
    expect(await stores.counters.next('TEST')).toBe(1);
  });

  test('to an item version that is not there is our fault, not the person’s', async () => {
    const { submit } = await openOffice();
    await expect(submit(buildSubmission({ itemVersion: 9 }))).rejects.toMatchObject({ code: 'internal' });
  });
});
