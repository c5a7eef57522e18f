import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encode } from '../../src/embedded/bson/encode.ts';
import { finishDropped, purgeSome } from '../../src/embedded/storage/build-index.ts';
import { newIndex, parseKey } from '../../src/embedded/storage/catalogue.ts';
import { checkCollection } from '../../src/embedded/storage/check.ts';
import { expire } from '../../src/embedded/storage/maintenance.ts';
import { openStore } from '../../src/embedded/storage/store.ts';
import type { Store } from '../../src/embedded/storage/store.ts';

let path: string;
let store: Store;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'maintenance-'));
  store = openStore({ path, temporary: true });
});
afterEach(async () => {
  await store.close();
  rmSync(path, { recursive: true, force: true });
});

const SECOND = 1000;

async function filled(count: number, expireAfterSeconds?: number) {
  return store.write(() => {
    const collection = store.catalogue.create('t', 'c');
    const fields = parseKey(new Map([['at', 1]]));
    collection.indexes.push(newIndex(store.catalogue.takeId(), { name: 'at_1', fields, expireAfterSeconds }));
    store.catalogue.save(collection);
    for (let n = 0; n < count; n += 1)
      store.writer.insert(collection, encode({ _id: n, at: new Date(n * SECOND) }));
    return collection;
  });
}

describe('what goes on in the background', () => {
  it('deletes what a TTL index says is over, and nothing else', async () => {
    const collection = await filled(100, 10);
    await expire(store, 40 * SECOND);
    expect(collection.documents).toBe(100 - 31);
    expect((await checkCollection(store, collection)).errors).toEqual([]);
  });

  it('leaves what is not a date alone', async () => {
    const collection = await filled(0, 10);
    await store.write(() => {
      for (const [n, at] of ['text', null, 5].entries())
        store.writer.insert(collection, encode({ _id: n, at }));
    });
    await expire(store, Date.now());
    expect(collection.documents).toBe(3);
  });

  it('clears away a dropped collection, documents and keys', async () => {
    const collection = await filled(3000);
    await store.write(() => store.catalogue.drop(collection));
    while (await purgeSome(store)) expect(store.find('t.c')).toBeUndefined();
    const everything = { start: Buffer.alloc(0), end: Buffer.of(255, 255) };
    expect([store.engine.docs.count(everything), store.engine.keys.count(everything)]).toEqual([0, 0]);
  });

  it('drops an index whose building was cut short, and finds the collection sound', async () => {
    const collection = await filled(50);
    await store.write(() => {
      const fields = parseKey(new Map([['_id', -1]]));
      collection.indexes.push({
        ...newIndex(store.catalogue.takeId(), { name: 'half', fields }),
        ready: false,
      });
      store.catalogue.save(collection);
    });
    await store.close();
    store = openStore({ path, temporary: true });
    await finishDropped(store);
    const again = store.find('t.c');
    expect(again?.indexes.map(index => index.name)).toEqual(['_id_', 'at_1']);
    if (again !== undefined) expect((await checkCollection(store, again)).errors).toEqual([]);
  });

  it('undoes a whole transaction when something unexpected breaks it', async () => {
    const collection = await filled(5);
    const broken = store.write(() => {
      store.writer.insert(collection, encode({ _id: 'half' }));
      throw new TypeError('unexpected');
    });
    await expect(broken).rejects.toThrow('unexpected');
    expect(store.find('t.c')?.documents).toBe(5);
  });
});
