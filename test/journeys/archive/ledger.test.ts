import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActsWorld, admin, chen, item, startActs, step, worker } from '../../support/acts-world.ts';

// The writing process starts with the first file, which takes long on a machine that does much else.
describe('台账: the ledger of an item (issue 7, item 7)', { timeout: 90_000 }, () => {
  let world: ActsWorld;
  /** All that was said to a person since he last wrote: a notice of the house may come between. */
  const said = async (person: string) => {
    const texts = (await world.people.messages(person)).filter(({ kind }) => kind === 'text');
    const own = texts.findLastIndex(({ sender }) => sender === person);
    return texts
      .slice(own + 1)
      .map(({ content }) => String(content['text']))
      .join('\n');
  };
  beforeAll(async () => {
    world = await startActs([item('LED', [step('a', [chen])]), item('OTH', [step('a', [chen])])]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('holds every request of the period with its values and opinions; formulas stay words', async () => {
    const first = await world.apply('LED', { what: '=HYPERLINK("http://evil")', cost: '1234.50' });
    await world.tap(chen, '同意', { opinion: '可以' });
    const second = await world.apply('LED', { what: '第二件' });
    await world.apply('OTH');
    await world.say(admin, '台账 LED 今年');
    expect(await said(admin)).toContain('共 2 件');
    const file = (await world.people.files(admin)).at(-1);
    expect(file?.name).toMatch(/^事项LED台账 \d{4}\.xlsx$/);
    const [sheet] = await readXlsxFile(Buffer.from(file?.bytes ?? []));
    const [head, ...rows] = sheet?.data ?? [];
    expect(head?.slice(0, 3)).toEqual(['编号', '文号', '申请人']);
    expect(rows.map(row => row[0])).toEqual([first, second]);
    expect(rows[0]).toContain('=HYPERLINK("http://evil")');
    expect(rows[0]).toContain(1234.5);
    expect(rows[0]?.slice(2, 4)).toEqual(['李晓明', '大修一车间']);
    expect(rows[0]?.at(-1)).toMatch(/^环节a 陈大勇 同意 可以 \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(rows[1]?.[7]).toBe('审批中');
  });

  test('asks for one item, says what a period may be, and tells when there is nothing', async () => {
    await world.say(admin, '台账');
    expect(await said(admin)).toContain('LED 事项LED');
    await world.say(admin, '台账 LED 2026-02-31 2026-03-01');
    expect(await said(admin)).toContain('没有看懂时间');
    await world.say(admin, '台账 LED 去年');
    expect(await said(admin)).toContain('没有申请');
  });

  test('is not for everybody', async () => {
    const before = (await world.people.files(worker)).length;
    await world.say(worker, '台账 LED 今年');
    expect(await said(worker)).toContain('供管理员、督办人员');
    expect(await world.people.files(worker)).toHaveLength(before);
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
