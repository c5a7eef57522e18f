import { describe, expect, test } from 'vitest';
import { KEPT_FILES, type PersonalFile } from '../../../src/application/ports-personal.ts';
import type { Delegation } from '../../../src/core/organisation.ts';
import { buildChange, buildTask } from '../../support/stores-data.ts';
import type { OpenStores } from './open-stores.ts';

const file = (n: number): PersonalFile => ({
  key: `f${n}`,
  kind: 'file',
  name: `${n}.pdf`,
  messageId: `m${n}`,
  at: n,
});
const delegation = (overrides: Partial<Delegation> = {}): Delegation => ({
  id: 'd1',
  principal: 'ou_a',
  agent: 'ou_b',
  items: 'all',
  from: 10,
  to: 20,
  mode: 'both',
  handOpen: true,
  ...overrides,
});

/** What belongs to people: the same for every implementation. */
export function personalContract(open: OpenStores): void {
  describe('what belongs to people', () => {
    test('nobody known has nothing', async () => {
      expect(await open().personal.load('ou_a')).toEqual({ opinions: [], favourites: [], files: [] });
    });

    test('phrases, signature and files are kept apart for each person', async () => {
      const { personal } = open();
      await personal.setOpinions('ou_a', ['同意', '请补充']);
      await personal.setFavourites('ou_a', ['SBZL', 'QJSQ']);
      await personal.setSignature('ou_a', { key: 'img', messageId: 'om_1', at: 5 });
      await personal.addFile('ou_b', file(1));
      expect(await personal.load('ou_a')).toEqual({
        opinions: ['同意', '请补充'],
        favourites: ['SBZL', 'QJSQ'],
        signature: { key: 'img', messageId: 'om_1', at: 5 },
        files: [],
      });
      expect((await personal.load('ou_b')).files).toEqual([file(1)]);
    });

    test('only the latest files stay, and one sent again is not there twice', async () => {
      const { personal } = open();
      for (let n = 0; n < KEPT_FILES + 2; n += 1) await personal.addFile('ou_a', file(n));
      await personal.addFile('ou_a', file(5));
      const keys = (await personal.load('ou_a')).files.map(({ key }) => key);
      expect(keys).toHaveLength(KEPT_FILES);
      expect(keys.at(-1)).toBe('f5');
      expect(new Set(keys).size).toBe(KEPT_FILES);
    });

    test('delegations stand until they are over; one can be ended, never made longer by that', async () => {
      const { delegations } = open();
      await delegations.save(delegation());
      await delegations.save(delegation({ id: 'd2', items: ['A', 'B'], from: 30, to: 40 }));
      expect((await delegations.standing(15)).map(({ id }) => id)).toEqual(['d1', 'd2']);
      expect((await delegations.standing(20)).map(({ id }) => id)).toEqual(['d2']);
      expect(await delegations.of('ou_a', 1)).toEqual([
        delegation({ id: 'd2', items: ['A', 'B'], from: 30, to: 40 }),
      ]);
      await delegations.end('d2', 35);
      await delegations.end('d2', 99);
      expect((await delegations.of('ou_a', 1))[0]?.to).toBe(35);
      expect((await delegations.ended(19, 35)).map(({ id }) => id)).toEqual(['d1', 'd2']);
      expect((await delegations.ended(20, 34)).map(({ id }) => id)).toEqual([]);
    });

    test('hand-overs are found by person, the latest first', async () => {
      const { handOvers } = open();
      const one = { person: 'ou_a', status: 'planned', lines: [], by: 'ou_x', at: 1 } as const;
      const line = { what: 'request', id: 'r1', label: 'N1', status: 'failed', why: 'error' } as const;
      await handOvers.save(one);
      await handOvers.save({ ...one, person: 'ou_b', at: 2, lines: [line], successor: 'ou_c' });
      expect(await handOvers.load('ou_a')).toEqual(one);
      expect(await handOvers.load('ou_c')).toBeUndefined();
      expect((await handOvers.latest(5)).map(({ person }) => person)).toEqual(['ou_b', 'ou_a']);
    });

    test('who is party to a request, also while the turn has not come; and which requests stand still', async () => {
      const { requests } = open();
      const tasks = [buildTask(), buildTask({ id: 't2', actor: 'ou_later', status: 'WAITING' })];
      await requests.insert('s1', buildChange({ id: 'r1', tasks }));
      await requests.insert('s2', buildChange({ id: 'r2', applicant: 'ou_else', tasks: [] }));
      expect(await requests.partiesTo('ou_later', 9)).toEqual(['r1']);
      expect(await requests.partiesTo('ou_an', 9)).toEqual(['r1']);
      expect(await requests.stalled(9)).toEqual(['r2']);
      await requests.save('r2', 1, buildChange({ id: 'r2', tasks: [buildTask()] }, { key: 'k2' }));
      expect(await requests.stalled(9)).toEqual([]);
    });

    test('what requests take is found by its rule and time, and given back with the next change', async () => {
      const { requests } = open();
      const booked = [
        { rule: 'R/room', what: 'A', from: '2026-12-01T08:00', to: '2026-12-01T12:00' },
        { rule: 'R/other', what: 'A', from: '2026-12-01T08:00', to: '2026-12-09T12:00' },
      ];
      await requests.insert('b1', buildChange({ id: 'r1' }, { booked }));
      await requests.insert('b2', buildChange({ id: 'r2' }));
      const found = (from: string, to: string) => requests.taken('R/room', from, to, 9);
      const number = buildChange({ id: 'r1' }).state.number;
      expect(await found('2026-12-01T11:00', '2026-12-01T13:00')).toEqual([
        { ...booked[0], requestId: 'r1', number },
      ]);
      expect(await found('2026-12-01T12:00', '2026-12-01T13:00')).toEqual([]);
      expect(await found('2026-12-01T07:00', '2026-12-01T08:00')).toEqual([]);
      await requests.save('r1', 1, buildChange({ id: 'r1' }, { key: 'k2', booked: [] }));
      expect(await found('2026-12-01T11:00', '2026-12-01T13:00')).toEqual([]);
    });

    test('a claim is one request’s for good; who comes second saves nothing, and may try another', async () => {
      const { requests } = open();
      const claims = ['R/room/A/2026-12-01#1', 'R/room/A/2026-12-02#1'];
      await requests.insert('c1', buildChange({ id: 'r1' }, { claims }));
      await requests.insert('c2', buildChange({ id: 'r2' }));
      await requests.insert('c3', buildChange({ id: 'r3' }));
      const second = buildChange({ id: 'r2' }, { key: 'k2', claims: ['R/room/A/2026-12-02#1'] });
      expect(await requests.save('r2', 1, second)).toBe(false);
      expect((await requests.load('r2'))?.version).toBe(1);
      expect(await requests.insert('c4', buildChange({ id: 'r4' }, { claims }))).toEqual({ inserted: false });
      expect(await requests.insert('c1', buildChange({ id: 'r5' }, { claims }))).toEqual({
        inserted: false,
        id: 'r1',
      });
      const next = buildChange({ id: 'r2' }, { key: 'k3', claims: ['R/room/A/2026-12-02#2'] });
      expect(await requests.save('r2', 1, next)).toBe(true);
      await requests.save('r1', 1, buildChange({ id: 'r1' }, { key: 'k4', booked: [] }));
      const turns = [1, 2, 3].map(turn => `R/room/A/2026-12-02#${turn}`);
      expect((await requests.claimed(turns)).toSorted()).toEqual(turns.slice(0, 2));
      expect(await requests.claimed(['R/room/A/2026-12-03#1'])).toEqual([]);
    });
  });
}
