import { ObjectId } from 'mongodb';
import { gives, refusesPipeline } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const fails = (code: number, expression: unknown) =>
  refusesPipeline(code, [{ _id: 1, n: 5 }], [{ $project: { v: expression } }]);

conformance('expressions on text', {
  '$concat joins': gives({ $concat: ['$a', '-', 'b'] }, 'x-b', { a: 'x' }),
  '$concat with null or absent is null': gives({ $concat: ['x', '$none'] }, null),
  '$toUpper and $toLower, null is empty': gives(
    [{ $toUpper: 'aB' }, { $toLower: 'aB' }, { $toUpper: null }],
    ['AB', 'ab', ''],
  ),
  '$substrCP counts code points': gives({ $substrCP: ['申请编号', 1, 2] }, '请编'),
  '$substrBytes counts bytes': gives({ $substrBytes: ['abcd', 1, 2] }, 'bc'),
  '$substr past the end is empty': gives({ $substr: ['abc', 9, 2] }, ''),
  '$strLenCP and $strLenBytes': gives([{ $strLenCP: '申请' }, { $strLenBytes: '申请' }], [2, 6]),
  $split: gives({ $split: ['a,b,,c', ','] }, ['a', 'b', '', 'c']),
  '$trim, $ltrim and $rtrim': gives(
    [
      { $trim: { input: '  x ' } },
      { $ltrim: { input: 'xxay', chars: 'x' } },
      { $rtrim: { input: 'ayx', chars: 'xy' } },
    ],
    ['x', 'ay', 'a'],
  ),
  $indexOfCP: gives([{ $indexOfCP: ['申请编号', '编'] }, { $indexOfCP: ['abc', 'z'] }], [2, -1]),
  '$indexOfBytes with a start': gives({ $indexOfBytes: ['abcabc', 'b', 2] }, 4),
  '$replaceOne and $replaceAll': gives(
    [
      { $replaceOne: { input: 'a.a', find: 'a', replacement: 'b' } },
      { $replaceAll: { input: 'a.a', find: 'a', replacement: 'b' } },
    ],
    ['b.a', 'b.b'],
  ),
  $strcasecmp: gives([{ $strcasecmp: ['Ab', 'aB'] }, { $strcasecmp: ['a', 'b'] }], [0, -1]),
  $regexMatch: gives(
    [
      { $regexMatch: { input: 'Anna', regex: '^a', options: 'i' } },
      { $regexMatch: { input: 'x', regex: /y/ } },
    ],
    [true, false],
  ),
  '$regexFind tells match, place and groups': gives(
    { $regexFind: { input: 'no. 123', regex: '([0-9])([0-9]+)' } },
    { match: '123', idx: 4, captures: ['1', '23'] },
  ),
  '$regexFind with no match is null': gives({ $regexFind: { input: 'x', regex: 'y' } }, null),
  $regexFindAll: gives({ $regexFindAll: { input: 'a1b2', regex: '[0-9]' } }, [
    { match: '1', idx: 1, captures: [] },
    { match: '2', idx: 3, captures: [] },
  ]),
  '$toString of numbers, booleans, ObjectIds and dates': gives(
    [
      { $toString: 5 },
      { $toString: 2.5 },
      { $toString: true },
      { $toString: new ObjectId('65a000000000000000000001') },
      { $toString: new Date(0) },
    ],
    ['5', '2.5', 'true', '65a000000000000000000001', '1970-01-01T00:00:00.000Z'],
  ),
  $toObjectId: gives({ $toObjectId: '65a000000000000000000001' }, new ObjectId('65a000000000000000000001')),
  '$concat of a number is refused (16702)': fails(16702, { $concat: ['x', '$n'] }),
  '$strLenCP of a number is refused (34471)': fails(34471, { $strLenCP: '$n' }),
  '$split of a number is refused (40085)': fails(40085, { $split: ['$n', ','] }),
  '$toObjectId of other text is refused (241)': fails(241, { $toObjectId: 'x' }),
});
