import { describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import {
  formatAmount,
  formatDate,
  formatDatetime,
  formatDuration,
  formatInstant,
  formatNames,
  formatValue,
} from '../../../cards/kit/format.ts';
import { loadTexts } from '../../../config/texts.ts';

const t = loadTexts(fileURLToPath(new URL('../../../config/locales', import.meta.url)));

describe('what people read', () => {
  test('an instant is shown in the zone of the service, whatever the machine is set to', () => {
    const instant = Date.UTC(2026, 10, 22, 8, 30);
    expect(formatInstant(instant, { timeZone: 'Asia/Shanghai' })).toEqual({
      zh: '2026年11月22日 16:30',
      en: '22 Nov 2026, 16:30',
    });
    expect(formatInstant(instant, { timeZone: 'UTC' }).zh).toBe('2026年11月22日 08:30');
    expect(formatInstant(Date.UTC(2026, 11, 31, 16), { timeZone: 'Asia/Shanghai' }).zh).toBe(
      '2027年1月1日 00:00',
    );
  });

  test('an amount has its thousands apart and keeps its cents', () => {
    expect(formatAmount('80000.00')).toEqual({ zh: '80,000.00 元', en: 'CNY 80,000.00' });
    expect(formatAmount('-1234567.5').zh).toBe('-1,234,567.5 元');
    expect(formatAmount('999').zh).toBe('999 元');
  });

  test('what is no amount or date is shown as it was typed', () => {
    expect(formatAmount('八万').zh).toBe('八万');
    expect(formatDate('2026-13-01').zh).toBe('2026-13-01');
    expect(formatDatetime('soon').en).toBe('soon');
  });

  test('durations say their unit, one or many', () => {
    expect(formatDuration({ amount: 1, unit: 'd' }, t)).toEqual({ zh: '1 天', en: '1 day' });
    expect(formatDuration({ amount: 4, unit: 'wh' }, t)).toEqual({
      zh: '4 个工作小时',
      en: '4 working hours',
    });
  });

  test('many names become a few and a number', () => {
    expect(formatNames(['甲', '乙'], t)).toEqual({ zh: '甲、乙', en: '甲, 乙' });
    expect(formatNames(['甲', '乙', '丙', '丁'], t, 2).zh).toBe('甲、乙 等 4 人');
  });

  test('every kind of value has words', () => {
    const shown = [
      formatValue({ kind: 'none' }, t),
      formatValue({ kind: 'text', text: '' }, t),
      formatValue({ kind: 'texts', texts: ['甲', { zh: '乙', en: 'B' }] }, t),
      formatValue({ kind: 'number', number: 12345.5, unit: { zh: '台', en: 'sets' } }, t),
      formatValue({ kind: 'time', value: '09:30' }, t),
      formatValue({ kind: 'datetime', value: '2026-11-22T09:30' }, t),
      formatValue({ kind: 'dateRange', from: '2026-11-22', to: '2026-12-01' }, t),
      formatValue({ kind: 'flag', on: true }, t),
    ];
    expect(shown.map(text => text.zh)).toEqual([
      '—',
      '—',
      '甲、乙',
      '12,345.5 台',
      '09:30',
      '2026年11月22日 09:30',
      '2026年11月22日 至 2026年12月1日',
      '是',
    ]);
    expect(shown.map(text => text.en).slice(2, 4)).toEqual(['甲, B', '12,345.5 sets']);
  });
});
