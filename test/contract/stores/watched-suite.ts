import { describe, expect, test } from 'vitest';
import { buildChange, buildTask } from '../../support/stores-data.ts';
import type { Stores } from '../../../src/application/ports.ts';
import type { OpenStores } from './open-stores.ts';

const page = { number: 1, size: 10 };

const held = (id: string, actor: string, dueAt?: number) =>
  buildTask({ id, actor, pendingAt: 5, ...(dueAt === undefined ? {} : { dueAt }) });
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** Three under way, and one that has ended. */
async function fill({ requests }: Stores): Promise<Stores['requests']> {
  await requests.insert('d1', buildChange({ id: 'r1', tasks: [held('t1', 'ou_bai', 300)], dueAt: 900 }));
  await requests.insert('d2', buildChange({ id: 'r2', tasks: [held('t2', 'ou_cai')], dueAt: 200 }));
  await requests.insert(
    'd3',
    buildChange({
      id: 'r3',
      itemId: 'OTHER',
      tasks: [held('t3', 'ou_bai'), buildTask({ id: 't4', actor: 'ou_an', urgedAt: [1, 2] })],
    }),
  );
  const { state } = buildChange({ id: 'r4', tasks: [held('t5', 'ou_bai', 1)] });
  const over = { ...state, status: 'CANCELED', endedAt: 9 } as const;
  await requests.insert('d4', buildChange({}, { state: over }));
  return requests;
}

/** What every `RequestStore` shows to those who watch over requests. */
export function watchedContract(open: OpenStores): void {
  describe('requests under way, for those who watch', () => {
    test('come most urgent first, by the earliest due time, those without one last; ended ones not at all', async () => {
      const requests = await fill(open());
      const { rows, total } = await requests.watched({}, page);
      expect([total, ...ids(rows)]).toEqual([3, 'r2', 'r1', 'r3']);
      expect(rows.map(({ urgentAt }) => urgentAt)).toEqual([200, 300, undefined]);
      expect(rows[1]?.tasks).toEqual([
        { taskId: 't1', nodeId: 'step', actor: 'ou_bai', urged: 0, since: 5, dueAt: 300 },
      ]);
      expect(rows[2]).toMatchObject({ inHands: ['ou_bai', 'ou_an'], tasks: [{}, { urged: 2 }] });
      expect(ids((await requests.watched({}, { number: 2, size: 2 })).rows)).toEqual(['r3']);
    });

    test('are found by who holds them, by item, and by what is overdue', async () => {
      const requests = await fill(open());
      const of = async (filter: Parameters<typeof requests.watched>[0]) =>
        ids((await requests.watched(filter, page)).rows);
      expect(await of({ people: ['ou_bai'] })).toEqual(['r1', 'r3']);
      expect(await of({ people: [] })).toEqual([]);
      expect(await of({ itemId: 'OTHER' })).toEqual(['r3']);
      expect(await of({ dueBefore: 300 })).toEqual(['r2']);
      expect(await of({ people: ['ou_cai', 'ou_bai'], dueBefore: 301 })).toEqual(['r2', 'r1']);
    });

    test('lie in the applicant’s hands while returned, and are not overdue then', async () => {
      const { requests } = open();
      const { state } = buildChange({ id: 'r1', tasks: [], dueAt: 100 });
      const returned = {
        ...state,
        status: 'RETURNED',
        returned: { at: 5, by: 'ou_bai', taskId: 't1', mode: 'rerun', reason: '补', expiresAt: 900 },
      } as const;
      await requests.insert('d1', buildChange({}, { state: returned }));
      const { rows } = await requests.watched({ people: ['ou_an'] }, page);
      expect(rows).toMatchObject([{ id: 'r1', status: 'RETURNED', inHands: ['ou_an'], tasks: [] }]);
      expect((await requests.watched({ dueBefore: 500 }, page)).total).toBe(0);
    });

    test('are gone from the list once they end', async () => {
      const { requests } = open();
      await requests.insert('d1', buildChange({ id: 'r1', dueAt: 100 }));
      const { state } = buildChange({ id: 'r1', tasks: [] });
      const ended = { ...state, status: 'APPROVED', endedAt: 9 } as const;
      await requests.save('r1', 1, buildChange({}, { state: ended, key: 'k2' }));
      expect((await requests.watched({}, page)).total).toBe(0);
    });
  });
}
