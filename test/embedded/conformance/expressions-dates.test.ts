import { ObjectId } from 'mongodb';
import { gives, refusesPipeline } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const fails = (code: number, expression: unknown) =>
  refusesPipeline(code, [{ _id: 1, n: 5 }], [{ $project: { v: expression } }]);
const at = (text: string): Date => new Date(text);
/** A Friday; in Shanghai it is already Saturday. */
const d = at('2024-03-15T18:30:45.123Z');
const zone = 'Asia/Shanghai';

conformance('expressions on dates', {
  'the parts of a date, in UTC': gives(
    [
      { $year: '$d' },
      { $month: '$d' },
      { $dayOfMonth: '$d' },
      { $hour: '$d' },
      { $minute: '$d' },
      { $second: '$d' },
      { $millisecond: '$d' },
    ],
    [2024, 3, 15, 18, 30, 45, 123],
    { d },
  ),
  'the parts of a date, in a time zone': gives(
    [
      { $dayOfMonth: { date: '$d', timezone: zone } },
      { $hour: { date: '$d', timezone: zone } },
      { $dayOfWeek: { date: '$d', timezone: zone } },
    ],
    [16, 2, 7],
    { d },
  ),
  'the parts of a date, at an offset': gives({ $hour: { date: '$d', timezone: '-05:30' } }, 13, { d }),
  '$dayOfWeek: Sunday is 1': gives({ $dayOfWeek: at('2024-03-17T00:00:00Z') }, 1),
  $dayOfYear: gives({ $dayOfYear: '$d' }, 75, { d }),
  '$week: the first Sunday begins week 1': gives(
    [{ $week: at('2024-01-06T00:00:00Z') }, { $week: at('2024-01-07T00:00:00Z') }],
    [0, 1],
  ),
  '$isoWeek, $isoWeekYear and $isoDayOfWeek': gives(
    [
      { $isoWeek: at('2021-01-03T00:00:00Z') },
      { $isoWeekYear: at('2021-01-03T00:00:00Z') },
      { $isoDayOfWeek: at('2021-01-03T00:00:00Z') },
    ],
    [53, 2020, 7],
  ),
  'the parts of null are null': gives(
    [{ $year: null }, { $hour: { date: null, timezone: zone } }],
    [null, null],
  ),
  'the date of an ObjectId': gives({ $year: new ObjectId('65a000000000000000000001') }, 2024),
  '$dateToString with a format': gives(
    { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M:%S.%L' } },
    '2024-03-15 18:30:45.123',
    { d },
  ),
  '$dateToString in a time zone': gives(
    { $dateToString: { date: '$d', format: '%Y-%m-%dT%H:%M%z', timezone: zone } },
    '2024-03-16T02:30+0800',
    { d },
  ),
  '$dateToString without a format': gives({ $dateToString: { date: '$d' } }, '2024-03-15T18:30:45.123Z', {
    d,
  }),
  '$dateToString with weeks and days': gives(
    { $dateToString: { date: '$d', format: '%j %u %V %G %%' } },
    '075 5 11 2024 %',
    { d },
  ),
  '$dateToString of null, with onNull': gives(
    [{ $dateToString: { date: null } }, { $dateToString: { date: '$none', onNull: 'none' } }],
    [null, 'none'],
  ),
  '$dateFromString reads ISO 8601': gives({ $dateFromString: { dateString: '2024-03-15T18:30:45.123Z' } }, d),
  '$dateFromString in a time zone': gives(
    { $dateFromString: { dateString: '2024-03-16T02:30:45.123', timezone: zone } },
    d,
  ),
  '$dateFromString with a format': gives(
    { $dateFromString: { dateString: '15/03/2024', format: '%d/%m/%Y' } },
    at('2024-03-15T00:00:00Z'),
  ),
  '$dateFromString with onError and onNull': gives(
    [
      { $dateFromString: { dateString: 'x', onError: 'bad' } },
      { $dateFromString: { dateString: null, onNull: 'none' } },
    ],
    ['bad', 'none'],
  ),
  $dateFromParts: gives(
    { $dateFromParts: { year: 2024, month: 3, day: 16, hour: 2, minute: 30, timezone: zone } },
    at('2024-03-15T18:30:00Z'),
  ),
  '$dateFromParts carries over': gives(
    { $dateFromParts: { year: 2024, month: 14, day: 1 } },
    at('2025-02-01T00:00:00Z'),
  ),
  '$dateFromParts from ISO week and day': gives(
    { $dateFromParts: { isoWeekYear: 2024, isoWeek: 11, isoDayOfWeek: 5 } },
    at('2024-03-15T00:00:00Z'),
  ),
  '$dateToParts in a time zone': gives(
    { $dateToParts: { date: '$d', timezone: zone } },
    { year: 2024, month: 3, day: 16, hour: 2, minute: 30, second: 45, millisecond: 123 },
    { d },
  ),
  '$dateAdd of days': gives(
    { $dateAdd: { startDate: '$d', unit: 'day', amount: 3 } },
    at('2024-03-18T18:30:45.123Z'),
    { d },
  ),
  '$dateAdd of a month stops at its last day': gives(
    { $dateAdd: { startDate: at('2024-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
    at('2024-02-29T00:00:00Z'),
  ),
  '$dateAdd of a day keeps the clock of its zone over a change to summer time': gives(
    {
      $dateAdd: { startDate: at('2024-03-30T12:00:00Z'), unit: 'day', amount: 1, timezone: 'Europe/Berlin' },
    },
    at('2024-03-31T11:00:00Z'),
  ),
  '$dateSubtract of hours': gives(
    { $dateSubtract: { startDate: at('2024-03-15T01:00:00Z'), unit: 'hour', amount: 2 } },
    at('2024-03-14T23:00:00Z'),
  ),
  '$dateDiff counts the bounds crossed': gives(
    [
      {
        $dateDiff: {
          startDate: at('2024-01-31T23:00:00Z'),
          endDate: at('2024-02-01T01:00:00Z'),
          unit: 'month',
        },
      },
      {
        $dateDiff: {
          startDate: at('2024-01-01T23:00:00Z'),
          endDate: at('2024-01-02T01:00:00Z'),
          unit: 'day',
        },
      },
      {
        $dateDiff: {
          startDate: at('2024-01-01T23:00:00Z'),
          endDate: at('2024-01-02T01:00:00Z'),
          unit: 'hour',
        },
      },
    ],
    [1, 1, 2],
  ),
  '$dateDiff of days in a time zone': gives(
    {
      $dateDiff: {
        startDate: at('2024-01-01T15:00:00Z'),
        endDate: at('2024-01-01T17:00:00Z'),
        unit: 'day',
        timezone: zone,
      },
    },
    1,
  ),
  '$dateDiff backwards is negative': gives(
    {
      $dateDiff: { startDate: at('2024-01-03T00:00:00Z'), endDate: at('2024-01-01T00:00:00Z'), unit: 'day' },
    },
    -2,
  ),
  '$dateTrunc to the day, in a time zone': gives(
    { $dateTrunc: { date: '$d', unit: 'day', timezone: zone } },
    at('2024-03-15T16:00:00Z'),
    { d },
  ),
  '$dateTrunc to a week that starts on Monday': gives(
    { $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } },
    at('2024-03-11T00:00:00Z'),
    { d },
  ),
  '$dateTrunc to bins of 15 minutes': gives(
    { $dateTrunc: { date: '$d', unit: 'minute', binSize: 15 } },
    at('2024-03-15T18:30:00Z'),
    { d },
  ),
  '$dateTrunc to the month': gives(
    { $dateTrunc: { date: '$d', unit: 'month' } },
    at('2024-03-01T00:00:00Z'),
    { d },
  ),
  '$toDate of milliseconds, text and an ObjectId': gives(
    [
      { $toDate: 1_000_000_000_000.5 },
      { $toDate: '2024-03-15' },
      { $toDate: new ObjectId('65a000000000000000000001') },
    ],
    [
      new Date(1_000_000_000_000),
      at('2024-03-15T00:00:00Z'),
      new ObjectId('65a000000000000000000001').getTimestamp(),
    ],
  ),
  '$year of a number is refused (16006)': fails(16006, { $year: '$n' }),
  'an unknown time zone is refused (40485)': fails(40485, {
    $hour: { date: new Date(0), timezone: 'Nowhere/At_All' },
  }),
  '$dateFromString of other text is refused (241)': fails(241, { $dateFromString: { dateString: 'x' } }),
  'an unknown unit is refused (9 FailedToParse)': fails(9, {
    $dateAdd: { startDate: new Date(0), unit: 'blink', amount: 1 },
  }),
  '$dateToString of text is refused (16006)': fails(16006, { $dateToString: { date: 'x' } }),
});
