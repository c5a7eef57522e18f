import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { launchBrowser, openPlayground } from './support/browser.ts';
import { type AtTheEditor, atTheEditor } from './support/editor.ts';
import { type AtThePage, atThePage } from './support/person.ts';

/** Steps of one story, in order: each begins where the one before ended. 林静怡 administers, 李晓明 applies. */
describe('a new item is built from nothing on cards in the browser (issue 8)', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let at: AtThePage;
  let editor: AtTheEditor;
  let complaints: readonly string[];

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
    ({ page, complaints } = await openPlayground(browser, world.address));
    at = atThePage(page);
    editor = atTheEditor(page);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const openItem = async (name: string) => {
    await at.become(/林静怡/);
    await at.write('设置');
    await editor.card('设置');
    await editor.row('事项', '打开');
    const list = await editor.card('事项');
    while ((await list.getByText(name).count()) === 0) {
      await editor.tap('下一页');
      await expect.poll(() => list.getAttribute('aria-busy')).toBe('false');
    }
  };
  const approve = async (name: RegExp, opinion: string) => {
    await at.become(name);
    await at.cardWith('同意', '会议用餐').getByLabel('意见', { exact: true }).fill(opinion);
    await at.tap('同意', '会议用餐');
    await at.toast(/已同意/);
  };

  it('with a code and a name', async () => {
    await at.become(/林静怡/);
    await at.write('设置');
    await editor.card('设置');
    await editor.look('01-settings');
    await editor.row('事项', '打开');
    await editor.card('事项');
    await editor.look('02-items');
    await editor.tap('新增事项');
    await editor.card('新增事项');
    await editor.look('03-new');
    await editor.enter({ 代码: 'HYYC', '名称（中文）': '会议用餐', '分类（中文）': '综合' });
    await editor.enter({ '归口部门（中文）': '办公室' });
    await editor.tap('下一步');
    await editor.card('会议用餐', '还没有字段');
    await editor.look('04-overview');
  });

  it('three fields, one of them asked only sometimes', async () => {
    await editor.row('表单');
    await editor.card('表单', '还没有字段');
    const field = async (name: string, type: string, more: Record<string, string>) => {
      await editor.tap('新增字段');
      await editor.card('新增字段');
      await editor.enter({ '名称（中文）': name, 类型: type });
      if (name === '标准') await editor.look('05-new-field');
      await editor.tap('下一步');
      await editor.card(name, type);
      await editor.enter(more);
      await editor.look(`06-field-${type}`);
      await editor.tap('存入草稿');
      await editor.card('表单', name);
    };
    await field('事由', '文字', { 最多字数: '100' });
    await field('金额', '金额', { 最小值: '0' });
    await field('标准', '单选', {
      '选项（每行一个；英文写在竖线后面）': '工作餐 | Working lunch\n宴请 | Banquet',
    });
    await editor.look('07-fields');

    await editor.row('标准');
    await editor.card('标准', '类型：单选');
    await editor.tap('显示条件');
    await editor.card('条件', '没有条件');
    await editor.look('08-no-condition');
    await editor.tap('新增条件');
    await editor.card('新增条件');
    await editor.enter({ 看哪个字段: '金额' });
    await editor.tap('下一步');
    await editor.card('金额', '比较');
    await editor.enter({ 比较: '大于', 值: '1000' });
    await editor.look('09-rule');
    await editor.tap('存入草稿');
    await editor.card('条件', '金额 大于 1000');
    await editor.look('10-condition');
    for (const title of ['标准', '表单', '会议用餐']) {
      await editor.tap('返回');
      await editor.card(title);
    }
  });

  it('a step with a limit that escalates', async () => {
    await editor.row('流程');
    await editor.card('流程', '还没有节点');
    await editor.tap('新增节点');
    await editor.card('新增节点');
    await editor.look('11-new-node');
    await editor.enter({ 类型: '审批环节', '名称（中文）': '车间主任' });
    await editor.tap('下一步');
    await editor.card('车间主任');
    await editor.enter({ 时限: '1个工作日' });
    await editor.look('12-step');
    await editor.tap('存入草稿');
    await editor.card('“车间主任”的处理人', '还没有处理人');
    await editor.look('13-nobody');
    await editor.tap('新增处理人');
    await editor.enter({ 怎样找处理人: '申请人的部门负责人' });
    await editor.tap('下一步');
    await editor.card('申请人的部门负责人');
    await editor.look('14-selector');
    await editor.tap('存入草稿');
    await editor.card('“车间主任”的处理人', '部门负责人');
    await editor.look('15-who');
    await editor.tap('返回');
    await editor.card('车间主任');
    await editor.tap('提醒与升级');
    await editor.card('“车间主任”的提醒与升级', '没有提醒');
    await editor.tap('新增规则');
    await editor.card('新增规则');
    await editor.enter({ 做什么: '升级给上级' });
    await editor.tap('下一步');
    await editor.card('升级给上级');
    await editor.enter({ 时间: '到期后', '多久（0 为到期时）': '2小时', 升级方式: '上级一起办' });
    await editor.look('16-escalation');
    await editor.tap('存入草稿');
    await editor.card('“车间主任”的提醒与升级', '到期后 2 小时');
    await editor.look('17-rules');
    await editor.tap('返回');
    await editor.card('车间主任');
  });

  it('a fork by a condition with a countersign in it', async () => {
    await editor.tap('在后面新增');
    await editor.card('新增节点');
    await editor.enter({ 类型: '条件分支（只走一条）', '名称（中文）': '按金额' });
    await editor.tap('下一步');
    await editor.card('按金额');
    await editor.look('18-fork');
    await editor.tap('新的分支');
    await editor.card('新的分支');
    await editor.enter({ '分支名称（中文）': '超过 5000 元' });
    await editor.look('19-way');
    await editor.tap('存入草稿');
    await editor.card('流程', '超过 5000 元');
    await editor.row('超过 5000 元');
    await editor.card('超过 5000 元');
    await editor.tap('条件');
    await editor.card('条件', '没有条件');
    await editor.tap('新增条件');
    await editor.card('新增条件');
    await editor.enter({ 看哪个字段: '金额' });
    await editor.tap('下一步');
    await editor.card('金额', '比较');
    await editor.enter({ 比较: '大于', 值: '5000' });
    await editor.tap('存入草稿');
    await editor.card('条件', '金额 大于 5000');
    await editor.tap('返回');
    await editor.card('超过 5000 元');
    await editor.tap('在此分支新增');
    await editor.card('新增节点');
    await editor.enter({ 类型: '审批环节', '名称（中文）': '财务和设备会签' });
    await editor.tap('下一步');
    await editor.card('财务和设备会签');
    await editor.enter({ 多人时怎样算通过: '会签（全部同意）' });
    await editor.tap('存入草稿');
    await editor.card('“财务和设备会签”的处理人');
    await editor.tap('新增处理人');
    await editor.enter({ 怎样找处理人: '指定人员' });
    await editor.tap('下一步');
    await editor.card('指定人员');
    await editor.enter({ 人员: ['吴慧敏', '孙立新'] });
    await editor.look('20-people');
    await editor.tap('存入草稿');
    await editor.card('“财务和设备会签”的处理人', /吴慧敏|孙立新/);
    await editor.tap('返回');
    await editor.card('财务和设备会签');
    await editor.tap('返回');
    await editor.card('流程', /车间主任.*按金额.*超过 5000 元.*财务和设备会签.*其他情况/s);
    await editor.look('21-flow');
    await editor.tap('返回');
    await editor.card('会议用餐');
    await editor.look('22-overview');
  });

  it('tried before it is published', async () => {
    await editor.tap('试运行');
    await editor.card('试运行');
    await editor.enter({ 申请人: '李晓明', 事由: '年会', 金额: '8000' });
    await editor.look('23-trial');
    await editor.tap('看谁来办');
    await editor.card('试运行结果', /李晓明.*8,000\.00.*陈大勇.*吴慧敏.*孙立新/s);
    await editor.look('24-trial-result');
    await editor.tap('返回');
    await editor.card('会议用餐');
  });

  it('compared and published', async () => {
    await editor.tap('对比并发布');
    await editor.card('确认更改', /节点“车间主任”/);
    await editor.look('25-review');
    await editor.tap('确认');
    await at.toast(/已发布，第 1 版/);
    await editor.look('26-published');
  });

  const apply = async (amount: string) => {
    await at.become(/李晓明/);
    await at.write('申请 会议用餐');
    await at.tap('办理', '会议用餐');
    const form = at.cardWith('保存草稿', '事由');
    await form.getByLabel(/^事由/).fill('年会');
    await form.getByLabel(/^金额/).fill(amount);
    await at.tap('提交', '事由');
    await form.getByLabel(/^标准/).selectOption({ label: '宴请' });
    await at.tap('提交', '事由');
    await at.cardWith('修改', '审批流程').waitFor();
    await at.tap('提交', '审批流程');
    await at.toast(/已提交，编号 HYYC-\d{8}-\d{4}/);
  };

  it('played: nobody acts, it escalates; then it is approved by one and waits for the countersign', async () => {
    await apply('8000');
    for (let moves = 0; moves < 8; moves += 1) {
      const moved = page.waitForResponse(/clock\/next/);
      await page.getByRole('button', { name: '到下一个时限' }).click();
      await moved;
    }
    await at.become(/方建平/);
    await page
      .getByRole('article')
      .filter({ hasText: '会议用餐' })
      .filter({ hasText: '逾期' })
      .first()
      .waitFor();
    await approve(/陈大勇/, '同意');
  });

  it('changed while that request runs: another limit of the fork, published as the second version', async () => {
    await openItem('会议用餐');
    await editor.row('会议用餐');
    await editor.card('会议用餐');
    await editor.look('27-item');
    await editor.tap('编辑内容');
    await editor.card('会议用餐', '尚未修改');
    await editor.row('流程');
    await editor.card('流程');
    await editor.row('超过 5000 元');
    await editor.card('超过 5000 元');
    await editor.tap('条件');
    await editor.card('条件');
    await editor.row('金额 大于 5000');
    await editor.card('金额', '比较');
    await editor.enter({ 值: '100000' });
    await editor.tap('存入草稿');
    for (const title of ['条件', '超过 5000 元', '流程']) {
      await editor.card(title);
      await editor.tap('返回');
    }
    await editor.card('会议用餐', '草稿，基于第 1 版');
    await editor.tap('对比并发布');
    await editor.card('确认更改', '当 金额 大于 5000 → 当 金额 大于 100000');
    await editor.look('28-difference');
    await editor.tap('确认');
    await at.toast(/已发布，第 2 版/);
  });

  it('the running one keeps its version and is countersigned to its end', async () => {
    await approve(/吴慧敏/, '同意');
    await approve(/孙立新/, '同意');
    await at.become(/李晓明/);
    await page
      .getByRole('article')
      .filter({ hasText: 'HYYC-' })
      .filter({ hasText: '已同意' })
      .first()
      .waitFor();
  });

  it('the next one has the new version: the workshop’s head alone', async () => {
    await apply('8000');
    await approve(/陈大勇/, '同意');
    await at.become(/李晓明/);
    await at.menu('我的申请');
    const mine = page.getByRole('article', { name: /我的申请/ }).last();
    await expect
      .poll(async () => (await mine.getByText('已同意').count()) >= 2, { timeout: 20_000 })
      .toBe(true);
  });

  it('rolled back: the difference is shown, and the first version comes back as the third', async () => {
    await at.become(/林静怡/);
    await at.tap('撤销此更改', '第 2 版');
    await editor.card('确认更改', '当 金额 大于 100000 → 当 金额 大于 5000');
    await editor.look('29-rollback');
    await editor.tap('确认');
    await at.toast(/已发布，第 3 版/);
  });

  it('went without an error in the log or in the browser', () => {
    expect(world.errors).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
