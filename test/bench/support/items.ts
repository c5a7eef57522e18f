import type { ItemDefinition } from '../../../src/core/definition.ts';

const WHAT = [
  '设备',
  '车辆',
  '会议室',
  '空调',
  '门禁',
  '工作证',
  '执照',
  '印章',
  '餐饮',
  '电话',
  '网络',
  '房屋',
  '仓库',
  '图纸',
  '合同',
  '方案',
  '档案',
  '宿舍',
  '水电',
  '消防',
];
const ACT = ['租赁', '维修', '预定', '借用', '办理', '审批', '变更', '注销', '补办', '验收'];
const WHERE = ['本部', '一车间', '二车间', '三车间', '基地', '地区所', '项目部', '机关', '工区', '外单位'];

/** So many items, no two of the same name, like those of a large unit. */
export function manyItems(like: ItemDefinition, count: number): readonly ItemDefinition[] {
  return Array.from({ length: count }, (_, n) => {
    const [what, act, where] = [WHAT[n % 20], ACT[Math.floor(n / 20) % 10], WHERE[Math.floor(n / 200) % 10]];
    const round = Math.floor(n / 2_000);
    return {
      ...like,
      id: `I${n}`,
      name: { zh: `${where}${what}${act}${round === 0 ? '' : round}`, en: `Item ${n}` },
      synonyms: [`${what}${act}`, `${act}${what}`],
    };
  });
}
