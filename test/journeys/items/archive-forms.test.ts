import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ITEMS, NAMES, OTHER_SIDES, period, span } from '../../support/items-played.ts';
import { type ItemsWorld, startItems } from '../../support/items-world.ts';
import { pdfWords, sheetRows, squeezed, unzip, wordLines } from '../../support/opened-files.ts';

const [worker, admin] = ['ou_li', 'ou_lin'] as const;
const SLOW = 180_000;

describe('the ten items, played to the end, and what is kept of them (issue 7; features 0.26, 0.27)', () => {
  let world: ItemsWorld;
  beforeAll(async () => {
    world = await startItems();
  }, SLOW);
  afterAll(async () => {
    await world.stop();
  });
  /** The newest file of a person, once it is of this name: on a busy machine a file comes some time after the decision. */
  const arrived = async (person: string, name: RegExp, after = 0) => {
    const matching = async () =>
      (await world.people.files(person)).slice(after).findLast(file => name.test(file.name));
    await expect.poll(matching, { timeout: 60_000 }).toBeDefined();
    const file = await matching();
    if (file === undefined) throw new Error(`${person} has no file ${name.source}`);
    return file;
  };
  const count = async (person: string) => (await world.people.files(person)).length;
  /** 规范表式 as Word, from the request's card. */
  const word = async (number: string) => {
    await world.status(worker, number);
    const before = await count(worker);
    await world.tap(worker, '规范表式 Word');
    return arrived(worker, new RegExp(`${number}\\.docx$`), before);
  };
  /** The row of a request in its item's ledger, by the titles of the columns. */
  const ledgerRow = async (item: string, number: string) => {
    const before = await count(admin);
    await world.say(admin, `台账 ${item} 今年`);
    const file = await arrived(admin, /台账 \d{4}\.xlsx$/, before);
    const [head = [], ...rows] = sheetRows(file.bytes);
    const row = rows.find(([first]) => first === number) ?? [];
    return Object.fromEntries(head.map((title, column) => [title, row[column] ?? '']));
  };
  const numbers = new Map<string, string>();
  const TIME = /^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d$/;

  test.each(ITEMS)(
    '$item: its form as PDF and as Word and its line in the ledger say what was asked and decided',
    async ({ item, title, first, filling, acts, fields, more = [] }) => {
      if (first !== undefined) await world.fill(worker, item, first);
      const preview = await world.fill(worker, item, filling);
      expect(preview).not.toContain('处需要修改');
      const number = await world.submit(worker);
      numbers.set(item, number);
      for (const [who, , button, typed = {}] of acts)
        expect([who, await world.tap(who, button, typed)]).toEqual([who, expect.stringMatching(/^已/)]);

      // PDF: sent by itself, once.
      const pdf = await arrived(worker, new RegExp(`${number}\\.pdf$`));
      expect(pdf.name).toBe(`${title} ${number}.pdf`);
      const docx = await word(number);
      expect(docx.name).toBe(`${title} ${number}.docx`);
      const lines = wordLines(docx.bytes);
      const valueOf = (label: string) => lines[lines.indexOf(label) + 1];
      const head: Readonly<Record<string, string>> = {
        编号: number,
        申请人: '李晓明',
        部门: '大修一车间',
        结果: '已同意',
      };
      for (const [label, value] of Object.entries({ ...head, ...fields })) {
        expect([label, lines.includes(label)]).toEqual([label, true]);
        if (value !== '') expect([label, valueOf(label)]).toEqual([label, expect.stringContaining(value)]);
      }
      for (const words of more) expect(lines.some(line => line.includes(words))).toBe(true);

      // Every opinion: step, name, words, time, and that it was confirmed by that person.
      const opinions = lines.slice(lines.indexOf('办理意见'));
      let at = 0;
      for (const [who, step, button, typed = {}] of acts) {
        const name = NAMES[who] ?? who;
        const said = [
          button === '同意' ? '同意' : '办结',
          ...('opinion' in typed ? [String(typed['opinion'])] : []),
        ];
        at = opinions.indexOf(step, at);
        expect([step, at >= 0]).toEqual([step, true]);
        const [, person, opinion, ...rest] = opinions.slice(at, at + 6);
        expect([step, person]).toEqual([step, name]);
        for (const words of said) expect(opinion).toContain(words);
        expect(rest.some(cell => cell.includes(`${name}（已确认）`))).toBe(true);
        expect(rest.some(cell => TIME.test(cell))).toBe(true);
        at += 1;
      }
      expect(lines.some(line => line.includes('扫码回到本申请'))).toBe(true);
      expect([...unzip(docx.bytes).keys()].some(name => name.startsWith('word/media/'))).toBe(true);
      expect(lines.join('\n')).not.toMatch(/[{}]|undefined|已撤销/);

      // The PDF holds the same words.
      for (const text of pdfWords(pdf.bytes)) {
        const wanted = [title, ...Object.entries({ ...head, ...fields }).flat(), ...more, '扫码回到本申请'];
        for (const words of wanted) expect([words, text.includes(squeezed(words))]).toEqual([words, true]);
        for (const [who, step, , typed = {}] of acts)
          for (const words of [
            NAMES[who] ?? who,
            step,
            ...('opinion' in typed ? [String(typed['opinion'])] : []),
          ])
            expect([words, text.includes(squeezed(words))]).toEqual([words, true]);
        expect(text).not.toContain('已撤销');
      }

      const row = await ledgerRow(item, number);
      expect(row).toMatchObject({ 编号: number, 申请人: '李晓明', 状态: '已同意' });
      for (const label of Object.keys(fields)) expect(Object.keys(row)).toContain(label);
      for (const [who, step, , typed = {}] of acts) {
        const all = Object.values(row).join('\n');
        expect(all).toContain(`${step} ${NAMES[who] ?? who}`);
        if ('opinion' in typed) expect(all).toContain(String(typed['opinion']));
      }
      expect(world.errors).toEqual([]);
    },
    SLOW,
  );

  test.each(OTHER_SIDES)(
    'services.md, $item, $side: played to the end, its form says who decided and names nobody else',
    async ({ item, filling, acts, absent }) => {
      expect(await world.fill(worker, item, filling)).not.toContain('处需要修改');
      const number = await world.submit(worker);
      for (const who of acts)
        expect([who, await world.tap(who, '同意')]).toEqual([who, expect.stringMatching(/^已/)]);
      const pdf = await arrived(worker, new RegExp(`${number}\\.pdf$`));
      const lines = wordLines((await word(number)).bytes);
      expect(lines[lines.indexOf('结果') + 1]).toBe('已同意');
      const opinions = lines.slice(lines.indexOf('办理意见')).join('\n');
      for (const text of [opinions, ...pdfWords(pdf.bytes)]) {
        for (const who of acts) expect(text).toContain(NAMES[who]);
        for (const words of absent) expect([words, text.includes(words)]).toEqual([words, false]);
      }
      expect(world.errors).toEqual([]);
    },
    SLOW,
  );

  test(
    'E15: the package has a form of its own, and so has each of its parts, all under one number',
    async () => {
      const form = { ...period, areas: ['office', 'workshop'], place: '三楼 305' };
      await world.fill(worker, 'RZYJ', {
        form,
        rows: { 入职人员: '张三\t大修一车间\t线路工' },
        files: ['张三'],
      });
      const number = await world.submit(worker);
      for (const [who, button] of [
        ['ou_hu', '办结'],
        ['ou_chen', '同意'],
        ['ou_chen', '同意'],
        ['ou_jiang', '办结'],
        ['ou_zhao', '办结'],
        ['ou_zheng', '同意'],
        ['ou_jiang', '办结'],
        ['ou_li', '办结'],
      ] as const)
        expect([who, await world.tap(who, button)]).toEqual([who, expect.stringMatching(/^已/)]);
      await arrived(worker, new RegExp(`^新员工入职办理单 ${number}\\.pdf$`));
      const sent = await world.people.files(worker);
      const titles = ['电话开通单', '工位分配单', '门禁授权表', '工作证登记册'];
      for (const title of titles)
        expect(sent.map(({ name }) => name)).toContainEqual(
          expect.stringMatching(new RegExp(`^${title} ${number}-[1-4]\\.pdf$`)),
        );
      const whole = sent.find(({ name }) => name === `新员工入职办理单 ${number}.pdf`);
      for (const text of pdfWords(whole?.bytes ?? new Uint8Array()))
        for (const words of [
          number,
          '李晓明',
          '张三',
          '线路工',
          span,
          '三楼305',
          '办公楼、车间',
          '新员工入职',
          '人数1',
        ])
          expect([words, text.includes(squeezed(words))]).toEqual([words, true]);
      const lines = wordLines((await word(number)).bytes);
      for (const [label, value] of [
        ['办公地点', '三楼 305'],
        ['门禁起止', span],
        ['人数', '1'],
        ['结果', '已同意'],
      ] as const)
        expect(lines[lines.indexOf(label) + 1]).toBe(value);
      expect(await ledgerRow('RZYJ', number)).toMatchObject({ 状态: '已同意', 办公地点: '三楼 305' });
      // A part by itself says what it was given.
      const card = sent.find(({ name }) => name.startsWith(`工作证登记册 ${number}`));
      for (const text of pdfWords(card?.bytes ?? new Uint8Array()))
        for (const words of ['类型新办', '张三', '郑丽华', '领取确认'])
          expect([words, text.includes(words)]).toEqual([words, true]);
    },
    SLOW,
  );

  test(
    'E16: revoked, its form comes again with the watermark, as PDF and as Word',
    async () => {
      const number = numbers.get('QJSQ') ?? '';
      await world.status(worker, number);
      await world.tap(worker, '撤销');
      await world.tap(worker, '撤销', { opinion: '培训取消' });
      const before = await count(worker);
      await world.tap('ou_chen', '同意');
      await world.tap('ou_shen', '同意');
      for (const text of pdfWords((await arrived(worker, new RegExp(`${number}\\.pdf$`), before)).bytes))
        for (const words of [number, '撤销时间', '同意撤销']) expect(text).toContain(words);
      const lines = wordLines((await word(number)).bytes);
      expect(lines[0]).toBe('已撤销');
      expect(lines[lines.indexOf('结果') + 1]).toBe('已撤销');
      expect(await ledgerRow('QJSQ', number)).toMatchObject({ 状态: '已撤销' });
    },
    SLOW,
  );

  test(
    'E14: who stayed unknown is not named on the form, nor in the ledger',
    async () => {
      await world.fill(worker, 'TSJY', {
        form: { kind: 'question', content: '档案室几点开放', anonymous: true },
      });
      const number = await world.submit(worker);
      await world.tap('ou_jiang', '办结', { f_responsible: 'od_machinery' });
      await world.tap('ou_sun', '办结', { f_answer: '每天九点' });
      await world.tap('ou_jiang', '办结', { opinion: '已答复' });
      const pdf = await arrived(worker, new RegExp(`^答复单 ${number}\\.pdf$`));
      for (const text of pdfWords(pdf.bytes)) {
        expect(text).toContain('申请人匿名');
        expect(text).toContain('每天九点');
        // An ordinary question did not go to the joint meeting.
        expect(text).not.toMatch(/李晓明|大修一车间|联席会议/);
      }
      expect(wordLines((await word(number)).bytes).join()).not.toMatch(/李晓明|大修一车间/);
      const row = await ledgerRow('TSJY', number);
      expect(Object.values(row).join()).not.toMatch(/李晓明|大修一车间/);
      expect(world.errors).toEqual([]);
    },
    SLOW,
  );
});
