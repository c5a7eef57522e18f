import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageEvent } from '../support/lark/callbacks.ts';
import { postEnvelope } from '../support/world-callbacks.ts';
import { type Besieged, openBesieged, SECRETS } from './support/besieged.ts';

const LONG = 40_000;
/** What makes a careless pattern try for ever, or a careless query ask for something else. */
const BOMBS: readonly string[] = [
  'a'.repeat(LONG),
  ' '.repeat(LONG),
  `${' '.repeat(LONG)}x`,
  '('.repeat(LONG),
  `${'('.repeat(LONG)}a`,
  '['.repeat(LONG),
  '-'.repeat(LONG),
  '1'.repeat(LONG),
  '1-'.repeat(LONG / 2),
  'SBZL-'.repeat(LONG / 5),
  '@'.repeat(LONG),
  '＠李'.repeat(LONG / 2),
  '@_user_1 '.repeat(LONG / 9),
  '年月日'.repeat(LONG / 3),
  '2026年'.repeat(LONG / 5),
  '请'.repeat(LONG),
  '请假，'.repeat(LONG / 3),
  'ling'.repeat(LONG / 4),
  '\n'.repeat(LONG),
  '\u202e\u0000\u001b[31m',
  '(a+)+$',
  '.*',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '$where: sleep(5000)',
  '{"$gt":""}',
  '__proto__',
  'constructor',
  'toString',
  '"; db.dropDatabase(); //',
];
/** One after the other: Lark lets nobody be sent more than five messages a second. */
const PEOPLE = [
  'ou_luo',
  'ou_he',
  'ou_xu',
  'ou_sun',
  'ou_jiang',
  'ou_hu',
  'ou_zhou',
  'ou_yang',
  'ou_fang',
  'ou_wu',
] as const;
const BEFORE = ['', '申请 ', '进度 ', '同意 ', '评论 ', '报表 ', '台账 ', '指南 ', '/', '／'];
const SOON_MS = 10_000;

describe('words that want too much', () => {
  let besieged: Besieged;
  let before: Awaited<ReturnType<Besieged['holdings']>>;
  beforeAll(async () => {
    besieged = await openBesieged();
    before = await besieged.holdings();
  }, 120_000);
  afterAll(() => besieged.close());

  test.each(BOMBS.map(bomb => [bomb.slice(0, 24).trim() || 'blanks', bomb] as const))(
    'typed to the bot, alone and behind a command: %j is answered soon, and changes nothing',
    async (_, bomb) => {
      const since = performance.now();
      for (const [n, words] of BEFORE.entries()) {
        const { status } = await postEnvelope(
          besieged.bot.address,
          messageEvent(words + bomb, { person: PEOPLE[n % PEOPLE.length] ?? 'ou_luo' }),
        );
        expect(status).toBe(200);
      }
      await besieged.bot.settle();
      expect(performance.now() - since).toBeLessThan(SOON_MS * BEFORE.length);
    },
    120_000,
  );

  test('typed into the search of the hall and of people, by tap', async () => {
    const { ids, bot } = besieged;
    for (const bomb of BOMBS) {
      const hall = await bot.act('ou_luo', { a: 'hall.search' }, { words: bomb });
      const people = await bot.act(
        'ou_chen',
        { a: 'task.find', request: ids['request'] ?? '', task: ids['task'] ?? '' },
        { find: bomb, words: bomb, opinion: '' },
      );
      expect([hall.status, people.status]).toEqual([200, 200]);
      expect(hall.toast ?? '').not.toContain('出错');
      expect(people.toast ?? '').not.toContain('出错');
    }
  }, 120_000);

  test('nothing changed, nothing was shown, nothing was logged as an error', async () => {
    expect(await besieged.holdings()).toEqual(before);
    const seen = PEOPLE.flatMap(person => besieged.office.chats.of(person)).map(({ content }) =>
      JSON.stringify(content),
    );
    for (const secret of SECRETS) expect(seen.join('\n').includes(secret)).toBe(false);
    expect(besieged.bot.errors).toEqual([]);
  });
});
