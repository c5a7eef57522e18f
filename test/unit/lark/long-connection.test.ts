import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardTap } from '../../../src/application/ports.ts';
import { createHandle, type Handling } from '../../../src/adapters/lark/door.ts';
import { createLongConnection, type LongConnection } from '../../../src/adapters/lark/long-connection.ts';
import { cardTapEvent, envelope, KEYS, messageEvent } from '../../support/lark/callbacks.ts';
import { memoryInbox } from '../../support/lark/door.ts';
import { type FakeLongConnection, startFakeLongConnection } from '../../support/lark/fake-long-connection.ts';
import { counted, createMetrics, keptLog } from '../../support/lark/logs.ts';
import { eventually } from '../../support/lark/eventually.ts';

let lark: FakeLongConnection;
let connection: LongConnection | undefined;
beforeEach(async () => {
  lark = await startFakeLongConnection();
});
afterEach(async () => {
  connection?.stop();
  await lark.close();
});

function connect(overrides: Partial<Handling> = {}) {
  const { log, lines } = keptLog();
  const metrics = createMetrics();
  const inbox = memoryInbox();
  const woken: string[] = [];
  const taps: CardTap[] = [];
  const handle = createHandle({
    inbox,
    onEvent: key => void woken.push(key),
    onTap: async tap => {
      taps.push(tap);
      return { toast: { type: 'success', text: { zh: '已同意', en: 'Approved' } } };
    },
    lateTap: async () => undefined,
    answered: () => undefined,
    clock: { now: () => 1_763_800_000_000 },
    log,
    metrics,
    ...overrides,
  });
  connection = createLongConnection({
    appId: KEYS.appId,
    appSecret: KEYS.appSecret,
    domain: lark.url,
    handle,
    log,
    metrics,
    restartMs: 5,
  });
  connection.start();
  return { connection, inbox, woken, taps, lines, metrics };
}

async function open(connection: LongConnection): Promise<void> {
  await eventually(() => connection.state()).toEqual({ ok: true, detail: 'connected' });
}

describe('the long connection', () => {
  it('stores an event, acknowledges it, then wakes the worker; the token of its header is empty', async () => {
    const bot = connect();
    await open(bot.connection);
    const event = messageEvent('待办', { messageId: 'om_1' });
    const unsigned = { ...event, header: { event_id: 'e1', event_type: 'im.message.receive_v1', token: '' } };
    expect(await lark.send(unsigned)).toEqual({ code: 200, data: {} });
    expect(bot.inbox.events).toMatchObject([{ key: 'om_1', content: { text: '待办' } }]);
    await eventually(() => bot.woken).toEqual(['om_1']);
  });

  it('answers a card tap with the toast', async () => {
    const bot = connect();
    await open(bot.connection);
    const answer = await lark.send(cardTapEvent({ value: { a: 'task.approve' } }));
    expect(answer).toMatchObject({ code: 200, data: { toast: { content: '已同意' } } });
    expect(bot.taps).toMatchObject([{ person: 'ou_alice', token: 'c-update-token' }]);
  });

  it('tells Lark that an event could not be stored, so that it comes again', async () => {
    const bot = connect({ inbox: { put: () => Promise.reject(new Error('store is down')) } });
    await open(bot.connection);
    expect(await lark.send(messageEvent('hi'))).toMatchObject({ code: 500 });
  });

  it('acknowledges what it does not know', async () => {
    const bot = connect();
    await open(bot.connection);
    expect(await lark.send(envelope('task.task.updated_v1', {}))).toEqual({ code: 200, data: {} });
    expect(await lark.send('no envelope')).toMatchObject({ code: 200 });
  });

  it('comes back when it is cut', async () => {
    const bot = connect();
    await open(bot.connection);
    lark.cut();
    await eventually(() => lark.asked()).toBe(2);
    await open(bot.connection);
    expect(await lark.send(messageEvent('again'))).toMatchObject({ code: 200 });
  });

  it('is built anew when Lark refused it and the SDK gave up', async () => {
    const refusal = { code: 514, msg: 'auth failed', data: {} };
    lark.refuse(refusal, refusal);
    const bot = connect();
    await open(bot.connection);
    expect(lark.asked()).toBe(3);
    expect(bot.lines.filter(line => line.includes('refused the long connection'))).toHaveLength(2);
    expect(await counted(bot.metrics, 'onewindow_long_connection_up')).toBe(1);
  });

  it('says what state it is in, and stays stopped when it is stopped', async () => {
    const bot = connect();
    await open(bot.connection);
    bot.connection.stop();
    expect(bot.connection.state()).toEqual({ ok: false, detail: 'stopped' });
    await eventually(() => lark.open()).toBe(0);
    expect(lark.asked()).toBe(1);
  });

  it('puts neither the secret nor the ticket of its address nor an event into the log', async () => {
    const bot = connect();
    await open(bot.connection);
    await lark.send(messageEvent('机密内容'));
    lark.refuse({ code: 514, msg: `refused ${KEYS.appSecret}`, data: {} });
    lark.cut();
    await eventually(() => lark.asked()).toBeGreaterThan(2);
    const log = bot.lines.join('');
    expect(log).toContain('long connection');
    for (const secret of ['app-secret', 'secret-ticket', '机密内容']) expect(log).not.toContain(secret);
  });

  it('refuses an app id with which the SDK would silently not start', () => {
    const { log } = keptLog();
    const options = {
      appId: 'cli_short',
      appSecret: 'x',
      domain: lark.url,
      handle: async () => ({ status: 200, body: {} }),
    };
    expect(() => createLongConnection({ ...options, log, metrics: createMetrics() })).toThrow(/app id/);
  });
});
