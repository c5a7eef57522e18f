import { assert, bigInt, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capitalAmount } from '../../../cards/kit/capital-amount.ts';

describe('peers row 2: amounts in Chinese capitals (大写)', () => {
  test.each([
    ['0', '零元整'],
    ['0.00', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角整'],
    ['1.10', '壹元壹角整'],
    ['10', '壹拾元整'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['1409.5', '壹仟肆佰零玖元伍角整'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['80000.00', '捌万元整'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['1000001', '壹佰万零壹元整'],
    ['100000001', '壹亿零壹元整'],
    ['200000000000', '贰仟亿元整'],
    ['1000000000000', '壹万亿元整'],
    ['10001000000000', '壹拾万零壹拾亿元整'],
    ['-3.14', '负叁元壹角肆分'],
  ])('%s is %s', (amount, capitals) => {
    expect(capitalAmount(amount)).toBe(capitals);
  });

  test.each(['', 'x', '1e309', '1.234', '.', '1234567890123456'])('%j is no amount', amount => {
    expect(capitalAmount(amount)).toBeUndefined();
  });

  test('read back, the capitals say the amount again', () => {
    assert(
      property(bigInt({ min: 0n, max: 10n ** 15n - 1n }), integer({ min: 0, max: 99 }), (yuan, cents) => {
        const amount = `${yuan}.${String(cents).padStart(2, '0')}`;
        expect(readBack(capitalAmount(amount) ?? '')).toBe(yuan * 100n + BigInt(cents));
      }),
      { numRuns: 300 },
    );
  });

  test('no zero stands twice, before a unit, or at the end', () => {
    assert(
      property(bigInt({ min: 1n, max: 10n ** 15n - 1n }), yuan => {
        expect(capitalAmount(String(yuan))).not.toMatch(/零零|零[拾佰仟万亿元]|^零/);
      }),
      { numRuns: 300 },
    );
  });
});

/** In cents, by another way than the one under test. */
function readBack(text: string): bigint {
  const units: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n };
  let [total, upper, section, last, cents] = [0n, 0n, 0n, 0n, 0n];
  for (const character of text) {
    if (character in units) {
      section += last * (units[character] ?? 1n);
      last = 0n;
    } else if (character === '万') {
      upper += (section + last) * 10_000n;
      [section, last] = [0n, 0n];
    } else if (character === '亿') {
      total += (upper + section + last) * 100_000_000n;
      [upper, section, last] = [0n, 0n, 0n];
    } else if (character === '元') {
      total += upper + section + last;
      [upper, section, last] = [0n, 0n, 0n];
    } else if (character === '角') {
      cents += last * 10n;
      last = 0n;
    } else if (character === '分') {
      cents += last;
      last = 0n;
    } else if (character !== '整') last = BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(character));
  }
  return total * 100n + cents;
}
