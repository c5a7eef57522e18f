import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RequestCommand } from '../../../src/application/execute-command.ts';
import type { RequestStore } from '../../../src/application/ports.ts';
import { createRecentRequests } from '../../../src/application/recent-requests.ts';
import { replay } from '../../../src/core/evolve.ts';
import { memoryStores } from '../../support/stores.ts';
import { buildSubmission, openOffice } from '../../support/stores-office.ts';

const comment = (key: string, text = 'hello'): RequestCommand => ({
  type: 'Comment',
  key,
  at: 2000,
  by: 'ou_an',
  channel: 'card',
  text,
  mentions: [],
});
const approve = (key: string, by = 'ou_bai'): RequestCommand => ({
  type: 'Approve',
  key,
  at: 2000,
  by,
  channel: 'card',
  taskId: 't1',
});

async function withRequest(...office: Parameters<typeof openOffice>) {
  const opened = await openOffice(...office);
  const outcome = await opened.submit(buildSubmission());
  if (outcome.kind !== 'done') throw new Error('the request was not made');
  return { ...opened, id: outcome.stored.state.id };
}

describe('a command', () => {
  test('writes state, timeline, effects and its key together, and is then made known', async () => {
    const { execute, stores, committed, id } = await withRequest();
    const outcome = await execute(id, approve('tap-2'));
    expect(outcome.kind).toBe('done');
    const stored = await stores.requests.load(id);
    expect(outcome).toEqual({ kind: 'done', stored });
    expect(stored).toMatchObject({ version: 2, processed: ['tap-1', 'tap-2'] });
    expect(stored?.timeline.map(({ seq, event }) => [seq, event.type])).toEqual([
      [1, 'Submitted'],
      [2, 'NodeOpened'],
      [3, 'Approved'],
    ]);
    expect(stored?.outbox.map(entry => entry.id)).toEqual([
      `${id}-1-0`,
      `${id}-1-1`,
      `${id}-2-0`,
      `${id}-2-1`,
    ]);
    expect(committed).toEqual([`${id}@1`, `${id}@2`]);
  });

  test('that comes again changes nothing and shows the state as it is', async () => {
    const { execute, stores, committed, id } = await withRequest();
    await execute(id, comment('tap-2'));
    const before = await stores.requests.load(id);
    expect(await execute(id, comment('tap-2', 'other words'))).toEqual({ kind: 'replayed', stored: before });
    expect(await stores.requests.load(id)).toEqual(before);
    expect(committed).toHaveLength(2);
  });

  test('that is refused changes nothing and brings the current state', async () => {
    const { execute, stores, id } = await withRequest();
    const before = await stores.requests.load(id);
    expect(await execute(id, comment('tap-2', ''))).toEqual({
      kind: 'refused',
      refusal: { code: 'notAllowed' },
      stored: before,
    });
    expect(await stores.requests.load(id)).toEqual(before);
  });

  test('to a request that is not there is refused', async () => {
    const { execute } = await openOffice();
    expect(await execute('nobody', comment('tap-2'))).toEqual({
      kind: 'refused',
      refusal: { code: 'notFound' },
    });
  });

  test('of two approvals at once, one counts and the other is told who was first', async () => {
    const { execute, id } = await withRequest();
    const outcomes = await Promise.all([
      execute(id, approve('tap-a', 'ou_bai')),
      execute(id, approve('tap-b', 'ou_cai')),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    const refused = outcomes.find(({ kind }) => kind === 'refused');
    expect(refused).toMatchObject({ refusal: { code: 'alreadyDecided' }, stored: { version: 2 } });
  });

  test('gives up after six lost rounds, as something that may be tried again', async () => {
    const stores = memoryStores();
    let saves = 0;
    const requests: RequestStore = {
      ...stores.requests,
      save: async () => {
        saves += 1;
        return false;
      },
    };
    const { execute, id } = await withRequest({ requests }, stores);
    await expect(execute(id, comment('tap-2'))).rejects.toMatchObject({ code: 'conflict', retryable: true });
    expect(saves).toBe(6);
  });

  test('is decided without reading what this process saved last', async () => {
    const stores = memoryStores();
    let loads = 0;
    const requests: RequestStore = {
      ...stores.requests,
      load: id => {
        loads += 1;
        return stores.requests.load(id);
      },
    };
    const { execute, id } = await withRequest({ requests, recent: createRecentRequests() }, stores);
    const outcome = await execute(id, approve('tap-2'));
    expect(outcome).toMatchObject({ kind: 'done', stored: { version: 2 } });
    expect(loads).toBe(0);
    expect((await stores.requests.load(id))?.version).toBe(2);
  });

  test('is never refused on a remembered state that somebody else has changed since', async () => {
    const { execute, stores, id } = await withRequest({ recent: createRecentRequests() });
    const elsewhere = await openOffice({}, stores);
    await elsewhere.execute(id, approve('tap-2'));
    expect(await execute(id, approve('tap-3', 'ou_cai'))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'alreadyDecided' },
      stored: { version: 2 },
    });
    expect(await execute(id, approve('tap-2'))).toMatchObject({ kind: 'replayed', stored: { version: 2 } });
    expect(await execute(id, comment('tap-4'))).toMatchObject({ kind: 'done', stored: { version: 3 } });
  });

  test('hands on its own effects only, not those that were handed on before', async () => {
    const { execute, id } = await withRequest({ recent: createRecentRequests() });
    const outcome = await execute(id, comment('tap-2'));
    expect(outcome.stored?.outbox.map(entry => entry.id)).toEqual([`${id}-2-0`]);
  });

  test.each([false, true])(
    '(remembering: %s) any commands at once, repeated at will, stand in the timeline once each, and it replays to the state',
    async remembering => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 20 }), async keys => {
          const { execute, stores, id } = await withRequest(
            remembering ? { recent: createRecentRequests() } : {},
          );
          // Pairs run at once: stores in memory answer at once, and more of them say nothing new.
          for (let n = 0; n < keys.length; n += 2)
            await Promise.all(keys.slice(n, n + 2).map(key => execute(id, comment(`k${key}`))));
          const stored = await stores.requests.load(id);
          expect(stored?.processed.toSorted()).toEqual(
            ['tap-1', ...new Set(keys.map(key => `k${key}`))].toSorted(),
          );
          expect(stored?.timeline.map(({ seq }) => seq)).toEqual(stored?.timeline.map((_, n) => n + 1));
          expect(replay(stored?.timeline ?? [])).toEqual(stored?.state);
          const ids = stored?.outbox.map(entry => entry.id) ?? [];
          expect(new Set(ids).size).toBe(ids.length);
        }),
        { numRuns: 50 },
      );
    },
  );
});
