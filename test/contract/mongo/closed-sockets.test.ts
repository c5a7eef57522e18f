import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import { testDatabase, type TestDatabase } from '../../support/store-uri.ts';

const sockets = new Set<Socket>();
const collect = (message: unknown): void => {
  const socket = typeof message === 'object' && message !== null && 'socket' in message && message.socket;
  if (socket instanceof Socket) sockets.add(socket);
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  subscribe('net.client.socket', collect);
});
afterAll(async () => {
  unsubscribe('net.client.socket', collect);
  await database.drop();
});

test('a call that is made in the instant in which every connection to the database breaks comes to an end, and the next is answered', async () => {
  const connection = await connectMongo(database.uri, { dbName: database.dbName, maxPoolSize: 1 });
  const ping = async (): Promise<string> => {
    try {
      await connection.db?.command({ ping: 1 });
      return 'answered';
    } catch {
      return 'failed';
    }
  };
  expect(await ping()).toBe('answered');
  for (const socket of sockets) socket.destroy();
  const during = await Promise.race([ping(), wait(10_000, 'still waiting')]);
  expect(['answered', 'failed']).toContain(during);
  await expect.poll(ping, { timeout: 20_000 }).toBe('answered');
  await connection.close();
});
