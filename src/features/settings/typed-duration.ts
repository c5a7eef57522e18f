import type { Duration, DurationUnit } from '../../core/definition.ts';

/** Why a typed time cannot be taken; worded as `admin.<fault>`. */
export type DurationFault = 'noUnit' | 'badDuration' | 'wholeOnly' | 'tooLong';

/** How each unit is written, in full or short; a week is seven days. */
const WORDS: readonly (readonly [unit: DurationUnit, times: number, words: readonly string[]])[] = [
  ['min', 1, ['分钟', '分', 'min', 'mins', 'minute', 'minutes']],
  ['h', 1, ['小时', '钟头', '时', 'h', 'hr', 'hrs', 'hour', 'hours']],
  ['d', 1, ['天', '日', 'd', 'day', 'days']],
  ['d', 7, ['周', '星期', '礼拜', 'w', 'week', 'weeks']],
  ['wh', 1, ['工时', '工作小时', 'wh', 'workhour', 'workhours', 'workinghour', 'workinghours']],
  ['wd', 1, ['工作日', '工作天', 'wd', 'workday', 'workdays', 'workingday', 'workingdays']],
];
const NUMERALS: Readonly<Record<string, number>> = {
  半: 0.5,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
/** A part of a unit is counted in the next smaller one; working time has none. */
const SMALLER: Partial<Readonly<Record<DurationUnit, readonly [unit: DurationUnit, times: number]>>> = {
  d: ['h', 24],
  h: ['min', 60],
};
const MOST: Readonly<Record<DurationUnit, number>> = {
  min: 100_000,
  h: 10_000,
  d: 1000,
  wh: 10_000,
  wd: 1000,
};
const TYPED = /^([\d.]+|[半一二两三四五六七八九十])个?(\D*)$/;

/** Reads a time, not negative, as people write it: `30分钟`, `4 h`, `１天`, `半小时`, `3个工作日`; a bare 0 is 0. */
export function readTypedDuration(typed: string): Duration | DurationFault {
  const text = typed.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
  const match = TYPED.exec(text);
  const amount = NUMERALS[match?.[1] ?? ''] ?? Number(match?.[1] ?? Number.NaN);
  if (match === null || !Number.isFinite(amount)) return 'badDuration';
  if (match[2] === '') return amount === 0 ? { amount: 0, unit: 'h' } : 'noUnit';
  const found = WORDS.find(([, , words]) => words.includes(match[2] ?? ''));
  if (found === undefined) return 'badDuration';
  const [unit, times] = found;
  return whole(amount * times, unit);
}

function whole(amount: number, unit: DurationUnit): Duration | DurationFault {
  if (amount > MOST[unit]) return 'tooLong';
  if (Number.isInteger(amount)) return { amount, unit };
  const smaller = SMALLER[unit];
  if (smaller === undefined) return unit === 'min' ? 'badDuration' : 'wholeOnly';
  const [next, times] = smaller;
  return whole(Math.round(amount * times * 1e6) / 1e6, next);
}
