import { inDays } from './days.ts';
import type { Filling } from './items-world.ts';

/** 李晓明 of workshop 1 applies; the others act in the roles of the playground. */
export const NAMES: Readonly<Record<string, string>> = {
  ou_li: '李晓明',
  ou_chen: '陈大勇',
  ou_zhao: '赵铁军',
  ou_qian: '钱学峰',
  ou_wu: '吴慧敏',
  ou_fang: '方建平',
  ou_shen: '沈国梁',
  ou_sun: '孙立新',
  ou_gao: '高卫民',
  ou_lin: '林静怡',
  ou_hu: '胡海涛',
  ou_zheng: '郑丽华',
  ou_jiang: '蒋文秀',
  ou_zhou: '周晓燕',
  ou_zhang: '张桂芳',
};
/** One decision: who, in which step, by which button, with what. */
type Act = readonly [
  who: string,
  step: string,
  button: '同意' | '办结',
  typed?: Readonly<Record<string, unknown>>,
];

interface Played {
  readonly item: string;
  readonly title: string;
  /** What is filled in first, where other fields depend on it. */
  readonly first?: Filling;
  readonly filling: Filling;
  readonly acts: readonly Act[];
  /** What stands on the form beside each label. */
  readonly fields: Readonly<Record<string, string>>;
  /** What else: rows of a detail table, its sums. */
  readonly more?: readonly string[];
}

const [from, to] = [inDays(3), inDays(13)];
/** `2026-12-01` as the form prints it. */
const day = (date: string) => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
};
export const span = `${day(from)} 至 ${day(to)}`;
export const period = { period__from: from, period__to: to };

export const ITEMS: readonly Played[] = [
  {
    item: 'SGYA',
    title: '施工预案审批表',
    filling: {
      form: {
        ...period,
        project: '沪昆线换轨',
        place: 'K12+300',
        risk: 'major',
        measures: '设现场防护员两名',
        involved: 'od_finance',
        assisting: '供电段',
      },
      files: ['施工方案.docx'],
    },
    acts: [
      ['ou_chen', '车间主任', '同意', { opinion: '方案可行' }],
      ['ou_zhao', '科室会签', '同意', { opinion: '防护到位' }],
      ['ou_qian', '科室会签', '同意'],
      ['ou_wu', '科室会签', '同意'],
      ['ou_fang', '分管副段长', '同意', { opinion: '同意报段长' }],
      ['ou_shen', '段长', '同意'],
    ],
    fields: {
      工程名称: '沪昆线换轨',
      施工地点: 'K12+300',
      施工起止: span,
      风险等级: '重大',
      安全措施: '设现场防护员两名',
      方案附件: '施工方案.docx',
      涉及科室: '财务科',
      配合单位: '供电段',
    },
  },
  {
    item: 'SBZL',
    title: '租赁审批表',
    filling: {
      form: {
        equipment: '25 吨吊车',
        quantity: '2',
        price: '10500.50',
        days: '10',
        budget: 'overhaul',
        purpose: '换轨吊装',
      },
      rows: { 供应商比价: '甲公司,10500.50,021-12345678\n乙公司,11000\n丙公司,12000,,含运费' },
      files: ['合同.pdf'],
    },
    acts: [
      ['ou_chen', '车间主任', '同意', { opinion: '确需租用' }],
      ['ou_sun', '机械设备科', '同意'],
      ['ou_wu', '财务科', '同意', { opinion: '预算内' }],
      ['ou_gao', '分管领导', '同意'],
      ['ou_shen', '段长', '同意'],
      ['ou_qian', '评审组票签', '同意'],
      ['ou_zhao', '评审组票签', '同意'],
      ['ou_zheng', '评审组票签', '同意', { opinion: '价格合理' }],
    ],
    fields: {
      设备: '25 吨吊车',
      数量: '2',
      '单价（元/天）': '10,500.50 元',
      天数: '10',
      金额: '210,010.00 元',
      预算科目: '大修成本',
      合同附件: '合同.pdf',
      用途: '换轨吊装',
    },
    more: ['甲公司', '021-12345678', '11,000.00', '丙公司', '含运费', '33,500.50'],
  },
  {
    item: 'YCSQ',
    title: '派车单',
    filling: {
      form: {
        ...period,
        departure: '08:30',
        back: '17:30',
        destination: '南京',
        people: '3',
        reason: '竣工验收',
        vehicle: 'van',
        otherProvince: true,
        phone: '13800000001',
      },
    },
    acts: [
      ['ou_chen', '直接上级', '同意', { opinion: '同意前往' }],
      ['ou_lin', '办公室主任', '同意'],
      [
        'ou_hu',
        '车队派车',
        '办结',
        { f_plate: '沪A12345', f_driver: '罗师傅', f_driverPhone: '13800000002' },
      ],
    ],
    fields: {
      用车时间: span,
      出发时刻: '08:30',
      预计返回时刻: '17:30',
      天数: '11',
      目的地: '南京',
      人数: '3',
      事由: '竣工验收',
      车型: '商务车',
      跨省: '是',
      联系电话: '13800000001',
      '派车（车牌）': '沪A12345',
      驾驶员: '罗师傅',
      驾驶员电话: '13800000002',
    },
  },
  {
    item: 'GZZB',
    title: '工作证登记册',
    filling: {
      form: { kind: 'new', phone: '13800000001' },
      rows: { 人员明细: '张三\t大修一车间\t线路工\n李四\t大修一车间\t司机' },
      files: ['张三', '李四'],
    },
    acts: [
      ['ou_chen', '单位负责人', '同意', { opinion: '情况属实' }],
      ['ou_zheng', '人事核验', '同意'],
      ['ou_jiang', '制证', '办结', { opinion: '两张已制好' }],
      ['ou_li', '领取确认', '办结'],
    ],
    fields: { 类型: '新办', 照片: '', 人数: '2', 联系电话: '13800000001' },
    more: ['张三', '线路工', '李四', '司机'],
  },
  {
    item: 'RYMJ',
    title: '门禁授权表',
    filling: {
      form: { ...period, areas: ['office', 'server-room'], reason: '设备检修' },
      rows: { 人员明细: '王五,外协单位,1234\n赵六,外协单位,5678' },
    },
    acts: [
      ['ou_chen', '单位负责人', '同意'],
      ['ou_zhao', '保卫、保密会签', '同意', { opinion: '须有人陪同' }],
      ['ou_lin', '保卫、保密会签', '同意'],
      ['ou_zhao', '保卫授权', '办结', { opinion: '已开通' }],
    ],
    fields: { 区域: '办公楼、机房', 起止日期: span, 事由: '设备检修', 人数: '2' },
    more: ['王五', '1234', '赵六', '5678'],
  },
  {
    item: 'TTDC',
    title: '订餐单',
    filling: {
      form: {
        day: to,
        meal: 'dinner',
        people: '37',
        standard: '25.5',
        place: '松江工地',
        remark: '两份清真',
        phone: '13800000001',
      },
    },
    acts: [
      ['ou_chen', '部门负责人', '同意'],
      ['ou_zhang', '食堂备餐', '办结', { opinion: '已备餐' }],
    ],
    fields: {
      日期: day(to),
      餐次: '晚餐',
      人数: '37',
      '标准（元/人）': '25.50 元',
      合计: '943.50 元',
      送达地点: '松江工地',
      备注: '两份清真',
      联系电话: '13800000001',
    },
  },
  {
    item: 'YYZZ',
    title: '用印登记表',
    first: { form: { takenOut: 'yes' } },
    filling: {
      form: {
        what: ['licence-copy', 'contract-seal'],
        purpose: '投标',
        copies: '3',
        takenOut: 'yes',
        returnBy: to,
      },
      files: ['投标书.pdf'],
    },
    acts: [
      ['ou_chen', '直接上级', '同意'],
      ['ou_zhou', '法务审核', '同意', { opinion: '条款无误' }],
      ['ou_gao', '分管领导', '同意'],
      ['ou_jiang', '印章管理员办理', '办结', { opinion: '已交借用人' }],
      ['ou_jiang', '归还登记', '办结', { opinion: '完好归还' }],
    ],
    fields: {
      '证照/印章': '营业执照副本、合同专用章',
      用途: '投标',
      份数: '3',
      是否外带: '是',
      归还日: day(to),
      文件附件: '投标书.pdf',
    },
  },
  {
    item: 'TSJY',
    title: '答复单',
    filling: {
      form: { kind: 'complaint', content: '二号吊车租期已过仍停在现场', anonymous: false },
      files: ['现场.pdf'],
    },
    acts: [
      ['ou_jiang', '服务台受理', '办结', { f_responsible: 'od_machinery', f_hard: true, opinion: '已受理' }],
      ['ou_gao', '联席会议', '办结', { opinion: '两日内清退' }],
      ['ou_sun', '责任部门答复', '办结', { f_answer: '明日退场' }],
      ['ou_jiang', '服务台回访', '办结', { opinion: '已回访，满意' }],
    ],
    fields: {
      类型: '投诉',
      内容: '二号吊车租期已过仍停在现场',
      附件: '现场.pdf',
      责任部门: '机械设备科',
      疑难问题: '是',
      答复: '明日退场',
    },
  },
  {
    item: 'QJSQ',
    title: '请假（出差）审批单',
    filling: {
      form: {
        ...period,
        kind: 'trip',
        destination: '合肥',
        reason: '培训',
        phone: '13800000001',
        standIn: 'ou_wang',
      },
    },
    acts: [
      ['ou_chen', '直接上级', '同意', { opinion: '工作已安排' }],
      ['ou_shen', '上级部门负责人', '同意', { opinion: '准' }],
    ],
    fields: {
      类别: '出差',
      起止日期: span,
      天数: '11',
      出差目的地: '合肥',
      事由: '培训',
      期间联系电话: '13800000001',
      工作交接人: '王志强',
    },
  },
];

/** The other sides of the conditions of E1, E2 and E16: who is asked on this one, and whose names its form must not hold. */
export const OTHER_SIDES: readonly {
  readonly item: string;
  readonly side: string;
  readonly filling: Filling;
  readonly acts: readonly string[];
  readonly absent: readonly string[];
}[] = [
  {
    item: 'SGYA',
    side: 'ordinary risk',
    filling: plan('ordinary'),
    acts: ['ou_chen', 'ou_zhao', 'ou_qian'],
    absent: ['方建平', '沈国梁'],
  },
  {
    item: 'SGYA',
    side: 'considerable risk',
    filling: plan('considerable'),
    acts: ['ou_chen', 'ou_zhao', 'ou_qian', 'ou_fang'],
    absent: ['沈国梁'],
  },
  {
    item: 'SBZL',
    side: '50 000 元',
    filling: lease('50000'),
    acts: ['ou_chen', 'ou_sun', 'ou_wu'],
    absent: ['高卫民', '沈国梁'],
  },
  {
    item: 'SBZL',
    side: '200 000 元',
    filling: lease('200000'),
    acts: ['ou_chen', 'ou_sun', 'ou_wu', 'ou_gao'],
    absent: ['沈国梁'],
  },
  { item: 'QJSQ', side: 'three days', filling: leave(3), acts: ['ou_chen'], absent: ['沈国梁', '段长'] },
  { item: 'QJSQ', side: 'ten days', filling: leave(10), acts: ['ou_chen', 'ou_shen'], absent: ['段长'] },
];

function plan(risk: string): Filling {
  const form = { ...period, project: '换轨', place: 'K9', risk, measures: '设防护员' };
  return { form, files: ['方案.docx'] };
}

function lease(price: string): Filling {
  return {
    form: { equipment: '吊车', quantity: '1', price, days: '1', budget: 'overhaul' },
    rows: { 供应商比价: '甲公司,100\n乙公司,110\n丙公司,120' },
  };
}

/** Of so many days, the first and the last included. */
function leave(days: number): Filling {
  const dates = { period__from: inDays(20), period__to: inDays(19 + days) };
  return { form: { ...dates, kind: 'annual', reason: '探亲' } };
}
