import { z } from 'zod';
import type {
  Duration,
  FlowNode,
  ItemDefinition,
  Method,
  Selector,
  TimeRule,
} from '../src/core/definition.ts';
import { parseDuration } from '../src/core/time-limits.ts';
import { clock, condition, field, id, text } from './schema-form.ts';
import { extensionSchema, feedbackSchema, supervisionSchema } from './schema-supervision.ts';

/**
 * One catalogue file (config/catalogue/*.yaml) in, one service item out: an `ItemDefinition` without its version, which
 * publishing gives. Unknown keys are faults. What most items have alike may be left out and is filled in here.
 * Durations are written `-4h`, `30min`, `3d`, `2wh`, `1wd`.
 */
export type CatalogueItem = Omit<ItemDefinition, 'version'>;

const ids = z.array(z.string().min(1)).min(1);

const duration: z.ZodType<Duration> = z.string().transform((written, context) => {
  const read = parseDuration(written);
  if (read !== undefined) return read;
  context.addIssue('must be a duration such as 30min, 4h, -4h, 3d, 2wh or 1wd');
  return z.NEVER;
});

// ---------------------------------------------------------------- who acts

const level = z.number().int().min(1).max(20);
const chosenFrom = { from: ids.exactOptional(), multiple: z.boolean().default(false) };
const selector: z.ZodType<Selector> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('people'), people: ids }),
  z.strictObject({ kind: z.literal('role'), role: id }),
  z.strictObject({ kind: z.literal('applicant') }),
  z.strictObject({
    kind: z.literal('manager'),
    level: level.default(1),
    strict: z.boolean().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('managerChain'),
    until: z.union([
      z.strictObject({ level }),
      z.strictObject({ top: level }),
      z.strictObject({ role: id }),
      z.strictObject({ person: z.string().min(1) }),
    ]),
    order: z.enum(['bottomUp', 'topDown']).default('bottomUp'),
    missing: z.enum(['skip', 'up']).default('skip'),
  }),
  z.strictObject({ kind: z.literal('departmentHead'), level: level.default(1) }),
  z.strictObject({ kind: z.literal('formPerson'), field: id }),
  z.strictObject({ kind: z.literal('formDepartmentHead'), field: id }),
  z.strictObject({ kind: z.literal('applicantChooses'), ...chosenFrom }),
  z.strictObject({ kind: z.literal('previousChooses'), ...chosenFrom }),
]);
const selectors = z.array(selector).min(1);
const copies = z.strictObject({ start: selectors.exactOptional(), end: selectors.exactOptional() });

const self = z.enum(['self', 'skip', 'manager', 'departmentHead']);
const nobody = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal(['admin', 'autoPass', 'autoReject', 'blockSubmit']) }),
  z.strictObject({ do: z.literal('people'), people: ids }),
]);

// ---------------------------------------------------------------- flow

const percent = z.number().gt(0).max(100);
const method: z.ZodType<Method> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all'), reject: z.enum(['immediate', 'waitAll']).default('immediate') }),
  z.strictObject({ kind: z.literal('any'), reject: z.enum(['first', 'allMustReject']).default('first') }),
  z.strictObject({ kind: z.literal('sequence') }),
  z.strictObject({
    kind: z.literal('vote'),
    pass: z.union([
      z.strictObject({ percent }),
      z.strictObject({ count: z.number().int().min(1) }),
      z.strictObject({ weightPercent: percent, weights: z.record(z.string(), z.number().min(0)) }),
    ]),
    abstain: z.enum(['count', 'exclude']).default('count'),
  }),
  z.strictObject({ kind: z.literal('random') }),
  z.strictObject({ kind: z.literal('claim') }),
]);

const timeRule: z.ZodType<TimeRule> = z.strictObject({
  id,
  at: duration,
  do: z.enum([
    'remind',
    'remindManager',
    'escalate',
    'transfer',
    'autoApprove',
    'autoReject',
    'notifyAdmins',
  ]),
  mode: z.enum(['add', 'move']).exactOptional(),
  level: level.exactOptional(),
  to: selector.exactOptional(),
  urgent: z.boolean().exactOptional(),
  expressly: z.boolean().exactOptional(),
  repeat: z.strictObject({ every: duration, max: z.number().int().min(1).max(1000) }).exactOptional(),
});

const named = { id, name: text };
const step = z.strictObject({
  ...named,
  kind: z.literal('step'),
  act: z.enum(['approve', 'handle']).default('approve'),
  method: method.default({ kind: 'all', reject: 'immediate' }),
  who: selectors,
  self: self.exactOptional(),
  nobody: nobody.exactOptional(),
  onReject: z.union([z.enum(['end', 'toStart']), z.strictObject({ toStep: id })]).default('end'),
  return: z
    .strictObject({
      allowed: z.boolean().default(true),
      mode: z.enum(['ask', 'rerun', 'direct']).default('ask'),
      reopen: z.enum(['returnerAndPending', 'allMembers']).default('returnerAndPending'),
    })
    .prefault({}),
  allow: z
    .strictObject({
      transfer: z.boolean().default(true),
      addSigner: z.boolean().default(true),
      takeBack: z.boolean().default(true),
    })
    .prefault({}),
  requires: z
    .strictObject({
      opinion: z.boolean().exactOptional(),
      signature: z.boolean().exactOptional(),
      attachment: z.boolean().exactOptional(),
    })
    .exactOptional(),
  fields: z.record(z.string(), z.enum(['edit', 'hide'])).exactOptional(),
  mustAct: z.boolean().exactOptional(),
  orDedup: z.boolean().exactOptional(),
  cc: copies.exactOptional(),
  respond: duration.exactOptional(),
  limit: duration.exactOptional(),
  limitField: id.exactOptional(),
  feedback: feedbackSchema(id, duration).exactOptional(),
  rules: z.array(timeRule).default([]),
});

/** A value that a started request always gets: a text, a number, yes or no, or ids. */
const fixedValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const subrequestStart = z.strictObject({
  item: id,
  form: z.record(z.string(), z.string()).default({}),
  set: z.record(z.string(), fixedValue).exactOptional(),
});

const node: z.ZodType<FlowNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    step,
    z.strictObject({
      ...named,
      kind: z.literal('branch'),
      mode: z.enum(['exclusive', 'inclusive', 'parallel']).default('exclusive'),
      onReject: z.enum(['end', 'wait']).default('end'),
      branches: z
        .array(z.strictObject({ ...named, when: condition.exactOptional(), nodes: z.array(node) }))
        .min(1),
    }),
    z.strictObject({
      ...named,
      kind: z.literal('auto'),
      result: z.enum(['approve', 'reject']),
      reason: text,
    }),
    z.strictObject({ ...named, kind: z.literal('delay'), for: duration }),
    z.strictObject({ ...named, kind: z.literal('cc'), who: selectors }),
    z.strictObject({
      ...named,
      kind: z.literal('subrequests'),
      start: z.array(subrequestStart).min(1),
      numbers: z.enum(['own', 'parent']).exactOptional(),
    }),
  ]),
);

// ---------------------------------------------------------------- item

/** `work` and `always` are the built-in calendars W and C (services.md); anything else is the id of another. */
const calendar = id.transform(written => ({ work: 'W', always: 'C' })[written] ?? written);

const numberRule = z.strictObject({
  template: z.string().default('{PREFIX}-{YYYYMMDD}-{SEQ:4}'),
  reset: z.enum(['day', 'month', 'year', 'never']).default('day'),
});

export const catalogueItemSchema: z.ZodType<CatalogueItem> = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]{1,11}$/, 'must be 2 to 12 capital letters and digits, such as SBZL'),
  name: text,
  category: text,
  department: text,
  synonyms: z.array(z.string().min(1)).default([]),
  guide: z.strictObject({
    summary: text,
    materials: z.array(text),
    policy: text.exactOptional(),
    samples: z.array(text).exactOptional(),
    next: text.exactOptional(),
  }),
  visibility: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('everyone') }),
      z.strictObject({
        kind: z.literal('some'),
        departments: z.array(z.string()).default([]),
        roles: z.array(z.string()).default([]),
        people: z.array(z.string()).default([]),
      }),
    ])
    .default({ kind: 'everyone' }),
  anonymousIf: condition.exactOptional(),
  fields: z.array(field).min(1),
  summary: z.array(id).min(1),
  flow: z.array(node).min(1),
  respond: duration.exactOptional(),
  limit: duration.exactOptional(),
  limitField: id.exactOptional(),
  sameDay: z.strictObject({ before: clock, otherwise: clock }).exactOptional(),
  promisedUntil: id.exactOptional(),
  answers: z
    .strictObject({
      field: id,
      known: z
        .array(z.strictObject({ question: text, answer: text, words: z.array(z.string().min(1)).min(1) }))
        .min(1)
        .max(200),
    })
    .exactOptional(),
  bookings: z
    .array(z.strictObject({ id, what: id, period: id, from: id.exactOptional(), until: id.exactOptional() }))
    .min(1)
    .exactOptional(),
  expiry: z
    .strictObject({ field: id, remind: z.array(duration).min(1).max(5), also: selectors.exactOptional() })
    .exactOptional(),
  supervision: supervisionSchema(id, duration, selector).exactOptional(),
  extension: extensionSchema(id).exactOptional(),
  calendar: calendar.exactOptional(),
  rules: z.array(timeRule).exactOptional(),
  urgent: z.boolean().exactOptional(),
  number: numberRule.prefault({}),
  documentNumber: numberRule.exactOptional(),
  withdraw: z.enum(['untilFirstAction', 'whileRunning', 'never']).default('whileRunning'),
  revokeDays: z.number().int().min(0).max(3650).default(0),
  returnExpire: duration.default({ amount: 15, unit: 'wd' }),
  dedupe: z.enum(['none', 'consecutive', 'firstOnly']).default('none'),
  self: self.default('skip'),
  nobody: nobody.default({ do: 'admin' }),
  cc: copies.extend({ hide: z.array(id).exactOptional() }).exactOptional(),
  batchApprove: z.boolean().default(false),
  archive: z
    .strictObject({ title: text, send: z.array(z.enum(['pdf', 'docx'])).default(['pdf']) })
    .exactOptional(),
  offersDelegation: z.strictObject({ period: id, agent: id.exactOptional() }).exactOptional(),
});
