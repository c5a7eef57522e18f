import { expect, test } from 'vitest';
import { INDEXES } from '../../../src/adapters/mongo/indexes.ts';

test('no index stands twice: some servers refuse the command that would make it again', () => {
  const written = INDEXES.map(({ collection, keys }) => `${collection} ${JSON.stringify(keys)}`);
  expect(written.filter((each, n) => written.indexOf(each) !== n)).toEqual([]);
});
