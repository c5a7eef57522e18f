import { describe, expect, test } from 'vitest';
import { chainFaults, linkHash } from '../../../src/application/chain.ts';

/** Versions chained as the stores chain them. */
function chained(contents: readonly unknown[]) {
  let chain = '';
  return contents.map((content, index) => {
    chain = linkHash(chain, content);
    return { version: index + 1, content, chain };
  });
}
const versions = chained([{ a: 1, b: [{}] }, { a: 2 }, { a: 3 }, { a: 4 }]);

describe('versions are chained by hash (issue 8, item 7; peers.md row 68)', () => {
  test('whole as they were saved, whatever the order of the keys', () => {
    expect(chainFaults('settings', versions)).toEqual([]);
    const [first, ...rest] = versions;
    expect(
      chainFaults('settings', [
        { ...(first ?? { version: 1, chain: '' }), content: { b: [{}], a: 1, c: undefined } },
        ...rest,
      ]),
    ).toEqual([]);
  });

  test('one that was changed behind the back shows', () => {
    const changed = versions.map(each => (each.version === 2 ? { ...each, content: { a: 9 } } : each));
    expect(chainFaults('settings', changed)).toEqual([{ subject: 'settings', version: 2, what: 'changed' }]);
  });

  test('one that was changed with a hash of its own breaks the next', () => {
    const content = { a: 9 };
    const forged = versions.map(each =>
      each.version === 2 ? { version: 2, content, chain: linkHash(versions[0]?.chain ?? '', content) } : each,
    );
    expect(chainFaults('settings', forged)).toEqual([{ subject: 'settings', version: 3, what: 'changed' }]);
  });

  test('one that was taken out leaves a gap', () => {
    const without = versions.filter(({ version }) => version !== 2);
    expect(chainFaults('SBZL', without)).toContainEqual({ subject: 'SBZL', version: 2, what: 'missing' });
  });

  test('versions from before there were hashes begin the chain', () => {
    const old = [{ version: 1, content: { a: 0 } }];
    const next = { version: 2, content: { a: 1 }, chain: linkHash('', { a: 1 }) };
    expect(chainFaults('settings', [...old, next])).toEqual([]);
  });
});
