import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../../support/world.ts';

/** 李晓明 of workshop 1; 蒋文秀 keeps the service desk; 林静怡 sits in the joint meeting; 孙立新 heads machinery; 杨春梅 has no part in it. */
const [worker, desk, meeting, machinery, stranger] = [
  'ou_li',
  'ou_jiang',
  'ou_lin',
  'ou_sun',
  'ou_yang',
] as const;
/** Who it was: by name, or by the id that buttons and pickers carry. */
const NAMES = /李晓明|"ou_li"/;

describe('投诉建议与咨询 (services E14; features 1.16, 4.1, 4.2, 4.9, 4.10, 4.27)', () => {
  let world: World;
  let number = '';
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const apply = async (form: Readonly<Record<string, unknown>>): Promise<string> => {
    await world.say(worker, '申请 投诉建议');
    await world.tap(worker, '办理');
    await world.tap(worker, '提交', form);
    const toast = (await world.tap(worker, '提交')) ?? '';
    return /TSJY-\d{8}-\d{4}/.exec(toast)?.[0] ?? toast;
  };
  /** Everything in a person's chat with the bot, as JSON: what is in a card counts, shown or not. */
  const everything = async (person: string) => JSON.stringify(await world.people.messages(person));

  test('what is known already is shown before it is handed in, and only what fits', async () => {
    await world.say(worker, '申请 投诉建议');
    await world.tap(worker, '办理');
    await world.tap(worker, '提交', { kind: 'question', content: '工作证几天能拿到？' });
    const preview = (await world.seenBy(worker)).at(-1) ?? '';
    expect(preview).toContain('可能已有答案');
    expect(preview).toContain('15:00 前提交当天制证');
    expect(preview).not.toContain('服务台转维修组');
    await world.tap(worker, '修改');
    await world.tap(worker, '提交', { content: '食堂的菜太咸' });
    expect((await world.seenBy(worker)).at(-1)).not.toContain('可能已有答案');
  });

  test('an anonymous complaint reaches the desk without a name, a department or an id', async () => {
    number = await apply({ kind: 'complaint', content: '二号吊车租期已过，仍停在现场', anonymous: true });
    expect(number).toMatch(/^TSJY-/);
    expect(await world.seenBy(desk)).toContainEqual(expect.stringContaining('匿名'));
    await world.say(desk, '待办');
    expect(await everything(desk)).not.toMatch(NAMES);
    expect((await world.seenBy(desk)).join()).not.toContain('匿名 · 大修一车间');
  });

  test('the desk names the department and takes it on as a hard case; the joint meeting says what to do', async () => {
    await world.tap(desk, '办结', { f_responsible: 'od_machinery', f_hard: true, opinion: '已受理' });
    expect(await world.seenBy(meeting)).toContainEqual(expect.stringContaining(number));
    await world.tap(meeting, '办结', { opinion: '请机械设备科两日内清退' });
  });

  test('the department answers, the desk asks back, and nobody on the way has learnt who it was', async () => {
    await world.tap(machinery, '办结', { f_answer: '已通知出租方，明日退场' });
    await world.tap(desk, '办结', { opinion: '已回访，满意' });
    for (const person of [desk, meeting, machinery]) {
      await world.say(person, `进度 ${number}`);
      await world.say(person, '已办');
      expect(await everything(person)).not.toMatch(NAMES);
    }
  });

  test('the applicant is told the answer all the same', async () => {
    await world.say(worker, `进度 ${number}`);
    expect((await world.seenBy(worker)).at(-1)).toContain('已通知出租方');
    await world.say(worker, '我的');
    expect((await world.seenBy(worker)).at(-1)).toContain(number);
  });

  test('whoever gives a name is named, and an ordinary question goes straight to the department', async () => {
    const open = await apply({
      kind: 'question',
      content: '租赁合同在哪里归档？',
      responsible: 'od_machinery',
    });
    expect((await world.seenBy(desk)).at(-1)).toContain('李晓明');
    await world.tap(desk, '办结', { opinion: '' });
    expect((await world.seenBy(machinery)).at(-1)).toContain(open);
    await world.say(stranger, `进度 ${number}`);
    expect((await world.seenBy(stranger)).at(-1)).toContain('没有找到');
    expect(world.errors).toEqual([]);
  });
});
