import { MongoNetworkError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { reach } from '../../../src/adapters/mongo/failures.ts';

const failing = (reason: Error) =>
  reach(async () => {
    throw reason;
  });
const broken = (code: string) => Object.assign(new Error(`write ${code}`), { code, syscall: 'write' });

describe('a database that goes away in the middle of a call', () => {
  it.each([
    ['the driver’s own error', new MongoNetworkError('connection 3 to 127.0.0.1 closed')],
    ['a socket that breaks while it is written to', broken('EPIPE')],
    ['a connection that is reset', broken('ECONNRESET')],
    [
      'a bulk write whose connection breaks',
      Object.assign(new Error('write EPIPE'), { name: 'MongoBulkWriteError' }),
    ],
  ])('%s is store.unavailable, to be tried again', async (_, error) => {
    await expect(failing(error)).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
  });

  it('what the database refuses stays what it is', async () => {
    const duplicate = Object.assign(new Error('E11000'), { name: 'MongoBulkWriteError', code: 11000 });
    await expect(failing(duplicate)).rejects.toBe(duplicate);
  });
});
