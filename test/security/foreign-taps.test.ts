import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CardAction, encodeAction } from '../../cards/kit/action.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import {
  APPLICANT,
  APPROVER,
  AUDITOR,
  type Besieged,
  FOREIGN,
  openBesieged,
  SECRETS,
} from './support/besieged.ts';
import { everyAction, EVERY_KIND } from './support/every-action.ts';

/** Filled in so that no act is refused for a missing field before its right is looked at. */
const FILLED = {
  opinion: '同意',
  reason: '理由',
  comment: '评论',
  words: '请假',
  to: 'ou_luo',
  person: 'ou_luo',
  people: ['ou_luo'],
  mentions: ['ou_luo'],
  newPhrase: '同意',
  lines: '一\t二',
  name: '名称',
  date: '2026-12-31',
} as const;
const MINUTES_5 = 300_000;

/** Words with a number behind them, and those that open what belongs to somebody. */
const ON_A_REQUEST = [
  '进度 催办 撤回 同意 拒绝 退回 转交 委派 加签 减签 弃权 认领 退还 办结 拿回 评论 抄送 撤销',
  '再次提交 改派 跳转 作废 /status /urge /withdraw /approve',
].flatMap(words => words.split(' '));
const ALONE = [
  '待办,我的,已办,督办,逾期,台账 请假,报表,看板,运行状况,模板 QJSQ,离职交接,设置',
  '代理,签名,常用意见,批量同意,目录,指南 请假,帮助,大厅,申请 请假',
].flatMap(words => words.split(','));

describe('taps and words of those who have no part', () => {
  let besieged: Besieged;
  let before: Awaited<ReturnType<Besieged['holdings']>>;
  beforeAll(async () => {
    besieged = await openBesieged();
    before = await besieged.holdings();
  }, 120_000);
  afterAll(() => besieged.close());

  const tapAs = async (person: string, action: CardAction, n: number): Promise<string> => {
    const value = encodeAction(action);
    const tap = tapEnvelope(person, `om_${person}_${n}`, { value, form_value: FILLED });
    const answered = await postEnvelope(besieged.bot.address, tap);
    expect(answered.status).toBe(200);
    return JSON.stringify(answered.body);
  };
  const read = (person: string): string =>
    besieged.office.chats
      .of(person)
      .map(({ content }) => JSON.stringify(content))
      .join('\n');

  test('every kind of button is tapped', () => {
    const tapped = new Set(everyAction(besieged.ids).map(({ a }) => a));
    expect([...tapped].sort()).toEqual([...EVERY_KIND].sort());
    expect(tapped.size).toBeGreaterThan(110);
  });

  test.each(Object.entries(FOREIGN))(
    '%s is shown nothing by any button, and changes nothing',
    async (_, person) => {
      for (const [n, action] of everyAction(besieged.ids).entries()) {
        const said = await tapAs(person, action, n);
        for (const secret of SECRETS)
          if (said.includes(secret)) throw new Error(`${JSON.stringify(action)} shows ${secret}: ${said}`);
      }
      expect(await besieged.holdings()).toEqual(before);
    },
    MINUTES_5,
  );

  test(
    'the auditor changes nothing by any button',
    async () => {
      for (const [n, action] of everyAction(besieged.ids).entries()) await tapAs(AUDITOR, action, n);
      const after = await besieged.holdings();
      // What was taken out is noted: the record of that is no change of his.
      expect({ ...after, audit_log: '' }).toEqual({ ...before, audit_log: '' });
      before = after;
    },
    MINUTES_5,
  );

  test.each(Object.entries(FOREIGN))(
    '%s is shown nothing by any word, and changes nothing',
    async (_, person) => {
      const words = [...ON_A_REQUEST.map(word => `${word} ${besieged.number}`), ...ALONE];
      for (const said of words) await besieged.bot.say(person, said);
      await besieged.bot.settle();
      const seen = read(person);
      for (const secret of SECRETS) expect(seen.includes(secret), secret).toBe(false);
      expect(await besieged.holdings()).toEqual(before);
    },
    MINUTES_5,
  );

  test('whoever decides cannot decide on another’s task, nor the applicant on the own request', async () => {
    const { ids, own } = besieged;
    const pairs: readonly (readonly [string, CardAction])[] = [
      [APPROVER, { a: 'task.approve', request: own['request'] ?? '', task: own['task'] ?? '' }],
      [APPROVER, { a: 'task.approve', request: ids['request'] ?? '', task: own['task'] ?? '' }],
      [APPROVER, { a: 'task.approve', request: own['request'] ?? '', task: ids['task'] ?? '' }],
      [APPLICANT, { a: 'task.approve', request: ids['request'] ?? '', task: ids['task'] ?? '' }],
      [APPLICANT, { a: 'act.do', act: 'claim', request: ids['request'] ?? '', task: ids['task'] ?? '' }],
    ];
    for (const [n, [person, action]] of pairs.entries()) await tapAs(person, action, 9_000 + n);
    expect(await besieged.holdings()).toEqual(before);
  });

  test('nothing was logged as an error', () => {
    expect(besieged.bot.errors).toEqual([]);
  });
});
