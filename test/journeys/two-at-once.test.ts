import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice, TEST_CATALOGUE } from '../support/world-office.ts';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { replay } from '../../src/core/evolve.ts';

const ROUNDS = 50;
/** Nobody twice in a round, and nobody's chat filled faster than Lark lets it be. */
const APPROVERS = [
  'ou_gao',
  'ou_fang',
  'ou_zhao',
  'ou_qian',
  'ou_sun',
  'ou_wu',
  'ou_zheng',
  'ou_chen',
  'ou_xu',
];

const APPLICANTS = [
  'ou_li',
  'ou_wang',
  'ou_zhang',
  'ou_he',
  'ou_luo',
  'ou_yang',
  'ou_hu',
  'ou_zhou',
  'ou_jiang',
];

describe('two approvers tap at once', () => {
  let office: Office;
  let here: Bot;
  let there: Bot;
  beforeAll(async () => {
    office = await openOffice({ catalogueDir: TEST_CATALOGUE });
    [here, there] = [await office.start(), await office.start()];
  });
  afterAll(async () => {
    await office.close();
  });

  /** One applicant's requests, one after the other: a person has one draft of an item at a time. */
  const applyInTurn = async (applicant: string, from: number): Promise<readonly string[]> => {
    const numbers: string[] = [];
    for (let round = from; round < ROUNDS; round += APPLICANTS.length) {
      const first = APPROVERS[round % APPROVERS.length] ?? '';
      const second = APPROVERS[(round + 1 + (round % 7)) % APPROVERS.length] ?? '';
      numbers.push(await here.apply(applicant, 'TWO', { purpose: `第 ${round} 轮`, first, second }));
    }
    return numbers;
  };

  test(`${ROUNDS} rounds, one decision each; the other is told who did what and when, and nothing changes`, async () => {
    const rounds = (await Promise.all(APPLICANTS.map(applyInTurn))).flat();
    expect(rounds).toHaveLength(ROUNDS);
    for (const [round, number] of rounds.entries()) {
      const { state } = await office.request(number);
      const taps = state.tasks.map((task, n) =>
        (n === round % 2 ? here : there).act(
          task.actor,
          { a: n === 0 ? 'task.approve' : 'task.reject', request: state.id, task: task.id },
          { opinion: '意见' },
        ),
      );
      const [one, other] = await Promise.all(taps);
      const toasts = [one?.toast ?? '', other?.toast ?? ''];
      expect(
        toasts.filter(toast => /^已(同意|拒绝)$/.test(toast)),
        toasts.join(),
      ).toHaveLength(1);
      expect(toasts.filter(toast => /^已由.+于\d\d:\d\d处理$/.test(toast))).toHaveLength(1);
      const loser = toasts[0]?.startsWith('已由') === true ? one : other;
      expect(labelsOf(loser?.card)).not.toContain('同意');
      expect(textOf(loser?.card)).toMatch(/已由.+处理/);

      const after = await office.request(number);
      expect(
        after.timeline.filter(({ event }) => event.type === 'Approved' || event.type === 'Rejected'),
      ).toHaveLength(1);
      expect(after.state.status).toBe(toasts.includes('已同意') ? 'APPROVED' : 'REJECTED');
      expect(replay(after.timeline)).toEqual(after.state);
    }
  }, 180_000);

  test('in the end no card of theirs can still be tapped, and nothing was logged as an error', async () => {
    await office.delivered();
    await Promise.all([here.settle(), there.settle()]);
    for (const approver of APPROVERS) {
      const cards = office.chats.of(approver).filter(({ text }) => text.includes('两人或签'));
      expect(cards.length).toBeGreaterThan(0);
      for (const card of cards) expect(labelsOf(card.content)).not.toContain('同意');
    }
    expect([...here.errors, ...there.errors]).toEqual([]);
  }, 180_000);
});
