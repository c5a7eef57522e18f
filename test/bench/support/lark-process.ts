import { startFakeLark } from '../../support/lark/fake-lark.ts';

/** A Lark on this machine with three people: an applicant, his department's head, and an administrator. */
const lark = await startFakeLark();
lark.directory.departments.set('od_workshop', {
  open_department_id: 'od_workshop',
  name: '大修一车间',
  parent_department_id: '0',
  leader_user_id: 'ou_head',
});
for (const [open_id, name] of [
  ['ou_applicant', '申请人'],
  ['ou_head', '主任'],
  ['ou_admin', '管理员'],
] as const)
  lark.directory.users.set(open_id, {
    open_id,
    name,
    department_ids: ['od_workshop'],
    ...(open_id === 'ou_applicant' ? { leader_user_id: 'ou_head' } : {}),
  });
process.send?.({ url: lark.url });
process.once('SIGTERM', () => process.exit(0));
