import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

const admin = 'ou_lin';

describe('promises, supervision and the standard form are set in the editor (issue 8, points 2 and 4)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  const open = async (part: string) => (await bot.act(admin, { a: 'edit.open', item: 'YCSQ', part })).card;
  const save = (part: string, form: object) => bot.act(admin, { a: 'edit.save', item: 'YCSQ', part }, form);
  const live = async () =>
    (await office.stores.items.live()).find(({ definition }) => definition.id === 'YCSQ')?.definition;
  const publish = async () => {
    const shown = await bot.act(admin, { a: 'edit.review', item: 'YCSQ' });
    return {
      said: textOf(shown.card),
      toast: (await bot.tap(admin, { id: 'om_review', content: shown.card }, '确认')).toast,
    };
  };

  test('a promised first act, another calendar, 加急, and stages of supervision', async () => {
    expect(JSON.stringify(await open('times'))).toMatch(/"value":"W".*"value":"C"/s);
    const saved = await save('times', {
      itemRespond: '4小时',
      calendar: 'C',
      urgent: true,
      supervised: 'own',
    });
    expect(textOf(saved.card)).toContain('督办时点');
    await save('stage/stage1', { direction: 'before', at: '2个工作日', stageUp: '1' });
    const stages = await save('stage/new', {
      direction: 'after',
      at: '1个工作日',
      stageUp: '3',
      every: '1个工作日',
      times: '5',
    });
    expect(textOf(stages.card)).toMatch(
      /到期前 2 工作日.*到期后 1 工作日.*每隔1 工作日一次，最多 5 次.*到第 3 级上级/s,
    );
    const bad = await save('stage/new', { direction: 'after', at: '1天', stageUp: '1', times: '5' });
    expect(bad.toast).toContain('有几处需要修改');
    const { said, toast } = await publish();
    expect(said).toMatch(/承诺与督办.*4 小时.*加急.*到期前 2 工作日/s);
    expect(toast).toMatch(/^已发布，第 2 版/);
    expect(await live()).toMatchObject({
      respond: { amount: 4, unit: 'h' },
      calendar: 'C',
      urgent: true,
      supervision: {
        stages: [
          { id: 'stage1', at: { amount: -2, unit: 'wd' }, up: 1 },
          {
            id: 'stage2',
            at: { amount: 1, unit: 'wd' },
            up: 3,
            repeat: { every: { amount: 1, unit: 'wd' }, max: 5 },
          },
        ],
      },
    });
  });

  test('supervision switched off, and as usual again', async () => {
    const form = { itemRespond: '', calendar: 'W', urgent: false };
    await save('times', { ...form, supervised: 'off' });
    expect((await publish()).said).toContain('不督办');
    expect((await live())?.supervision).toBe('off');
    await save('times', { ...form, supervised: 'usual' });
    await publish();
    expect((await live())?.supervision).toBeUndefined();
    expect((await live())?.respond).toBeUndefined();
  });

  test('reminders and escalation of the whole service: added, told in words, refused without a limit, taken away', async () => {
    await save('newRule/$item', { ruleDo: 'escalate' });
    const rule = { direction: 'after', at: '1个工作日', escalateMode: 'add', escalateLevel: '2' };
    expect((await save('rule/$item/escalate', { ...rule, at: '不久' })).toast).toContain('有几处需要修改');
    await save('rule/$item/escalate', rule);
    const general = formOf(await open('general')).values;
    await save('general', { ...general, itemLimit: '' });
    const lacking = await bot.act(admin, { a: 'edit.open', item: 'YCSQ', part: '' });
    expect(textOf(lacking.card)).toMatch(/整个事项的提醒与升级.*没有时限/s);
    const mended = await bot.tap(admin, { id: 'om_mend', content: lacking.card }, '去修改');
    expect(textOf(mended.card)).toContain('从整个事项的时限算起');
    await save('general', { ...general, itemLimit: '3个工作日' });
    expect((await publish()).said).toMatch(/整个事项的提醒与升级 · .*到第 2 级上级/s);
    expect((await live())?.rules).toEqual([
      { id: 'escalate', at: { amount: 1, unit: 'wd' }, do: 'escalate', mode: 'add', level: 2 },
    ]);
    await bot.act(admin, { a: 'edit.act', item: 'YCSQ', part: 'rule/$item/escalate', act: 'remove' });
    expect((await publish()).said).toMatch(/整个事项的提醒与升级 · .*无/s);
    expect(await live()).not.toHaveProperty('rules');
  });

  test('copies, progress reports, more time, bookings, known answers, anonymity, an offered delegation', async () => {
    await save('newWho/cc:start:$item', { whoKind: 'role' });
    expect(textOf(await open('copies/$item'))).toMatch(/开始时抄送.*结束时抄送\s*不抄送/s);
    await save('selector/cc:start:$item/0', { role: 'office-head' });
    await save('copyHide', { copyHide: ['phone'] });
    await save('newWho/cc:end:manager', { whoKind: 'applicant' });
    const both = { feedbackEvery: '1个工作日', feedbackField: 'vehicle' };
    expect((await save('feedback/manager', both)).toast).toContain('有几处需要修改');
    const asked = await save('feedback/manager', { feedbackField: 'vehicle' });
    expect(textOf(asked.card)).toMatch(/轿车.*中巴/s);
    await save('feedback/manager', { feedbackField: 'vehicle', every_coach: '1个工作日' });
    await save('extension', { extensionItem: 'DBYQ' });
    await save('extension', { extensionItem: 'DBYQ', from_reason: '$reason' });
    expect((await save('booking/$new', { bookingPeriod: 'period' })).toast).toContain('有几处需要修改');
    await save('booking/$new', { bookingWhat: 'driver', bookingPeriod: 'period', bookingUntil: 'back' });
    const question = { questionZh: '机场接机怎么办？', answerZh: '请写航班号。', answerWords: '机场、接机' };
    await save('answer/new', { ...question, answersField: 'reason' });
    await save('rule-of/new.otherProvince/anonymous', { op: 'is', checked: 'true' });
    const dates = formOf(await open('dates')).values;
    await save('dates', { ...dates, delegationPeriod: 'period' });

    const { said } = await publish();
    for (const words of [
      /抄送.*开始时抄送：.*办公室主任.*被抄送的人看不到的字段：联系电话/s,
      /结束时抄送.*申请人/s,
      /进展反馈.*中巴：每隔1 工作日/s,
      /申请延期.*reason ← 延期理由/s,
      /驾驶员.*预计返回时刻/s,
      /机场接机怎么办？.*请写航班号。；机场、接机/s,
      /匿名条件.*当 跨省 等于 .* 时匿名/s,
      /同意后可设代理（用车时间/,
    ])
      expect(said).toMatch(words);
    expect(said).not.toContain('还有其他改动');
    const item = await live();
    expect(item).toMatchObject({
      cc: { start: [{ kind: 'role', role: 'office-head' }], hide: ['phone'] },
      extension: { item: 'DBYQ', form: { reason: '$reason' } },
      answers: { field: 'reason', known: [{ words: ['机场', '接机'] }] },
      anonymousIf: { field: 'otherProvince', op: '==', value: true },
      offersDelegation: { period: 'period' },
    });
    expect(item?.bookings?.[1]).toEqual({ id: 'booking1', what: 'driver', period: 'period', until: 'back' });
    expect(item?.flow[0]).toMatchObject({
      cc: { end: [{ kind: 'applicant' }] },
      feedback: { every: { field: 'vehicle', options: { coach: { amount: 1, unit: 'wd' } } } },
    });

    for (const part of [
      'selector/cc:start:$item/0',
      'booking/booking1',
      'answer/0',
      'selector/cc:end:manager/0',
    ])
      await bot.act(admin, { a: 'edit.act', item: 'YCSQ', part, act: 'remove' });
    await bot.act(admin, { a: 'edit.act', item: 'YCSQ', part: 'rule-of/0/anonymous', act: 'remove' });
    await save('copyHide', {});
    await save('feedback/manager', {});
    await save('extension', { extensionItem: 'none' });
    await save('dates', dates);
    await publish();
    const after = await live();
    for (const key of ['cc', 'extension', 'answers', 'anonymousIf', 'offersDelegation'])
      expect(after).not.toHaveProperty(key);
    expect(after?.bookings).toHaveLength(1);
    expect(after?.flow[0]).not.toHaveProperty('cc');
    expect(after?.flow[0]).not.toHaveProperty('feedback');
  });

  test('the standard form: its name, its files, and the way to the unit’s own template', async () => {
    const card = await open('archive');
    expect(labelsOf(card)).toContain('表式模板（Word）');
    const door = await bot.tap(admin, { id: 'om_archive', content: card }, '表式模板（Word）');
    expect(textOf(door.card)).toContain('规范表式模板');
    await save('archive', { archiveOn: true, archiveTitleZh: '用车审批表', archiveSend: ['docx'] });
    expect((await publish()).said).toMatch(/规范表式.*用车审批表 · Word/s);
    expect((await live())?.archive).toEqual({
      title: { zh: '用车审批表', en: '用车审批表' },
      send: ['docx'],
    });
    expect(bot.errors).toEqual([]);
  });
});
