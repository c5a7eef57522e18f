import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Stand, startStand } from './support/stand.ts';

const stands: Stand[] = [];
async function start(...options: Parameters<typeof startStand>): Promise<Stand> {
  const stand = await startStand(...options);
  stands.push(stand);
  return stand;
}
afterEach(async () => {
  await Promise.all(stands.splice(0).map(stand => stand.stop()));
});

const types = (stand: Stand) => stand.heard.map(one => one.header['event_type']);

describe('what people do reaches the bot, encrypted and signed', () => {
  it('a message in the private chat', async () => {
    const stand = await start();
    await stand.post('messages', { person: 'ou_li', chatId: 'oc_p2p_li', text: '大厅' });
    await expect.poll(() => stand.heard).toHaveLength(1);
    expect(stand.heard[0]).toMatchObject({
      signed: true,
      header: {
        event_type: 'im.message.receive_v1',
        token: stand.playground.credentials.verificationToken,
        app_id: stand.playground.credentials.appId,
      },
      event: {
        sender: { sender_id: { open_id: 'ou_li' }, sender_type: 'user' },
        message: { chat_type: 'p2p', message_type: 'text', content: '{"text":"大厅"}' },
      },
    });
  });

  it('a message in a group only where the bot is and is mentioned', async () => {
    const stand = await start();
    const chatId = 'oc_group_workshop_1';
    await stand.post('messages', { person: 'ou_li', chatId, text: '大家好' });
    await stand.post('messages', {
      person: 'ou_lin',
      chatId: 'oc_group_heads',
      text: '待办',
      mentionsBot: true,
    });
    await stand.post('messages', { person: 'ou_li', chatId, text: '待办', mentionsBot: true });
    await expect.poll(() => stand.heard).toHaveLength(1);
    expect(stand.heard[0]?.event).toMatchObject({
      message: {
        chat_type: 'group',
        content: '{"text":"@_user_1 待办"}',
        mentions: [{ key: '@_user_1', id: { open_id: 'ou_onewindow_bot' }, name: '一窗' }],
      },
    });
  });

  it('the menu, the chat opened for the first time and again, the bot added to a group', async () => {
    const stand = await start();
    await stand.post('open', { person: 'ou_li', chatId: 'oc_p2p_li' });
    await expect.poll(() => stand.heard).toHaveLength(1);
    expect(stand.heard[0]?.event['last_message_id']).toBeUndefined();
    await stand.post('messages', { person: 'ou_li', chatId: 'oc_p2p_li', type: 'sticker' });
    await stand.post('open', { person: 'ou_li', chatId: 'oc_p2p_li' });
    await stand.post('menu', { person: 'ou_li', eventKey: 'hall' });
    await stand.post('add-bot', { person: 'ou_lin', chatId: 'oc_group_heads' });
    await stand.post('add-bot', { person: 'ou_lin', chatId: 'oc_group_heads' });
    await expect
      .poll(() => types(stand).toSorted((a = '', b = '') => a.localeCompare(b)))
      .toEqual([
        'application.bot.menu_v6',
        'im.chat.access_event.bot_p2p_chat_entered_v1',
        'im.chat.access_event.bot_p2p_chat_entered_v1',
        'im.chat.member.bot.added_v1',
        'im.message.receive_v1',
      ]);
    const again = stand.heard.filter(one => one.header['event_type']?.includes('entered'))[1];
    expect(again?.event['last_message_id']).toMatch(/^om_/);
  });
});

describe('an event that is not acknowledged', () => {
  it('comes again after 15 s, 5 min, 1 h and 6 h with the same id, then no more', async () => {
    const stand = await start();
    stand.bot.answer = () => ({ status: 500 });
    await stand.post('menu', { person: 'ou_li', eventKey: 'hall' });
    const waits = [15_000, 300_000, 3_600_000, 21_600_000, 86_400_000];
    for (const [at, advanceMs] of waits.entries()) {
      await expect.poll(() => stand.heard.length).toBe(at + 1);
      await stand.post('clock', { advanceMs });
    }
    await stand.post('menu', { person: 'ou_li', eventKey: 'last' });
    await expect.poll(() => stand.heard.at(-1)?.event['event_key']).toBe('last');
    expect(stand.heard).toHaveLength(6);
    expect(new Set(stand.heard.slice(0, 5).map(one => one.header['event_id'])).size).toBe(1);
  });

  it('comes again after the playground was started anew, with what was said and how late it was', async () => {
    const first = await start();
    first.bot.answer = () => ({ status: 500 });
    await first.post('clock', { advanceMs: 7 * 86_400_000 });
    await first.post('messages', { person: 'ou_li', chatId: 'oc_p2p_li', text: '申请 设备租赁' });
    await expect.poll(() => first.heard).toHaveLength(1);
    const before = await first.messages('oc_p2p_li');
    const time = first.playground.clock.now();
    await first.stop();

    const second = await start({ dataDir: first.dataDir });
    expect(await second.messages('oc_p2p_li')).toEqual(before);
    expect(second.playground.clock.now()).toBeGreaterThanOrEqual(time);
    await second.post('clock', { advanceMs: 15_000 });
    await expect.poll(() => second.heard).toHaveLength(1);
    expect(second.heard[0]).toMatchObject({
      header: {
        event_id: first.heard[0]?.header['event_id'],
        token: second.playground.credentials.verificationToken,
      },
    });
  });
});

describe('a tap', () => {
  it.each([
    ['no answer of 200', { status: 500 }, '200671'],
    ['an answer that is no JSON', { body: 'ok' }, '200672'],
    [
      'a card that Lark refuses',
      { body: { card: { type: 'raw', data: { schema: '2.0', body: { elements: [{ tag: 'note' }] } } } } },
      '200673',
    ],
  ])('on %s shows an error with its code, and the card stays', async (_, answer, code) => {
    const stand = await start();
    const card = { schema: '2.0', body: { elements: [{ tag: 'hr' }] } };
    const sent = await stand.client.im.v1.message.create({
      params: { receive_id_type: 'open_id' },
      data: { receive_id: 'ou_li', msg_type: 'interactive', content: JSON.stringify(card) },
    });
    stand.bot.answer = () => answer;
    const messageId = sent.data?.message_id;
    const { toast } = await stand.tap({ person: 'ou_li', messageId, action: { tag: 'button' } });
    expect(stand.errors).toHaveLength(code === '200673' ? 1 : 0);
    expect(toast).toMatchObject({ type: 'error', text: { zh: expect.stringContaining(code) } });
    expect(await stand.messages('oc_p2p_li')).toMatchObject([{ content: card }]);
  });
});

describe('the door of the playground', () => {
  it('tells pages that listen', async () => {
    const stand = await start();
    const stream = await fetch(`${stand.url}/playground/api/events`);
    const reader = stream.body?.getReader();
    await stand.post('clock', { advanceMs: 1000 });
    let heard = '';
    while (!heard.includes('"clock"')) heard += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(heard).toMatch(/data: \{"type":"clock","now":\d+\}/);
  });

  it('lets nobody in under another name or from another site, and takes JSON only', async () => {
    const { url } = await start();
    const ask = (headers: Record<string, string>, path = '/playground/api/world') =>
      new Promise<number | undefined>((resolve, reject) => {
        request(`${url}${path}`, { headers }, answer => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await ask({})).toBe(200);
    expect(await ask({ host: 'evil.example' })).toBe(403);
    expect(await ask({ origin: 'http://evil.example' })).toBe(403);
    expect(await ask({ host: 'evil.example' }, '/open-apis/bot/v3/info')).toBe(403);
    const text = await fetch(`${url}/playground/api/clock`, { method: 'POST', body: '{"advanceMs":1}' });
    expect(text.status).toBe(415);
  });

  it('sends pages with a policy that loads from here only', async () => {
    const { url } = await start();
    const { headers } = await fetch(`${url}/`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['clock', { advanceMs: -1 }, 400],
    ['clock', { advanceMs: 1e15 }, 400],
    ['messages', { person: 'ou_nobody', chatId: 'oc_p2p_li', text: 'x' }, 404],
    ['messages', { person: 'ou_li', chatId: 'oc_none', text: 'x' }, 404],
    ['tap', { person: 'ou_li', messageId: 'om_none', action: { tag: 'button' } }, 404],
    ['menu', {}, 400],
  ])('refuses %s with %j', async (path, body, status) => {
    const { post, errors } = await start();
    expect((await post(path, body)).status).toBe(status);
    // Nobody need look into the log for that.
    expect(errors).toEqual([]);
  });
});
