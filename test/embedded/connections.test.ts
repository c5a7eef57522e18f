import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../../src/embedded/bson/encode.ts';
import { openStore } from '../../src/embedded/storage/store.ts';
import type { Store } from '../../src/embedded/storage/store.ts';
import { serve } from '../../src/embedded/wire/server.ts';
import type { Serving } from '../../src/embedded/wire/server.ts';

let folder: string;
let store: Store;
let serving: Serving;
let client: MongoClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'connections-'));
  store = openStore({ path: folder, temporary: true });
  serving = await serve(store, { socket: join(folder, 'store.sock') });
  client = await MongoClient.connect(serving.uri);
  await client.db('x').collection<{ _id: number }>('rows').insertOne({ _id: 1 });
});
afterAll(async () => {
  await client.close();
  await serving.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Promise<Socket> {
  return new Promise((ready, failed) => {
    const socket = connect(join(folder, 'store.sock'));
    socket.once('connect', () => ready(socket));
    socket.once('error', failed);
  });
}

/** Resolves when the store has closed the connection. */
function closed(socket: Socket): Promise<void> {
  return new Promise(done => {
    socket.on('error', () => undefined);
    socket.once('close', () => done());
    socket.resume();
  });
}

function message(body: Buffer, length = 16 + body.length, opCode = 2013): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, body]);
}

const ping = Buffer.concat([Buffer.alloc(5), encode({ ping: 1, $db: 'x' })]);
const badBson = Buffer.from(ping);
badBson.writeInt32LE(3, 5);
const withFlags = Buffer.from(ping);
withFlags.writeUInt32LE(4, 0);

const ENDING: [string, Buffer][] = [
  ['a length below that of a header', message(ping, 15)],
  ['a length above the limit', message(ping, 48_000_001)],
  ['a negative length', message(ping, -1)],
  ['an unknown operation', message(ping, 16 + ping.length, 2010)],
  ['required flags that are not known', message(withFlags)],
  ['BSON with a length that lies', message(badBson)],
  ['no section at all', message(Buffer.alloc(4))],
  ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: store\r\n\r\n'.repeat(4))],
];

describe('a connection', () => {
  it.each(ENDING)('with %s ends, and no other', async (_, bytes) => {
    const other = await open();
    const socket = await open();
    const ended = closed(socket);
    socket.write(bytes);
    await ended;
    const answered = new Promise<Buffer>(done => other.once('data', done));
    other.write(message(ping));
    expect((await answered).readInt32LE(12)).toBe(2013);
    other.destroy();
    expect(await client.db('x').collection('rows').countDocuments()).toBe(1);
  });

  it('that breaks off in the middle of a message leaves nothing behind', async () => {
    const document = encode({ insert: 'rows', documents: [{ _id: 2 }], $db: 'x' });
    const whole = message(Buffer.concat([Buffer.alloc(5), document]));
    for (const cut of [1, 10, 16, 20, whole.length - 1]) {
      const socket = await open();
      const ended = closed(socket);
      socket.end(whole.subarray(0, cut));
      await ended;
    }
    expect(await client.db('x').collection('rows').countDocuments()).toBe(1);
  });

  it('is told that a document is larger than 16 MB, and goes on', async () => {
    const rows = client.db('x').collection<{ _id: number; text?: string }>('rows');
    await expect(rows.insertOne({ _id: 3, text: 'x'.repeat(16 * 1024 * 1024) })).rejects.toMatchObject({
      code: 10334,
    });
    expect(await rows.countDocuments()).toBe(1);
  });

  it('may use several requests before it reads an answer; they are answered in turn', async () => {
    const socket = await open();
    const chunks: Buffer[] = [];
    const all = new Promise<void>(done => {
      socket.on('data', chunk => {
        chunks.push(chunk);
        if (Buffer.concat(chunks).length >= 200 * (16 + 5 + encode({ ok: 1 }).length)) done();
      });
    });
    socket.write(Buffer.concat(Array.from({ length: 200 }, () => message(ping))));
    await all;
    socket.destroy();
    const bytes = Buffer.concat(chunks);
    expect(bytes.length / 200).toBe(bytes.readInt32LE(0));
  });
});
