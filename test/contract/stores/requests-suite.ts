import { describe, expect, test } from 'vitest';
import { buildChange, buildEntry, buildTask } from '../../support/stores-data.ts';
import type { OpenStores } from './open-stores.ts';

const page = { number: 1, size: 10 };

const mine = (id: string, dueAt: number | undefined) =>
  buildTask({ id, ...(dueAt === undefined ? {} : { dueAt }) });
const ended = (status: 'APPROVED' | 'CANCELED', endedBy: string) =>
  buildTask({ status, endedBy, endedAt: 5 });

/** What every `RequestStore` does. */
export function requestStoreContract(open: OpenStores): void {
  describe('requests', () => {
    test('come back as they were inserted, empty objects and lists included', async () => {
      const { requests } = open();
      const change = buildChange(
        { form: { note: '<at id=all></at>', days: 3, range: { from: '2026-01-01', to: '2026-01-02' } } },
        { outbox: [{ id: 'r1-1-0', effect: { kind: 'refreshReceipt' } }] },
      );
      expect(await requests.insert('draft-1', change)).toEqual({ inserted: true });
      expect(await requests.load('r1')).toEqual({
        state: change.state,
        version: 1,
        timeline: change.entries,
        outbox: change.outbox,
        processed: ['k1'],
      });
      expect(await requests.loadByNumber(change.state.number)).toEqual(await requests.load('r1'));
    });

    test('are made once per submission key: the second gets the id of the first', async () => {
      const { requests } = open();
      await requests.insert('draft-1', buildChange({ id: 'r1' }));
      const second = await requests.insert('draft-1', buildChange({ id: 'r2' }));
      expect(second).toEqual({ inserted: false, id: 'r1' });
      expect(await requests.load('r2')).toBeUndefined();
      expect(await requests.idOfSubmission('draft-1')).toBe('r1');
      expect(await requests.idOfSubmission('draft-2')).toBeUndefined();
    });

    test('take a change at the expected version only, and of racing changes exactly one', async () => {
      const { requests } = open();
      await requests.insert('draft-1', buildChange());
      const racing = ['a', 'b', 'c', 'd'].map(key =>
        requests.save('r1', 1, buildChange({}, { key, entries: [buildEntry(2)] })),
      );
      expect((await Promise.all(racing)).filter(Boolean)).toHaveLength(1);
      const stored = await requests.load('r1');
      expect(stored?.version).toBe(2);
      expect(stored?.timeline.map(({ seq }) => seq)).toEqual([1, 2]);
      expect(stored?.processed).toHaveLength(2);
      expect(await requests.save('r1', 1, buildChange())).toBe(false);
    });

    test('that are not there cannot be saved', async () => {
      const { requests } = open();
      expect(await requests.save('nobody', 0, buildChange({ id: 'nobody' }))).toBe(false);
      expect(await requests.load('nobody')).toBeUndefined();
    });

    test('keep effects until they are pulled, without a new version', async () => {
      const { requests } = open();
      const effect = { kind: 'refreshReceipt' } as const;
      const outbox = [
        { id: 'r1-1-0', effect },
        { id: 'r1-1-1', effect },
      ];
      await requests.insert('draft-1', buildChange({}, { outbox }));
      await requests.insert('draft-2', buildChange({ id: 'r2' }));
      expect(await requests.withOutbox(10)).toEqual(['r1']);
      await requests.pullOutbox('r1', ['r1-1-0']);
      expect((await requests.load('r1'))?.outbox.map(({ id }) => id)).toEqual(['r1-1-1']);
      await requests.pullOutbox('r1', ['r1-1-1']);
      expect(await requests.withOutbox(10)).toEqual([]);
      expect((await requests.load('r1'))?.version).toBe(1);
    });

    test('list what waits for a person, most urgent first, by that person’s own due time', async () => {
      const { requests } = open();
      await requests.insert(
        'd1',
        buildChange({ id: 'r1', tasks: [mine('t1', 50), buildTask({ id: 'x', actor: 'ou_cai', dueAt: 1 })] }),
      );
      await requests.insert('d2', buildChange({ id: 'r2', tasks: [mine('t2', undefined)] }));
      await requests.insert('d3', buildChange({ id: 'r3', tasks: [mine('t3', 20)] }));
      await requests.insert(
        'd4',
        buildChange({ id: 'r4', tasks: [buildTask({ id: 't4', status: 'WAITING' })] }),
      );
      const { rows, total } = await requests.todo('ou_bai', { number: 1, size: 2 });
      expect(total).toBe(3);
      expect(rows.map(({ taskId }) => taskId)).toEqual(['t3', 't1']);
      expect(rows[1]).toMatchObject({ id: 'r1', taskDueAt: 50, version: 1, holders: ['ou_bai', 'ou_cai'] });
      expect((await requests.todo('ou_bai', { number: 2, size: 2 })).rows.map(row => row.taskId)).toEqual([
        't2',
      ]);
    });

    test('list an applicant’s own, newest first', async () => {
      const { requests } = open();
      for (const [n, applicant] of ['ou_an', 'ou_an', 'ou_cai'].entries())
        await requests.insert(`d${n}`, buildChange({ id: `r${n}`, applicant, submittedAt: 1000 + n }));
      const { rows, total } = await requests.mine('ou_an', page);
      expect([total, ...rows.map(({ id }) => id)]).toEqual([2, 'r1', 'r0']);
      expect(rows[0]).toMatchObject({ itemId: 'TEST', status: 'RUNNING', nodeIds: ['step'] });
    });

    test('count all that an applicant has under way, however many he has', async () => {
      const { requests } = open();
      for (let n = 0; n < 60; n += 1) await requests.insert(`d${n}`, buildChange({ id: `r${n}` }));
      await requests.insert('d-other', buildChange({ id: 'other', applicant: 'ou_cai' }));
      const { state } = buildChange({ id: 'over' });
      const over = { ...state, status: 'CANCELED', endedAt: 2000 } as const;
      await requests.insert('d-over', buildChange({}, { state: over }));
      expect(await requests.underWay('ou_an')).toBe(60);
    });

    test('list what a person acted on, latest changed first; a task that others closed is not his act', async () => {
      const { requests } = open();
      await requests.insert('d1', buildChange({ id: 'r1', tasks: [ended('APPROVED', 'ou_bai')] }));
      await requests.insert('d2', buildChange({ id: 'r2', tasks: [ended('CANCELED', 'ou_bai')] }));
      await requests.insert(
        'd3',
        buildChange({ id: 'r3', tasks: [ended('APPROVED', 'ou_bai')] }, { entries: [buildEntry(1, 9000)] }),
      );
      const { rows, total } = await requests.done('ou_bai', page);
      expect([total, ...rows.map(({ id }) => id)]).toEqual([2, 'r3', 'r1']);
      // To hand in for another is an act too.
      await requests.insert('d4', buildChange({ id: 'r4', submittedBy: 'ou_gu' }));
      expect((await requests.done('ou_gu', page)).rows.map(({ id }) => id)).toEqual(['r4']);
    });

    test('say whose time rules are due, earliest first, until the task has none left', async () => {
      const { requests } = open();
      await requests.insert(
        'd1',
        buildChange({
          id: 'r1',
          tasks: [
            buildTask({ id: 'a', nextRuleAt: 300 }),
            buildTask({ id: 'b', actor: 'ou_cai', nextRuleAt: 900 }),
          ],
        }),
      );
      await requests.insert(
        'd2',
        buildChange({ id: 'r2', tasks: [buildTask({ id: 'c', nextRuleAt: 200 })] }),
      );
      expect(await requests.dueRules(100, 10)).toEqual([]);
      expect(await requests.dueRules(300, 10)).toEqual([
        { requestId: 'r2', taskId: 'c' },
        { requestId: 'r1', taskId: 'a' },
      ]);
      await requests.save('r2', 1, buildChange({ id: 'r2', tasks: [buildTask({ id: 'c' })] }, { key: 'k2' }));
      expect(await requests.dueRules(300, 10)).toEqual([{ requestId: 'r1', taskId: 'a' }]);
    });

    test('that are to be woken are due without a task', async () => {
      const { requests } = open();
      await requests.insert('d1', buildChange({ id: 'r1', tasks: [], nextWakeAt: 500 }));
      expect(await requests.dueRules(499, 10)).toEqual([]);
      expect(await requests.dueRules(500, 10)).toEqual([{ requestId: 'r1' }]);
      await requests.save('r1', 1, buildChange({ id: 'r1', tasks: [] }, { key: 'k2' }));
      expect(await requests.dueRules(500, 10)).toEqual([]);
    });
  });
}
