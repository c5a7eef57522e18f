import { afterEach, describe, expect, it } from 'vitest';
import { startStand } from './support/stand.ts';

const stands: { stop: () => Promise<void> }[] = [];
const start = async (...options: Parameters<typeof startStand>) => {
  const stand = await startStand(...options);
  stands.push(stand);
  return stand;
};
afterEach(async () => {
  await Promise.all(stands.splice(0).map(stand => stand.stop()));
});

const button = { tag: 'button', name: 'ok', text: { tag: 'plain_text', content: 'OK' } };
const card = (title: string) => ({
  schema: '2.0',
  header: { title: { tag: 'plain_text', content: title } },
  body: { elements: [{ ...button, behaviors: [{ type: 'callback', value: { a: 'ok' } }] }] },
});

describe('a card and a tap', () => {
  it("comes through Lark's own client, is tapped, and is replaced by the answer", async () => {
    const { client, tap, bot, heard, messages, playground } = await start();
    const sent = await client.im.v1.message.create({
      params: { receive_id_type: 'open_id' },
      data: { receive_id: 'ou_li', msg_type: 'interactive', content: JSON.stringify(card('Before')) },
    });
    expect(sent.code).toBe(0);
    const messageId = sent.data?.message_id ?? '';
    bot.answer = () => ({
      body: {
        toast: { type: 'success', content: '好', i18n: { zh_cn: '好', en_us: 'Fine' } },
        card: { type: 'raw', data: card('After') },
      },
    });

    const result = await tap({
      person: 'ou_li',
      messageId,
      action: { tag: 'button', name: 'ok', value: { a: 'ok' } },
    });

    expect(result).toEqual({ toast: { type: 'success', text: { zh: '好', en: 'Fine' } } });
    expect(heard.at(-1)).toMatchObject({
      signed: true,
      header: { event_type: 'card.action.trigger', app_id: playground.credentials.appId },
      event: {
        operator: { open_id: 'ou_li' },
        action: { value: { a: 'ok' }, tag: 'button', name: 'ok', timezone: 'Asia/Shanghai' },
        context: { open_message_id: messageId, open_chat_id: 'oc_p2p_li' },
      },
    });
    expect(await messages('oc_p2p_li')).toMatchObject([{ id: messageId, content: card('After') }]);
  });
});
