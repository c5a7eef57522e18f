import { type Day, readDay, yearOf } from '../calendar/days.ts';
import { firstDay, isoWeek, monthOf, type Period, type PeriodKind, periodOf } from './period.ts';

/** Words for a period that is counted from today. */
const NAMED: Readonly<Record<string, readonly [PeriodKind, number]>> = {
  ...named('day', 0, '今天 今日 当天 today'),
  ...named('day', -1, '昨天 昨日 yesterday'),
  ...named('day', -2, '前天 前日'),
  ...named('week', 0, '本周 这周 这一周 本星期 这星期 这个星期 本礼拜 thisweek'),
  ...named('week', -1, '上周 上一周 上星期 上个星期 上礼拜 lastweek'),
  ...named('week', -2, '上上周 上上星期'),
  ...named('month', 0, '本月 这月 这个月 当月 thismonth'),
  ...named('month', -1, '上月 上个月 上一个月 lastmonth'),
  ...named('month', -2, '上上月 上上个月'),
  ...named('quarter', 0, '本季 本季度 这季度 这个季度 当季 thisquarter'),
  ...named('quarter', -1, '上季 上季度 上个季度 上一季度 lastquarter'),
  ...named('year', 0, '今年 本年 本年度 当年 thisyear'),
  ...named('year', -1, '去年 上年 上年度 lastyear'),
  ...named('year', -2, '前年'),
};

const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ORDINALS = ['first', 'second', 'third', 'fourth'];
const NTH = ['1st', '2nd', '3rd', '4th'];
const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const YEAR = '(?<year>20\\d\\d)年?度?';
const SAID = '(?<said>今年|本年|去年|上年|前年|thisyear|lastyear)?的?';
const QUARTER = '(?:第?(?<quarter>[1-4一二三四])季度?|q(?<q>[1-4])|(?<nth>[1-4])(?:st|nd|rd|th)quarter)';
const MONTH = `(?:(?<month>0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])月份?|(?<name>${ENGLISH.join('|')})[a-z]*)`;
const DAY = '(?<day>[12]\\d|3[01]|0?[1-9])[日号]?';

const shape = (source: string): RegExp => new RegExp(`^${source}$`, 'u');
/** Each form that a period is written in, the parts by name. */
const SHAPES: readonly RegExp[] = [
  shape(YEAR),
  shape(`(?:${YEAR}[-/]?|${SAID})${QUARTER}`),
  shape(`${QUARTER}${YEAR}`),
  shape(`(?:${YEAR}[-/]?|${SAID})${MONTH}(?:${DAY})?`),
  shape(`${MONTH}${YEAR}`),
  shape(`(?:${YEAR})[-/.年](?<month>0?[1-9]|1[0-2])(?:[-/.月](?<day>0?[1-9]|[12]\\d|3[01])日?)?`),
  shape('(?<year>20\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])?'),
  shape(`(?:${YEAR}[-/]?|${SAID})(?:第(?<week>[1-9]|[1-4]\\d|5[0-3])周|w(?<w>0?[1-9]|[1-4]\\d|5[0-3]))`),
];

/**
 * The period that somebody typed, `today` being the day by the service's own clock: 昨天, 上周, 本月, 第三季度, 去年第四季度,
 * 2026-09, 2026Q3, 9月, 9月15日, last month, Sep 2026, 2026, 2026-W40, … Without a year the latest one that has begun is meant:
 * in November 9月 is this year's, 12月 last year's. Undefined for anything else, and for days that do not exist.
 */
export function parsePeriod(typed: string, today: Day): Period | undefined {
  const words = plain(typed);
  const counted = Object.hasOwn(NAMED, words) ? NAMED[words] : undefined;
  if (counted !== undefined) return periodOf(counted[0], today, counted[1]);
  for (const form of SHAPES) {
    const parts = form.exec(words)?.groups;
    if (parts !== undefined) return written(parts, today);
  }
  return undefined;
}

/** Half width, lower case, without spaces and small words; `third` as `3rd`. */
function plain(typed: string): string {
  const words = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b|\b(?:the|of|in)\b|[,，。!?]/gu, ' ');
  const numbered = ORDINALS.reduce((text, word, n) => text.replace(word, NTH[n] ?? word), words);
  return numbered.replace(/\s+/gu, '');
}

type Parts = Readonly<Record<string, string | undefined>>;

function written(parts: Parts, today: Day): Period | undefined {
  const year = parts['year'] === undefined ? saidYear(parts['said'], today) : Number(parts['year']);
  const quarter = numberOf(parts['quarter'] ?? parts['q'] ?? parts['nth']);
  const month = numberOf(parts['month']) ?? nameOfMonth(parts['name']);
  const week = numberOf(parts['week'] ?? parts['w']);
  const day = numberOf(parts['day']);
  const inYear = (of: number): Period | undefined => {
    if (week !== undefined) return isoWeek(of, week);
    if (quarter !== undefined) return periodOf('quarter', firstDay(of * 12 + (quarter - 1) * 3));
    if (month === undefined) return periodOf('year', firstDay(of * 12));
    if (day === undefined) return periodOf('month', firstDay(of * 12 + month - 1));
    const date = readDay(`${of}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    return date === undefined ? undefined : periodOf('day', date);
  };
  if (year !== undefined) return inYear(year);
  const now = yearOf(today);
  return [inYear(now), inYear(now - 1)].find(period => period !== undefined && period.from <= today);
}

function saidYear(said: string | undefined, today: Day): number | undefined {
  const counted = said === undefined ? undefined : NAMED[said];
  return counted === undefined ? undefined : Math.floor(monthOf(today) / 12) + counted[1];
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const numeral = NUMERALS.indexOf(text);
  return numeral >= 0 ? numeral : Number(text);
}

function nameOfMonth(name: string | undefined): number | undefined {
  return name === undefined ? undefined : ENGLISH.indexOf(name) + 1;
}

function named(
  kind: PeriodKind,
  shift: number,
  words: string,
): Record<string, readonly [PeriodKind, number]> {
  return Object.fromEntries(words.split(' ').map(word => [word, [kind, shift] as const]));
}
