import { describe, expect, test } from 'vitest';
import type { OpenStores } from './open-stores.ts';

const bytes = (n: number): Uint8Array => new Uint8Array([0x50, 0x4b, n, 0xff]);

async function add(open: OpenStores, at: number, content?: Uint8Array, itemId = 'SBZL'): Promise<void> {
  const kept = content === undefined ? {} : { bytes: content };
  await open().templates.add({ itemId, name: `${at}.docx`, by: 'ou_a', at, ...kept });
}

async function nameAt(open: OpenStores, at: number, itemId = 'SBZL'): Promise<string | undefined> {
  return (await open().templates.inForce(itemId, at))?.name;
}

/** Templates of standard forms: the same for every implementation. */
export function templateContract(open: OpenStores): void {
  describe('templates of standard forms', () => {
    test('before there is one, the built-in layout', async () => {
      expect(await open().templates.inForce('SBZL', 1000)).toBeUndefined();
    });

    test('each is in force from its time until the next, for its item alone', async () => {
      await add(open, 100, bytes(1));
      await add(open, 2000, bytes(2));
      await add(open, 1500, bytes(3), 'SBZL2');
      expect(await nameAt(open, 99)).toBeUndefined();
      expect(await nameAt(open, 100)).toBe('100.docx');
      expect(await nameAt(open, 1999)).toBe('100.docx');
      expect(await nameAt(open, 1_800_000_000_000)).toBe('2000.docx');
      expect(await nameAt(open, 1600, 'SBZL2')).toBe('1500.docx');
    });

    test('bytes come back as they went', async () => {
      await add(open, 100, bytes(7));
      const found = await open().templates.inForce('SBZL', 200);
      expect(found).toEqual({ itemId: 'SBZL', name: '100.docx', by: 'ou_a', at: 100, bytes: bytes(7) });
    });

    test('one without bytes brings the built-in layout back', async () => {
      await add(open, 100, bytes(1));
      await add(open, 300);
      expect(await nameAt(open, 200)).toBe('100.docx');
      expect(await nameAt(open, 400)).toBeUndefined();
    });
  });
}
