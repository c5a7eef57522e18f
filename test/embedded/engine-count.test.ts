import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/embedded/storage/engine.ts';

const KEYS = 1_000;

describe('counting keys to tell plans apart', () => {
  let folder: string;
  let engine: Engine;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ow-count-'));
    engine = openEngine(join(folder, 'data'), true);
    engine.transaction(() => {
      for (let n = 0; n < KEYS; n += 1) engine.keys.put(keyOf(2 * n), Buffer.of(0));
    });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts what is in the range, and no further than it is asked to', () => {
    const bound = fc.nat(2 * KEYS + 10);
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: KEYS + 10 }), (from, to, most) => {
        const range = { start: keyOf(from), end: keyOf(to) };
        const there = Array.from({ length: KEYS }, (_, n) => 2 * n).filter(n => n >= from && n < to).length;
        expect(engine.keys.count(range)).toBe(there);
        expect(engine.keys.count(range, most)).toBe(Math.min(there, most));
      }),
    );
  });
});

function keyOf(n: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(n);
  return key;
}
