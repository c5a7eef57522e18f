import { z } from 'zod';
import type { Department, Person } from '../../../core/organisation.ts';

/** The root of every organisation; it is no department of ours, and nobody heads it. */
export const ROOT = '0';

const userSchema = z.object({
  open_id: z.string().min(1),
  name: z.string().optional(),
  leader_user_id: z.string().optional(),
  department_ids: z.array(z.string()).optional(),
  orders: z
    .array(z.object({ department_id: z.string().optional(), is_primary_dept: z.boolean().optional() }))
    .optional(),
  status: z
    .object({
      is_frozen: z.boolean().optional(),
      is_resigned: z.boolean().optional(),
      is_exited: z.boolean().optional(),
    })
    .optional(),
});
const departmentSchema = z.object({
  open_department_id: z.string().min(1),
  name: z.string().optional(),
  parent_department_id: z.string().optional(),
  leader_user_id: z.string().optional(),
  status: z.object({ is_deleted: z.boolean().optional() }).optional(),
});

/** A user of contact/v3; undefined when it cannot be read. Without the name's scope the id stands for the name. */
export function personOf(raw: unknown): Person | undefined {
  const parsed = userSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const { open_id, name, leader_user_id, department_ids = [], orders = [], status } = parsed.data;
  const primary = orders.find(order => order.is_primary_dept === true)?.department_id;
  const departmentIds = department_ids
    .filter(id => id !== ROOT)
    .sort((a, b) => Number(b === primary) - Number(a === primary));
  const gone = status?.is_frozen === true || status?.is_resigned === true || status?.is_exited === true;
  return {
    id: open_id,
    name: name === undefined || name === '' ? open_id : name,
    departmentIds,
    status: gone ? 'gone' : 'active',
    ...(given(leader_user_id) && { managerId: leader_user_id }),
  };
}

/** A department of contact/v3; undefined for the root, for a deleted one, and when it cannot be read. */
export function departmentOf(raw: unknown): Department | undefined {
  const parsed = departmentSchema.safeParse(raw);
  if (!parsed.success || parsed.data.status?.is_deleted === true) return undefined;
  const { open_department_id, name, parent_department_id, leader_user_id } = parsed.data;
  if (open_department_id === ROOT) return undefined;
  return {
    id: open_department_id,
    name: name === undefined || name === '' ? open_department_id : name,
    ...(given(parent_department_id) && parent_department_id !== ROOT && { parentId: parent_department_id }),
    ...(given(leader_user_id) && { headId: leader_user_id }),
  };
}

function given(id: string | undefined): id is string {
  return id !== undefined && id !== '';
}
