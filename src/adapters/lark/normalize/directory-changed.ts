import { z } from 'zod';
import { type EventReader, idSchema } from './envelope.ts';

const user = z.object({
  open_id: idSchema,
  department_ids: z.array(idSchema).optional(),
  status: z.object({ is_resigned: z.boolean().optional(), is_frozen: z.boolean().optional() }).optional(),
});
const userSchema = z.object({ object: user, old_object: user.partial().optional() });
const departmentSchema = z.object({ object: z.object({ open_department_id: idSchema }) });

/** contact.user.created_v3, contact.user.updated_v3; resigned or frozen counts as gone (semantics C9). */
export const userChanged: EventReader = (event, header) => readUser(event, header.key, false);

/** contact.user.deleted_v3. */
export const userGone: EventReader = (event, header) => readUser(event, header.key, true);

/** contact.department.created_v3, updated_v3, deleted_v3. */
export const departmentChanged: EventReader = (event, header) => {
  const parsed = departmentSchema.safeParse(event);
  if (!parsed.success) return null;
  const departments = [parsed.data.object.open_department_id];
  return { kind: 'directoryChanged', key: header.key, people: [], departments, gone: [] };
};

function readUser(event: unknown, key: string, deleted: boolean): ReturnType<EventReader> {
  const parsed = userSchema.safeParse(event);
  if (!parsed.success) return null;
  const { object, old_object } = parsed.data;
  const gone = deleted || object.status?.is_resigned === true || object.status?.is_frozen === true;
  return {
    kind: 'directoryChanged',
    key,
    people: [object.open_id],
    departments: [...new Set([...(object.department_ids ?? []), ...(old_object?.department_ids ?? [])])],
    gone: gone ? [object.open_id] : [],
  };
}
