import { expect, test } from 'vitest';
import { knownAnswers } from '../../../src/core/form/known-answers.ts';

const text = (zh: string) => ({ zh, en: zh });
const known = (question: string, ...words: readonly string[]) => ({
  question: text(question),
  answer: text(`${question}!`),
  words,
});
const answers = {
  field: 'content',
  known: [
    known('a', '门禁'),
    known('b', '门禁', '多久'),
    known('c', 'Badge'),
    known('d', '门禁'),
    known('e', '门禁'),
  ],
};
const asked = (content: unknown) =>
  knownAnswers({ answers }, typeof content === 'string' ? { content } : {}).map(
    ({ question }) => question.zh,
  );

test('services E14: known answers are those whose words were written, the nearest first, three at most', () => {
  expect(asked('门禁多久办好')).toEqual(['b', 'a', 'd']);
  expect(asked('ＢＡＤＧＥ lost')).toEqual(['c']);
  expect(asked('别的事')).toEqual([]);
  expect(asked(undefined)).toEqual([]);
  expect(knownAnswers({}, { content: '门禁' })).toEqual([]);
});
