import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLarkClient } from '../../../src/adapters/lark/client.ts';
import { createMessenger } from '../../../src/adapters/lark/messenger.ts';
import { createSentFileReader } from '../../../src/adapters/lark/sent-files.ts';
import { LARGEST_FILE } from '../../../src/application/ports-files.ts';
import { KEYS } from '../../support/lark/callbacks.ts';
import { type FakeLark, startFakeLark } from '../../support/lark/fake-lark.ts';
import { createMetrics, keptLog } from '../../support/lark/logs.ts';

let lark: FakeLark;
beforeEach(async () => {
  lark = await startFakeLark();
});
afterEach(() => lark.close());

const ALICE = { kind: 'person', openId: 'ou_alice' } as const;
const pdf = {
  name: '设备租赁审批表.pdf',
  bytes: Buffer.from([0x25, 0x50, 0x44, 0x46, 0x0d, 0x0a, 0xff, 0x00]),
};

function connect() {
  const client = createLarkClient({
    appId: KEYS.appId,
    appSecret: KEYS.appSecret,
    domain: lark.url,
    log: keptLog().log,
    metrics: createMetrics(),
    retry: { pauseMs: 1 },
  });
  return { messenger: createMessenger(client), reader: createSentFileReader(client) };
}

describe('files to people (lark.md 1.7)', () => {
  it('uploads the bytes with the name as it is, then sends a message of the key', async () => {
    const { messenger } = connect();
    expect(await messenger.sendFile(ALICE, pdf, 'u-1')).toEqual({ messageId: 'om_1' });
    expect([...lark.files]).toEqual([['file_v3_1', { name: pdf.name, bytes: pdf.bytes }]]);
    const upload = lark.callsTo('/im/v1/files')[0];
    expect(String(upload?.body['file_type'])).toBe('pdf');
    expect(lark.messages.get('u-1')?.body).toMatchObject({
      receive_id: 'ou_alice',
      msg_type: 'file',
      content: '{"file_key":"file_v3_1"}',
      uuid: 'u-1',
    });
  });

  it('comes once, though the answer to the message was lost', async () => {
    const { messenger } = connect();
    lark.fail('/im/v1/messages', 'dropAfter');
    await messenger.sendFile(ALICE, pdf, 'u-1');
    expect(lark.messages.size).toBe(1);
    expect(lark.callsTo('/im/v1/messages')).toHaveLength(2);
  });

  it.each([
    ['数据.xlsx', 'xls'],
    ['表.docx', 'doc'],
    ['a.csv', 'stream'],
  ])('%s is a file of the type %s', async (name, type) => {
    const { messenger } = connect();
    await messenger.sendFile(ALICE, { ...pdf, name }, 'u-1');
    expect(String(lark.callsTo('/im/v1/files')[0]?.body['file_type'])).toBe(type);
  });

  it.each([0, LARGEST_FILE + 1])('of %i bytes is refused before the call', async size => {
    const { messenger } = connect();
    const large = { name: 'a.pdf', bytes: new Uint8Array(size) };
    await expect(messenger.sendFile(ALICE, large, 'u')).rejects.toMatchObject({ code: 'file.tooLarge' });
    expect(lark.calls).toEqual([]);
  });

  it('too large for Lark is not tried again', async () => {
    const { messenger } = connect();
    lark.fail('/im/v1/files', { status: 400, body: { code: 234006, msg: 'The file size exceed' } });
    await expect(messenger.sendFile(ALICE, pdf, 'u')).rejects.toMatchObject({ code: 'lark.content' });
    expect(lark.callsTo('/im/v1/files')).toHaveLength(1);
  });
});

describe('files from people', () => {
  const sent = { messageId: 'om_9', key: 'file_v3_x', kind: 'file' } as const;

  it('are fetched from their message', async () => {
    const { reader } = connect();
    lark.files.set('file_v3_x', { name: 'a', bytes: pdf.bytes });
    expect(Buffer.from(await reader.read(sent))).toEqual(pdf.bytes);
    expect(lark.callsTo('/resources/')[0]).toMatchObject({
      path: '/open-apis/im/v1/messages/om_9/resources/file_v3_x',
    });
    expect(lark.callsTo('/resources/')[0]?.query.get('type')).toBe('file');
  });

  it('are not read beyond what is taken', async () => {
    const { reader } = connect();
    lark.files.set('file_v3_x', { name: 'a', bytes: new Uint8Array(100_000) });
    await expect(reader.read(sent, 1000)).rejects.toMatchObject({ code: 'file.tooLarge' });
  });

  it('that are gone are named by Lark’s own code', async () => {
    const { reader } = connect();
    await expect(reader.read(sent)).rejects.toMatchObject({
      code: 'lark.content',
      details: { larkCode: 234003 },
    });
  });
});
