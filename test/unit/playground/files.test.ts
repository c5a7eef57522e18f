import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileKey } from '../../../src/playground/lark/files.ts';
import { organisation, type Stand, startStand } from './support/stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.stop());

const person = organisation.people[0]?.id ?? '';
const bytes = Buffer.from([0x50, 0x4b, 0x0d, 0x0a, 0x2d, 0x2d, 0x00, 0xff]);

async function chatOf(who: string): Promise<string> {
  const { chats } = await stand.world();
  return chats.find(chat => chat.kind === 'p2p' && chat.members.includes(who))?.id ?? '';
}

async function collected(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function botSendsFile(): Promise<string> {
  const uploaded = await stand.client.im.v1.file.create({
    data: { file_type: 'stream', file_name: '台账 2026.xlsx', file: bytes },
  });
  const sent = await stand.client.im.v1.message.create({
    params: { receive_id_type: 'open_id' },
    data: {
      receive_id: person,
      msg_type: 'file',
      content: JSON.stringify({ file_key: uploaded?.file_key }),
    },
  });
  return sent.data?.message_id ?? '';
}

describe('files in the playground', () => {
  it('takes the bot’s file, shows its name and size, and gives the bytes to whoever taps', async () => {
    const id = await botSendsFile();
    const [message] = (await stand.messages(await chatOf(person))).slice(-1);
    expect(message).toMatchObject({ id, type: 'file', file: { name: '台账 2026.xlsx', size: bytes.length } });
    const answer = await fetch(`${stand.url}/playground/api/messages/${id}/file`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('hands a person’s file to the bot, which fetches it from the message', async () => {
    const chatId = await chatOf(person);
    const query = new URLSearchParams({ person, chatId, type: 'file', name: '方案.pdf' });
    const answer = await fetch(`${stand.url}/playground/api/upload?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
    expect(answer.status).toBe(200);
    const [message] = (await stand.messages(chatId)).slice(-1);
    expect(message?.content).toMatchObject({ file_name: '方案.pdf' });
    const got = await stand.client.im.v1.messageResource.get({
      path: { message_id: message?.id ?? '', file_key: fileKey(message?.content ?? {}) },
      params: { type: 'file' },
    });
    expect(await collected(got.getReadableStream())).toEqual(bytes);
  });

  it('keeps files over a restart, and refuses one that is not in the message', async () => {
    const id = await botSendsFile();
    await stand.stop();
    stand = await startStand({ dataDir: stand.dataDir });
    expect((await fetch(`${stand.url}/playground/api/messages/${id}/file`)).status).toBe(200);
    const other = stand.client.im.v1.messageResource.get({
      path: { message_id: id, file_key: 'file_v3_other' },
      params: { type: 'file' },
    });
    await expect(other).rejects.toMatchObject({ response: { status: 400 } });
  });

  it('refuses an upload from a foreign page', async () => {
    const query = new URLSearchParams({ person, chatId: await chatOf(person), type: 'file', name: 'x' });
    const answer = await fetch(`${stand.url}/playground/api/upload?${query}`, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(415);
  });
});
