import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit } from '../../../src/adapters/lark/directory/name-match.ts';

describe('typed words and names', () => {
  it.each([
    ['张伟明', '张伟明', 0],
    ['张伟明', '张', 1],
    ['张伟明', '伟明', 2],
    ['张伟明', '', 2],
    ['张伟明', 'zhangweiming', 3],
    ['张伟明', 'zhang wei', 3],
    ['张伟明', 'zwm', 3],
    ['张伟明', 'zhangwm', 3],
    ['张伟明', 'zweim', 3],
    ['张伟明', 'weiming', 3],
    ['张伟明', 'ZHANGW', 3],
    ['吕梁', 'lvliang', 3],
    ['Alice Wang', 'alice', 1],
    ['Alice Wang', 'wang', 2],
    ['Ａｌｉｃｅ', 'alice', 0],
  ])('%s is found by "%s"', (name, words, score) => {
    expect(fit(name, words)).toBe(score);
  });

  it.each([['shan'], ['dan'], ['sxx'], ['dxx']])(
    '单雄信 is found by "%s": characters of several readings',
    words => {
      expect(fit('单雄信', words)).toBe(3);
    },
  );

  it.each([
    ['张伟明', 'zm'],
    ['张伟明', 'zhangming'],
    ['张伟明', 'hang'],
    ['张伟明', '李'],
    ['张伟明', 'zwmx'],
    ['Alice', 'alcie'],
  ])('%s is not found by "%s"', (name, words) => {
    expect(fit(name, words)).toBeUndefined();
  });

  it('every part of a name finds it', () => {
    const character = fc.constantFrom('张', '单', '伟', '明', '〇', 'A', 'b', '·', '1');
    fc.assert(
      fc.property(
        fc.array(character),
        fc.array(character, { minLength: 1 }),
        fc.array(character),
        (...parts) => {
          const [before, part, after] = parts.map(list => list.join(''));
          expect(fit(`${before}${part}${after}`, part ?? '')).toBeDefined();
        },
      ),
    );
  });
});
