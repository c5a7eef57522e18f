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

const cardOf = (words: string) => ({
  schema: '2.0',
  body: { elements: [{ tag: 'markdown', content: words }] },
});
const toLi = { receive_id: 'ou_li', msg_type: 'interactive' };
const byOpenId = { receive_id_type: 'open_id' as const };
const content = (words: string) => JSON.stringify(cardOf(words));

/** What Lark says when it refuses: the client throws it. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error instanceof Error && 'response' in error ? error.response : error;
  }
  throw new Error('it was not refused');
}
async function sendCard({ client }: Stand, words = 'x'): Promise<string> {
  const sent = await client.im.v1.message.create({
    params: byOpenId,
    data: { ...toLi, content: content(words) },
  });
  return sent.data?.message_id ?? '';
}

describe('tokens', () => {
  it('are refused with the wrong secret, and needed for every call', async () => {
    const { url, playground } = await start();
    const token = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: 'POST',
      body: JSON.stringify({ app_id: playground.credentials.appId, app_secret: 'wrong' }),
    });
    expect(await token.json()).toMatchObject({ code: 10014 });
    const none = await fetch(`${url}/open-apis/contact/v3/users/ou_li`);
    expect([none.status, await none.json()]).toMatchObject([400, { code: 99991661 }]);
    const wrong = await fetch(`${url}/open-apis/contact/v3/users/ou_li`, {
      headers: { authorization: 'Bearer t-wrong' },
    });
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 99991663 }]);
  });
});

describe('messages', () => {
  it('sent again with the same uuid within the hour are one message; later they are two', async () => {
    const stand = await start();
    const send = () =>
      stand.client.im.v1.message.create({
        params: byOpenId,
        data: { ...toLi, content: content('once'), uuid: 'effect-1' },
      });
    const [first, second] = [await send(), await send()];
    expect(second.data?.message_id).toBe(first.data?.message_id);
    await stand.post('clock', { advanceMs: 3_600_001 });
    expect((await send()).data?.message_id).not.toBe(first.data?.message_id);
    expect(await stand.messages('oc_p2p_li')).toHaveLength(2);
  });

  it.each([
    [
      'a person who is not there',
      { receive_id: 'ou_nobody', msg_type: 'text', content: '{"text":"x"}' },
      230034,
    ],
    [
      'a card that is wrong',
      { ...toLi, content: '{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}' },
      230099,
    ],
    ['content that is no JSON', { ...toLi, content: 'x' }, 230001],
  ])("to or with %s are refused with Lark's code", async (_, data, code) => {
    const { client } = await start();
    const refused = await refusal(client.im.v1.message.create({ params: byOpenId, data }));
    expect(refused).toMatchObject({ status: 400, data: { code } });
  });

  it('reach a group that has the bot, and no other', async () => {
    const { client, messages } = await start();
    const send = (id: string) =>
      client.im.v1.message.create({
        params: { receive_id_type: 'chat_id' },
        data: { receive_id: id, msg_type: 'text', content: '{"text":"hello"}' },
      });
    await send('oc_group_workshop_1');
    expect(await messages('oc_group_workshop_1')).toMatchObject([
      { kind: 'text', content: { text: 'hello' } },
    ]);
    expect(await refusal(send('oc_group_heads'))).toMatchObject({ data: { code: 230002 } });
  });

  it('are answered in the thread', async () => {
    const { client, post, messages } = await start();
    const chatId = 'oc_group_workshop_1';
    await post('messages', { person: 'ou_li', chatId, text: '待办', mentionsBot: true });
    const [asked] = await messages(chatId);
    await client.im.v1.message.reply({
      path: { message_id: asked?.id ?? '' },
      data: { msg_type: 'text', content: '{"text":"已私信"}', reply_in_thread: true },
    });
    const [, answer] = await messages(chatId);
    expect(answer).toMatchObject({ parentId: asked?.id, rootId: asked?.id });
    expect(answer?.threadId).toMatch(/^omt_/);
  });

  it('that are cards can be replaced for 14 days', async () => {
    const stand = await start();
    const id = await sendCard(stand, 'before');
    const patch = () =>
      stand.client.im.v1.message.patch({ path: { message_id: id }, data: { content: content('after') } });
    await patch();
    expect(await stand.messages('oc_p2p_li')).toMatchObject([{ content: cardOf('after') }]);
    await stand.post('clock', { advanceMs: 14 * 86_400_000 + 1 });
    expect(await refusal(patch())).toMatchObject({ data: { code: 230031 } });
  });

  it('are recalled, marked urgent, and read back', async () => {
    const stand = await start();
    const id = await sendCard(stand);
    const path = { message_id: id };
    const urgent = await stand.client.im.v1.message.urgentApp({
      path,
      params: { user_id_type: 'open_id' },
      data: { user_id_list: ['ou_li', 'ou_chen'] },
    });
    expect(urgent.data?.invalid_user_id_list).toEqual(['ou_chen']);
    const read = await stand.client.im.v1.message.get({ path });
    expect(read.data?.items).toMatchObject([
      { message_id: id, msg_type: 'interactive', chat_id: 'oc_p2p_li' },
    ]);
    await stand.client.im.v1.message.delete({ path });
    expect(await stand.messages('oc_p2p_li')).toMatchObject([{ recalled: true, urgent: ['ou_li'] }]);
  });

  it("are updated by a tap's token twice within half an hour", async () => {
    const stand = await start();
    const messageId = await sendCard(stand, 'before');
    await stand.tap({ person: 'ou_li', messageId, action: { tag: 'button' } });
    const token = stand.heard.at(-1)?.event['token'];
    const update = (words: string) =>
      stand.client.request({
        method: 'POST',
        url: '/open-apis/interactive/v1/card/update',
        data: { token, card: cardOf(words) },
      });
    await update('one');
    await update('two');
    expect(await stand.messages('oc_p2p_li')).toMatchObject([{ content: cardOf('two') }]);
    expect(await refusal(update('three'))).toMatchObject({ data: { code: 300040 } });
    await stand.post('clock', { advanceMs: 31 * 60_000 });
    expect(await refusal(update('four'))).toMatchObject({ data: { code: 300030 } });
  });
});

describe('the directory', () => {
  it('knows people, their managers and departments', async () => {
    const { client } = await start();
    const { data } = await client.contact.v3.user.get({
      path: { user_id: 'ou_li' },
      params: { user_id_type: 'open_id' },
    });
    expect(data?.user).toMatchObject({
      open_id: 'ou_li',
      name: '李晓明',
      leader_user_id: 'ou_chen',
      department_ids: ['od_overhaul_1'],
      status: { is_resigned: false },
    });
    const batch = await client.contact.v3.user.batch({
      params: { user_ids: ['ou_li', 'ou_shen', 'ou_nobody'] },
    });
    expect(batch.data?.items?.map(user => user.name)).toEqual(['沈国梁', '李晓明']);
    const nobody = client.contact.v3.user.get({ path: { user_id: 'ou_nobody' } });
    expect(await refusal(nobody)).toMatchObject({ data: { code: 99992360 } });
  });

  it('lists departments below the root in pages, and the way up from one', async () => {
    const { client } = await start();
    const names: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.contact.v3.department.children({
        path: { department_id: '0' },
        params: { fetch_child: true, page_size: 4, ...(token !== undefined && { page_token: token }) },
      });
      names.push(...(page.data?.items ?? []).map(department => department.name));
      token = page.data?.page_token;
    } while (token !== undefined);
    expect(names).toHaveLength(9);
    const up = await client.contact.v3.department.parent({ params: { department_id: 'od_overhaul_1' } });
    expect(up.data?.items).toMatchObject([{ open_department_id: 'od_section', leader_user_id: 'ou_shen' }]);
    const people = await client.contact.v3.user.findByDepartment({
      params: { department_id: 'od_overhaul_2', page_size: 50 },
    });
    expect(people.data?.items?.map(user => user.name)).toEqual(['徐海波', '何俊杰', '罗永贵', '杨春梅']);
  });
});
