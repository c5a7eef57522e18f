import { z } from 'zod';
import { auditShapes } from './action-audit.ts';
import { editorShapes } from './action-editor.ts';
import { healthShapes } from './action-health.ts';

const id = z.string().min(1).max(80);
const page = z.number().int().min(1).max(10_000);
/** The settings' or the item's version that a form was filled from. */
const basedOn = z.number().int();

/** Offices that are a plain list of people. */
export const GROUPS = ['administrators', 'supervisors', 'auditors', 'clerks'] as const;
export type Group = (typeof GROUPS)[number];

/** What the settings menu's buttons say. */
export const settingsShapes = [
  ...auditShapes,
  ...editorShapes,
  ...healthShapes,
  z.object({ a: z.literal('settings.open') }),
  /** 大厅里的顺序: an item or a category (its Chinese name) up or down; then compared and confirmed. */
  z.object({ a: z.literal('settings.order'), page: page.optional() }),
  z.object({
    a: z.literal('settings.orderMove'),
    item: id.optional(),
    category: id.optional(),
    by: z.enum(['up', 'down']),
    page: page.optional(),
  }),
  z.object({ a: z.literal('settings.orderPreview') }),
  z.object({ a: z.literal('settings.orderExport') }),
  z.object({ a: z.literal('settings.digest') }),
  z.object({ a: z.literal('settings.digestPreview'), basedOn }),
  z.object({ a: z.literal('settings.items'), page: page.optional() }),
  z.object({ a: z.literal('settings.item'), item: id }),
  z.object({ a: z.literal('settings.itemSwitch'), item: id, on: z.boolean() }),
  z.object({ a: z.literal('settings.step'), item: id, step: id }),
  /** The step's form was submitted: show the difference to what is live. */
  z.object({ a: z.literal('settings.stepPreview'), item: id, step: id, basedOn }),
  z.object({ a: z.literal('settings.publish'), change: id }),
  z.object({ a: z.literal('settings.history'), item: id, page: page.optional() }),
  z.object({ a: z.literal('settings.rollback'), item: id, version: z.number().int() }),
  z.object({ a: z.literal('settings.people'), page: page.optional() }),
  z.object({ a: z.literal('settings.group'), group: z.enum(GROUPS) }),
  z.object({ a: z.literal('settings.groupPreview'), group: z.enum(GROUPS), basedOn }),
  /** Without a role: a new one. */
  z.object({ a: z.literal('settings.role'), role: id.optional() }),
  z.object({ a: z.literal('settings.rolePreview'), role: id.optional(), basedOn }),
  z.object({ a: z.literal('settings.roleRemove'), role: id }),
  z.object({ a: z.literal('settings.itemAdministrators'), page: page.optional() }),
  /** Without a person: one who administers no items yet. */
  z.object({ a: z.literal('settings.itemAdministrator'), person: id.optional() }),
  z.object({ a: z.literal('settings.itemAdministratorPreview'), person: id.optional(), basedOn }),
  z.object({ a: z.literal('settings.itemAdministratorRemove'), person: id }),
  z.object({ a: z.literal('settings.undo'), version: z.number().int() }),
] as const;
