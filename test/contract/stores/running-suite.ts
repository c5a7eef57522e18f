import { describe, expect, test } from 'vitest';
import type { RequestFilter } from '../../../src/application/ports-running.ts';
import { buildChange, buildTask } from '../../support/stores-data.ts';
import type { Stores } from '../../../src/application/ports.ts';
import type { OpenStores } from './open-stores.ts';

const entry = (n: number) => ({
  key: `k${n}`,
  at: 1000 + n,
  by: n % 2 === 0 ? 'ou_an' : 'ou_bai',
  kind: n === 3 ? ('mirror' as const) : ('webhook' as const),
  subject: { zh: `台账系统${n}`, en: `ledger ${n}` },
  summary: [{ zh: '新增回调', en: 'Webhook added' }],
});

const fill = async ({ requests }: Stores): Promise<void> => {
  for (let n = 0; n < 9; n += 1) {
    const facts = {
      id: `r${n}`,
      // Two at a time at the same moment: the order between them must not change.
      submittedAt: 1000 + Math.floor(n / 2),
      applicant: n === 8 ? 'ou_secret' : 'ou_an',
      ...(n === 8 ? { anonymous: true as const } : {}),
      itemId: n % 3 === 0 ? 'A' : 'B',
      tasks: [buildTask({ actor: n === 5 ? 'ou_bai' : 'ou_cai' })],
    };
    const change = buildChange(facts);
    await requests.insert(`k${n}`, { ...change, words: ['吊车', n === 4 ? '车辆' : '租赁'] });
  }
};

/** What every store of requests does for those who look for one, and every record of acts. */
export function runningContract(open: OpenStores): void {
  const find = async (filter: RequestFilter, limit = 20): Promise<readonly string[]> =>
    (await open().requests.search(filter, {}, limit)).map(({ id }) => id);

  describe('requests are found', () => {
    test('by item, person, words, state, days and the beginning of the number; all that is said must hold', async () => {
      await fill(open());
      expect(await find({})).toEqual(['r8', 'r7', 'r6', 'r5', 'r4', 'r3', 'r2', 'r1', 'r0']);
      expect(await find({ items: ['A'] })).toEqual(['r6', 'r3', 'r0']);
      expect(await find({ items: [] })).toEqual([]);
      expect(await find({ person: 'ou_bai' })).toEqual(['r5']);
      expect(await find({ words: ['吊车', '车辆'] })).toEqual(['r4']);
      expect(await find({ words: ['吊车'], items: ['A'], person: 'ou_an' })).toEqual(['r6', 'r3', 'r0']);
      expect(await find({ statuses: ['RETURNED'] })).toEqual([]);
      expect(await find({ statuses: ['RUNNING', 'RETURNED'] }, 2)).toEqual(['r8', 'r7']);
      expect(await find({ from: 1001, to: 1002 })).toEqual(['r3', 'r2']);
      expect(await find({ number: 'TEST-20261122-r1' })).toEqual(['r1']);
      expect(await find({ number: 'TEST-2026' }, 1)).toEqual(['r8']);
    });

    test('an applicant without a name is found by nobody, and the row does not say who it is', async () => {
      await fill(open());
      expect(await find({ person: 'ou_secret' })).toEqual([]);
      const [row] = await open().requests.search({}, {}, 1);
      expect(JSON.stringify(row)).not.toContain('ou_secret');
    });

    test('page after page forth and back: each row once, whatever comes in meanwhile', async () => {
      await fill(open());
      const { requests } = open();
      const first = await requests.search({ statuses: ['RUNNING', 'RETURNED'] }, {}, 4);
      await requests.insert('k9', buildChange({ id: 'r9', submittedAt: 2000 }));
      const at = (row: (typeof first)[number] | undefined) => ({
        at: row?.submittedAt ?? 0,
        id: row?.id ?? '',
      });
      const second = await requests.search(
        { statuses: ['RUNNING', 'RETURNED'] },
        { after: at(first.at(-1)) },
        4,
      );
      expect([...first, ...second].map(({ id }) => id)).toEqual([
        'r8',
        'r7',
        'r6',
        'r5',
        'r4',
        'r3',
        'r2',
        'r1',
      ]);
      const back = await requests.search({}, { before: at(second[0]) }, 4);
      expect(back).toEqual(first);
    });

    test('by the words that stand on the form now', async () => {
      const { requests } = open();
      await requests.insert('k1', { ...buildChange({ id: 'r1' }), words: ['before'] });
      await requests.save('r1', 1, { ...buildChange({ id: 'r1' }, { key: 'k2' }), words: ['after'] });
      await requests.save('r1', 2, buildChange({ id: 'r1' }, { key: 'k3' }));
      expect(await find({ words: ['before'] })).toEqual([]);
      expect(await find({ words: ['after'] })).toEqual(['r1']);
    });
  });

  describe('the record of acts', () => {
    test('holds each act once, newest first, found by who, what, days and words', async () => {
      const { audit } = open();
      for (const n of [1, 2, 3, 4]) await audit.add(entry(n));
      await audit.add(entry(2));
      const keys = async (filter: Parameters<typeof audit.find>[0], until?: number) =>
        (await audit.find(filter, until, 10)).map(({ key }) => key);
      expect(await keys({})).toEqual(['k4', 'k3', 'k2', 'k1']);
      expect(await keys({ by: 'ou_an' })).toEqual(['k4', 'k2']);
      expect(await keys({ kind: 'mirror' })).toEqual(['k3']);
      expect(await keys({ from: 1002, to: 1004 })).toEqual(['k3', 'k2']);
      expect(await keys({ words: ['台账', 'added'] }, 1003)).toEqual(['k3', 'k2', 'k1']);
      expect(await keys({ words: ['没有'] })).toEqual([]);
      expect(await audit.verify()).toEqual([]);
      expect((await audit.head())?.version).toBe(4);
    });

    test('takes entries that come at once one after the other', async () => {
      const { audit } = open();
      await Promise.all([1, 2, 3, 4, 5].map(n => audit.add(entry(n))));
      expect((await audit.find({}, undefined, 10)).map(({ n }) => n).toSorted((a, b) => a - b)).toEqual([
        1, 2, 3, 4, 5,
      ]);
      expect(await audit.verify()).toEqual([]);
    });
  });
}
