import { expect, test } from 'vitest';
import { createTapAnswers } from '../../../src/application/tap-answers.ts';

test('a card counts as shown once the answer with it has gone out', async () => {
  const answers = createTapAnswers();
  answers.expect('k');
  const all = Promise.all([answers.shown('k'), answers.shown('k')]);
  answers.answered('other', false);
  answers.answered('k', true);
  answers.answered('k', false);
  expect(await all).toEqual([true, true]);
});

test('a card does not count as shown where the answer has none, fails or never comes, nor where nobody works on a tap', async () => {
  const answers = createTapAnswers(10);
  answers.expect('failed');
  const failed = answers.shown('failed');
  answers.answered('failed', false);
  answers.answered('failed', true);
  answers.expect('silent');
  expect(await Promise.all([failed, answers.shown('silent'), answers.shown('unknown')])).toEqual([
    false,
    false,
    false,
  ]);
});
