import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageEvent } from '../support/lark/callbacks.ts';
import type { Bot } from '../support/world-bot.ts';
import { postEnvelope } from '../support/world-callbacks.ts';
import { type Office, openOffice } from '../support/world-office.ts';

/** Each time the same message under an event id of its own. */
const oneMessage = () => messageEvent('帮助', { person: 'ou_zhang', messageId: 'om_one_message' });

/** Lark repeats what it is not sure of, to any instance, for hours (lark.md 1.4). */
describe('the same event again', () => {
  let office: Office;
  let [here, there]: Bot[] = [];
  beforeAll(async () => {
    office = await openOffice();
    [here, there] = [await office.start(), await office.start()];
  });
  afterAll(async () => {
    await office.close();
  });
  const addresses = () => [here, there].map(bot => bot?.address ?? '');
  const settle = async () => {
    await here?.settle();
    await there?.settle();
  };

  test('five times, to two instances at once: one answer', async () => {
    const event = messageEvent('大厅', { person: 'ou_li' });
    const [first = '', second = ''] = addresses();
    const answers = await Promise.all(
      [first, second, first, second, first].map(address => postEnvelope(address, event)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await settle();
    expect(office.chats.of('ou_li')).toHaveLength(1);
  });

  test('five times, also across a restart: one answer', async () => {
    const event = messageEvent('大厅', { person: 'ou_wang' });
    for (let time = 0; time < 3; time += 1) await postEnvelope(addresses()[0] ?? '', event);
    await settle();
    await here?.stop();
    here = await office.start();
    for (let time = 0; time < 2; time += 1) await postEnvelope(here.address, event);
    await settle();
    expect(office.chats.of('ou_wang')).toHaveLength(1);
  });

  test('one message under several event ids, later too: one answer', async () => {
    await Promise.all(addresses().map(address => postEnvelope(address, oneMessage())));
    await settle();
    office.clock.move(3_600_000);
    await postEnvelope(addresses()[1] ?? '', oneMessage());
    await settle();
    expect(office.chats.of('ou_zhang')).toHaveLength(1);
  });

  test('one submission tapped on two instances at once: one request', async () => {
    const [first, second] = [here, there];
    if (first === undefined || second === undefined) throw new Error('no instances');
    const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探亲' };
    const id = 'om_form';
    const opened = await first.act('ou_he', { a: 'item.form', item: 'QJSQ' }, undefined, id);
    const preview = await first.tap('ou_he', { id, content: opened.card }, '提交', leave);
    const toasts = await Promise.all(
      [first, second].map(bot => bot.tap('ou_he', { id, content: preview.card }, '提交')),
    );
    const numbers = toasts.map(({ toast }) => /QJSQ-\d{8}-\d{4}/.exec(toast ?? '')?.[0]);
    expect(new Set(numbers).size).toBe(1);
    await office.delivered();
    await settle();
    expect(office.chats.of('ou_xu')).toHaveLength(1);
    expect((await office.stores.requests.mine('ou_he', { number: 1, size: 10 })).total).toBe(1);
  });

  test('nothing was logged as an error', () => {
    expect([...(here?.errors ?? []), ...(there?.errors ?? [])]).toEqual([]);
  });
});
