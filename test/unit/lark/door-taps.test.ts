import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { cardTapEvent, messageEvent, signedCallback } from '../../support/lark/callbacks.ts';
import { startDoor } from '../../support/lark/door.ts';
import { eventually } from '../../support/lark/eventually.ts';

describe('card taps', () => {
  it('are answered with a toast and the new card, in the shape that Lark wants', async () => {
    const card = { schema: '2.0', body: { elements: [] } };
    const one = await startDoor({
      onTap: async () => ({ toast: { type: 'success', text: { zh: '已同意', en: 'Approved' } }, card }),
    });
    const answer = await one.post(signedCallback(cardTapEvent({ value: { a: 'task.approve' } })));
    expect(JSON.parse(answer.text)).toEqual({
      toast: { type: 'success', content: '已同意', i18n: { zh_cn: '已同意', en_us: 'Approved' } },
      card: { type: 'raw', data: card },
    });
    await eventually(() => one.answered).toMatchObject([{ withCard: true }]);
    await one.close();
  });

  it('whose caller goes away meanwhile leave word that the answer was not shown, or are shown late', async () => {
    for (const tapBudgetMs of [2_000, 100]) {
      const gate = new EventEmitter();
      const one = await startDoor({
        onTap: async () => {
          await once(gate, 'done');
          return { card: { schema: '2.0' } };
        },
        tapBudgetMs,
      });
      await hangUp(one.url, cardTapEvent({ value: {} }), () =>
        eventually(() => gate.listenerCount('done')).toBe(1),
      );
      const late = tapBudgetMs === 100;
      await new Promise(resolve => setTimeout(resolve, late ? 200 : 50));
      gate.emit('done');
      await eventually(() => one.answered).toMatchObject([{ withCard: late }]);
      expect(one.late).toHaveLength(late ? 1 : 0);
      await one.close();
    }
  });

  it('leave word whether their answer has a card, once it has gone out, in time or late', async () => {
    const gate = new EventEmitter();
    const answers = [{}, { card: { schema: '2.0' } }];
    const one = await startDoor({
      onTap: async () => {
        await once(gate, 'done');
        return answers.shift() ?? Promise.reject(new Error('a bug'));
      },
      tapBudgetMs: 200,
    });
    const tapped = async (eventId: string) =>
      one.post(signedCallback(cardTapEvent({ value: {} }, { header: { event_id: eventId } })));
    for (const [eventId, late] of [
      ['a', false],
      ['b', true],
      ['c', true],
    ] as const) {
      const answer = tapped(eventId);
      if (late) await answer;
      else await new Promise(resolve => setTimeout(resolve, 20));
      expect(one.answered).toHaveLength(['a', 'b', 'c'].indexOf(eventId));
      gate.emit('done');
      await answer;
      await eventually(() => one.answered.map(({ key }) => key)).toContain(eventId);
    }
    expect(one.answered).toEqual([
      { key: 'a', withCard: false },
      { key: 'b', withCard: true },
      { key: 'c', withCard: true },
    ]);
    await one.close();
  });

  it('that take too long say "处理中", and the outcome is handed on after the answer', async () => {
    const gate = new EventEmitter();
    const slow = await startDoor({
      onTap: async () => {
        await once(gate, 'done');
        return { card: { schema: '2.0' } };
      },
      tapBudgetMs: 5,
    });
    const answer = await slow.post(signedCallback(cardTapEvent({ value: {} })));
    expect(JSON.parse(answer.text)).toMatchObject({
      toast: { type: 'info', i18n: { zh_cn: '处理中', en_us: 'Processing' } },
    });
    expect(slow.late).toEqual([]);
    gate.emit('done');
    await eventually(() => slow.late).toHaveLength(1);
    expect(slow.late[0]).toMatchObject({
      tap: { token: 'c-update-token' },
      answer: { card: { schema: '2.0' } },
    });
    await slow.close();
  });
});

it.each([
  ['handler fails', {}, false],
  ['late answer fails', { tapBudgetMs: 5, lateTap: async () => Promise.reject(new Error('504')) }, false],
  ['handler fails late, while its card is shown anew', { tapBudgetMs: 5 }, true],
])('a tap whose %s leaves word so', async (_what, overrides, withCard) => {
  const one = await startDoor({
    onTap: async () => {
      await new Promise(resolve => setTimeout(resolve, 50));
      return Promise.reject(new Error('the database went away after the decision'));
    },
    ...overrides,
  });
  await one.post(signedCallback(cardTapEvent({ value: {} })));
  await eventually(() => one.answered).toMatchObject([{ withCard }]);
  await one.close();
});

it('an event whose sender goes away before it is acknowledged is worked on at once all the same', async () => {
  const gate = new EventEmitter();
  const one = await startDoor({
    inbox: { put: async () => Boolean(await once(gate, 'stored')) },
  });
  await hangUp(one.url, messageEvent('大厅', { messageId: 'om_1' }), () =>
    eventually(() => gate.listenerCount('stored')).toBe(1),
  );
  await new Promise(resolve => setTimeout(resolve, 50));
  gate.emit('stored');
  await eventually(() => one.woken).toEqual(['om_1']);
  await one.close();
});

/** Calls, and goes away once `then` is so, before there is an answer. */
async function hangUp(url: string, envelope: object, then: () => Promise<unknown>): Promise<void> {
  const { headers, body } = signedCallback(envelope);
  const caller = new AbortController();
  const { signal } = caller;
  const asked = fetch(`${url}/lark/callback`, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
    signal,
  });
  await then();
  caller.abort();
  await expect(asked).rejects.toThrow();
}
