import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 林静怡 registers for 段长 沈国梁; 督办室 is 蒋文秀; 技术科 (钱学峰) leads, 安全科 (赵铁军) and 机械设备科 (孙立新) assist. */
const [author, chief, desk, lead, safety, machinery, deputy] = [
  'ou_lin',
  'ou_shen',
  'ou_jiang',
  'ou_qian',
  'ou_zhao',
  'ou_sun',
  'ou_fang',
] as const;
const form = {
  matter: '汛期隐患整治',
  demand: '月底前销号',
  source: 'meeting',
  leader: chief,
  lead: 'od_technology',
  assisting: ['od_safety', 'od_machinery'],
  deadline: '2026-12-18',
  cycle: 'weekly',
};

describe('督办事项, from registration to its closing (services E13; features 0.43, 2.11, 3.22)', () => {
  let office: Office;
  let bots: readonly Bot[] = [];
  let number = '';
  beforeAll(async () => {
    // A Monday; the date is a Friday, which closes at 18:00.
    office = await openOffice({ at: '2026-11-23T09:30+08:00' });
    bots = [await office.start(), await office.start()];
  });
  afterAll(() => office.close());
  const bot = (): Bot => {
    const [first] = bots;
    if (first === undefined) throw new Error('no instance');
    return first;
  };
  const until = async (at: string) => {
    office.clock.move(Date.parse(`${at}+08:00`) - office.clock.now());
    await Promise.all(bots.map(each => each.app.fireDueRules()));
    await office.delivered();
    await Promise.all(bots.map(each => each.settle()));
  };
  /** Taps on the newest card of this person that has the button. */
  const act = async (person: string, label: string, typed: object = {}) => {
    const done = await bot().tap(person, office.chats.withButton(person, label), label, typed);
    await office.delivered();
    await bot().settle();
    return done;
  };
  const supervisionCards = (person: string) =>
    office.chats.of(person).filter(({ text }) => text.startsWith('督办卡'));
  const dueDay = async () => {
    const { state } = await office.request(number);
    return new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(state.dueAt);
  };

  test('the date of the form is the limit; a date that has passed is refused beside its field', async () => {
    for (const deadline of ['2026-11-20', '2099-01-01'])
      await expect(bot().apply(author, 'DBSX', { ...form, deadline })).rejects.toThrow('需要修改');
    number = await bot().apply(author, 'DBSX', form);
    await office.delivered();
    expect(await dueDay()).toBe('2026-12-18 18:00');
  });

  test('registered and accepted, lead and assisting departments work at the same time', async () => {
    expect((await act(desk, '同意')).toast).toBe('已同意');
    await act(lead, '办结');
    const { state } = await office.request(number);
    const open = state.tasks.filter(task => task.status === 'PENDING');
    expect(open.map(task => task.actor).toSorted()).toEqual([lead, machinery, safety].toSorted());
  });

  test('each week everybody at work is asked for progress; an answer closes nothing else and the author reads it', async () => {
    await until('2026-11-30T10:00');
    const asked = office.chats.withButton(lead, '提交意见');
    expect(asked.text).toContain('第 1 期进展反馈');
    await act(lead, '提交意见', { opinion: '已完成排查三处' });
    await act(safety, '提交意见', { opinion: '已派员' });
    expect(office.chats.count(author, '已完成排查三处')).toBe(1);
    const { state } = await office.request(number);
    expect(state.status).toBe('RUNNING');
    expect(state.tasks.filter(task => task.status === 'ANSWERED')).toHaveLength(2);
  });

  test('who gave none is asked anew, and the history tells it', async () => {
    await until('2026-12-07T10:00');
    const { state, timeline } = await office.request(number);
    const missed = state.tasks.filter(task => task.reason === 'feedbackMissed');
    expect(missed.map(task => task.actor)).toEqual([machinery]);
    const asked = timeline.flatMap(({ event }) =>
      event.type === 'FeedbackAsked' ? [event.tasks.length] : [],
    );
    // Two steps, each with a period of its own: lead 1, assisting 2; twice.
    expect(asked.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 2]);
  });

  test('ten days before the date a card goes to those who hold it', async () => {
    await until('2026-12-09T09:05');
    expect([lead, safety, machinery].map(person => supervisionCards(person).length)).toEqual([1, 1, 1]);
    expect(supervisionCards(chief)).toHaveLength(0);
  });

  test('the assisting departments are done; the lead asks for more time, once, to a later day', async () => {
    await act(safety, '办结');
    await act(machinery, '办结');
    const detail = await bot().act(lead, {
      a: 'request.detail',
      request: (await office.request(number)).state.id,
    });
    expect(labelsOf(detail.card)).toContain('延期申请');
    const request = (await office.request(number)).state.id;
    const early = await bot().act(
      lead,
      { a: 'supervise.extend', request },
      { until: '2026-12-18', reason: '缺料' },
    );
    expect(early.toast).toContain('要晚于现在的应办结时间');
    expect(JSON.stringify(early.card)).toContain('缺料');
    const asked = await bot().act(
      lead,
      { a: 'supervise.extend', request },
      { until: '2026-12-31', reason: '缺料' },
    );
    expect(asked.toast).toBe('延期申请已提交');
    await office.delivered();
    const again = await bot().act(
      lead,
      { a: 'supervise.extend', request },
      { until: '2027-01-15', reason: '再延' },
    );
    expect(again.toast).toContain('已有一个延期申请在办');
    const stranger = await bot().act(
      'ou_wang',
      { a: 'supervise.extend', request },
      { until: '2027-01-15', reason: 'x' },
    );
    expect(stranger.toast).toContain('不由您办理');
  });

  test('a flow of its own decides; approved, the limit moves and supervision begins anew', async () => {
    expect(office.chats.withButton(desk, '同意').text).toContain('督办延期申请');
    await act(desk, '同意');
    expect(office.chats.withButton(chief, '同意').text).toContain('2026年12月31日');
    await act(chief, '同意');
    await expect.poll(dueDay, { timeout: 60_000 }).toBe('2026-12-31 18:00');
    await until('2026-12-21T10:00');
    expect(supervisionCards(lead)).toHaveLength(1);
    await until('2026-12-22T09:05');
    expect(supervisionCards(lead)).toHaveLength(2);
  }, 120_000);

  test('overdue: each working day to the holder and his head; after three working days to the leader who gave it out', async () => {
    await until('2026-12-28T18:01');
    await until('2026-12-29T09:01');
    await until('2027-01-04T09:01');
    const before = supervisionCards(chief).length;
    for (const day of ['05', '07']) await until(`2027-01-${day}T18:01`);
    await until('2027-01-11T09:01');
    expect(supervisionCards(deputy).length).toBeGreaterThan(2);
    expect(supervisionCards(chief).length).toBe(before + 1);
    const stages = (await office.request(number)).timeline.flatMap(({ event }) =>
      event.type === 'Supervised' ? [`${event.dueAt}/${event.stage}/${event.occurrence}`] : [],
    );
    expect(new Set(stages).size).toBe(stages.length);
  }, 120_000);

  test('done, reviewed, and closed by the leader who gave it out', async () => {
    await act(lead, '办结', { opinion: '全部销号' });
    await act(desk, '同意');
    await act(chief, '同意');
    const { state, timeline } = await office.request(number);
    expect(state.status).toBe('APPROVED');
    expect(timeline.at(-1)?.event).toMatchObject({ type: 'StatusChanged', to: 'APPROVED' });
    const detail = await bot().act(author, { a: 'request.detail', request: state.id });
    expect(textOf(detail.card)).toContain('督办事项');
  }, 120_000);

  test('nothing was logged as an error', () => {
    expect(bots.flatMap(each => each.errors)).toEqual([]);
  });
});
