import { z } from 'zod';
import { formShapes } from './action-forms.ts';
import { reportsShapes } from './action-reports.ts';
import { archiveShapes } from './action-archive.ts';
import { boardShapes } from './action-board.ts';
import { satisfactionShapes } from './action-satisfaction.ts';
import { guideShapes } from './action-guides.ts';
import { settingsShapes } from './action-settings.ts';
import { mirrorShapes } from './action-mirror.ts';
import { integrationShapes } from './action-integrations.ts';
import { supervisionShapes } from './action-supervision.ts';
import { calendarShapes } from './action-calendar.ts';
import { runningShapes } from './action-running.ts';
import { delegationsShapes } from './action-delegations.ts';
import { coreShapes } from './action-core.ts';

/**
 * What a button on a card says when it is tapped: ids, never decisions (house.md, rule 3). The server checks the tapper
 * against the task each time. `v` is the codec's version: a card from an older build that no longer parses is answered
 * with a fresh card, not with an error.
 */
const ACTION_VERSION = 1;

/** Acts on a request or a task that ask for something first: a person, a reason, a place to go. */
export const FORM_ACTS = [
  'return',
  'assist',
  'addSigner',
  'revoke',
  'terminate',
  'jump',
  'reassign',
  'resend',
  'sendCopy',
] as const;
/** Acts that are done with the tap, or with the opinion that stands on the card. */
const TAP_ACTS = [
  'answer',
  'abstain',
  'claim',
  'release',
  'takeBack',
  'removeSigner',
  'deleteComment',
] as const;

const id = z.string().min(1).max(80);
const page = z.number().int().min(1).max(10_000);

const shapes = [
  ...coreShapes,
  ...calendarShapes,
  z.object({
    a: z.literal('hall.open'),
    category: z.string().max(60).optional(),
    /** `category` is an owning department. */
    by: z.literal('department').optional(),
    page: page.optional(),
  }),
  /** The search form of the hall: the words are in the form's values. */
  z.object({ a: z.literal('hall.search') }),
  z.object({ a: z.literal('item.guide'), item: id }),
  z.object({ a: z.literal('item.form'), item: id }),
  /** 提交 on the form: check, then the preview of the path. */
  z.object({ a: z.literal('form.preview'), draft: id }),
  /** 下一步, 上一步 of a form in parts: keeps what was typed and shows that part. */
  z.object({ a: z.literal('form.part'), draft: id, part: page }),
  z.object({ a: z.literal('form.save'), draft: id }),
  z.object({ a: z.literal('form.edit'), draft: id }),
  /** 提交 on the preview: the request is made; the draft's id is the submission key. */
  z.object({ a: z.literal('form.submit'), draft: id }),
  /** The preview asked who acts: the people chosen are in the form's values. */
  z.object({ a: z.literal('form.choose'), draft: id }),
  /** `asks`: fields, people, a signature or files stand in the form beside the opinion. */
  z.object({ a: z.literal('task.approve'), request: id, task: id, asks: z.boolean().optional() }),
  z.object({ a: z.literal('task.reject'), request: id, task: id }),
  z.object({ a: z.literal('task.return'), request: id, task: id }),
  /** Opens the card on which the person to transfer to is chosen. */
  z.object({ a: z.literal('task.transferForm'), request: id, task: id }),
  z.object({ a: z.literal('task.transfer'), request: id, task: id }),
  z.object({ a: z.literal('task.open'), request: id, task: id }),
  /** Opens the card on which what the act needs is filled in. */
  z.object({ a: z.literal('act.form'), act: z.enum(FORM_ACTS), request: id, task: id.optional() }),
  /** `task`: for 减签 the added person's. */
  z.object({
    a: z.literal('act.do'),
    act: z.enum([...FORM_ACTS, ...TAP_ACTS]),
    request: id,
    task: id.optional(),
    comment: id.optional(),
  }),
  z.object({ a: z.literal('opinion.open'), request: id.optional(), task: id.optional() }),
  z.object({ a: z.literal('opinion.add'), request: id.optional(), task: id.optional() }),
  z.object({ a: z.literal('opinion.remove'), request: id.optional(), task: id.optional() }),
  z.object({ a: z.literal('signature.set') }),
  z.object({ a: z.literal('todo.open'), page: page.optional() }),
  /** 批量同意: the card to choose from, and what was chosen (in the form's values). */
  z.object({ a: z.literal('todo.batchForm') }),
  z.object({ a: z.literal('todo.batch') }),
  z.object({ a: z.literal('delegate.open') }),
  /** With who and when filled in, where that is known. */
  z.object({
    a: z.literal('delegate.form'),
    agent: id.optional(),
    from: z.string().max(10).optional(),
    to: z.string().max(10).optional(),
  }),
  z.object({ a: z.literal('delegate.save'), confirmed: z.boolean().optional() }),
  z.object({ a: z.literal('delegate.end'), delegation: id }),
  z.object({ a: z.literal('handOver.open') }),
  z.object({ a: z.literal('handOver.form') }),
  z.object({ a: z.literal('handOver.preview') }),
  z.object({ a: z.literal('handOver.show'), person: id }),
  z.object({ a: z.literal('handOver.run'), person: id }),
  z.object({ a: z.literal('my.open'), page: page.optional() }),
  z.object({ a: z.literal('done.open'), page: page.optional() }),
  z.object({ a: z.literal('request.detail'), request: id, page: page.optional() }),
  z.object({ a: z.literal('request.withdraw'), request: id }),
  z.object({ a: z.literal('request.urge'), request: id }),
  z.object({ a: z.literal('request.comment'), request: id }),
  z.object({ a: z.literal('request.edit'), request: id }),
  z.object({ a: z.literal('request.again'), request: id }),
  z.object({ a: z.literal('help.open') }),
  ...settingsShapes,
  ...formShapes,
  ...integrationShapes,
  ...mirrorShapes,
  ...supervisionShapes,
  ...reportsShapes,
  ...archiveShapes,
  ...guideShapes,
  ...satisfactionShapes,
  ...boardShapes,
  ...runningShapes,
  ...delegationsShapes,
] as const;

/** Each kind of button that there is. */
export const actionSchema = z.discriminatedUnion('a', shapes);
export type CardAction = z.infer<typeof actionSchema>;
export type CardActionKind = CardAction['a'];
/** One kind of action with its ids. */
export type ActionOf<K extends CardActionKind> = Extract<CardAction, { a: K }>;

/** The value to put into a button's callback behaviour. */
export function encodeAction(action: CardAction): Readonly<Record<string, unknown>> {
  return { ...action, v: ACTION_VERSION };
}

/** Reads a button's value; undefined when it is not one of ours or from a build that spoke otherwise. */
export function decodeAction(value: unknown): CardAction | undefined {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== ACTION_VERSION)
    return undefined;
  const parsed = actionSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
