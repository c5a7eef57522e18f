import type { FormField } from '../../../../cards/kit/form-field.ts';
import type { Text } from '../../../../cards/kit/texts.ts';
import type { Duration, Selector, TimeRule } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import { stepIn } from '../../../core/flow-walk.ts';
import { ruleText } from '../change-lines.ts';
import { reader, type Reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { faultOf, WHOLE_ITEM, pathOfNode } from './words.ts';

const DOES = [
  'remind',
  'remindManager',
  'escalate',
  'transfer',
  'notifyAdmins',
  'autoApprove',
  'autoReject',
] as const satisfies readonly TimeRule['do'][];

/** Whose limit it is: a step's, or that of the whole item. */
interface Holder {
  readonly name: Text;
  readonly rules: readonly TimeRule[];
  readonly notes: readonly Text[];
  readonly up: string;
  /** Where its rules stand in the definition, as faults name it. */
  readonly path: string;
  readonly put: (rules: readonly TimeRule[]) => EditAct;
}

function holderOf({ item, t }: EditorContext, id: string): Holder | undefined {
  if (id === WHOLE_ITEM)
    return {
      name: item.name,
      rules: item.rules ?? [],
      notes: [t('editor.note.itemRules')],
      up: 'general',
      path: 'rules',
      put: rules =>
        rules.length === 0 ? { do: 'set', values: {}, clear: ['rules'] } : { do: 'set', values: { rules } },
    };
  const step = stepIn(item.flow, id);
  if (step === undefined) return undefined;
  return {
    name: step.name,
    rules: step.rules,
    notes: (step.limit ?? step.limitField) === undefined ? [t('admin.needsLimit')] : [],
    up: `node/${id}`,
    path: `${pathOfNode(item, id)}.rules`,
    put: rules => ({ do: 'putNode', node: { ...step, rules } }),
  };
}

/** What the limit of a step, or of the whole item, makes happen: every rule, whatever its kind (semantics C13). */
export function timeRulesPart(context: EditorContext, id: string): Part | undefined {
  const holder = holderOf(context, id);
  const { t } = context;
  if (holder === undefined) return undefined;
  return {
    kind: 'list',
    title: t('editor.rulesOf', { name: holder.name }),
    notes: holder.notes,
    up: holder.up,
    empty: t('editor.empty.rules'),
    rows: holder.rules.map((rule, index) => {
      const fault = faultOf(context, `${holder.path}[${index}]`);
      return {
        title: t(`editor.option.ruleDo.${rule.do}`),
        note: ruleText(rule, t),
        part: `rule/${id}/${rule.id}`,
        ...(fault === undefined ? {} : { fault }),
      };
    }),
    links: [{ label: t('editor.add.rule'), part: `newRule/${id}`, primary: true }],
  };
}

export function newRulePart(context: EditorContext, id: string): Part | undefined {
  const holder = holderOf(context, id);
  const { t, make } = context;
  if (holder === undefined) return undefined;
  return {
    kind: 'form',
    title: t('editor.add.rule'),
    up: `rules/${id}`,
    fields: [make.choice('ruleDo', DOES, 'remind')],
    submit: t('button.next'),
    save: values => {
      const what = reader(values, t).one('ruleDo', DOES, 'remind');
      const rule: TimeRule = {
        id: freeRuleId(holder, what),
        at: { amount: what === 'remind' ? -4 : 0, unit: 'h' },
        do: what,
        ...(what === 'escalate' ? { mode: 'add' } : {}),
      };
      return { acts: [holder.put([...holder.rules, rule])], next: `rule/${id}/${rule.id}` };
    },
  };
}

/** One rule, in full. */
export function rulePart(context: EditorContext, id: string, ruleId: string): Part | undefined {
  const holder = holderOf(context, id);
  const rule = holder?.rules.find(each => each.id === ruleId);
  const { t } = context;
  if (holder === undefined || rule === undefined) return undefined;
  const replace = (fresh: readonly TimeRule[]) =>
    holder.put(holder.rules.flatMap(each => (each.id === ruleId ? fresh : [each])));
  return {
    kind: 'form',
    title: t(`editor.option.ruleDo.${rule.do}`),
    notes: [t('editor.rulesOf', { name: holder.name }), t('settings.step.timesHint')],
    up: `rules/${id}`,
    fields: ruleFields(context, rule),
    acts: { remove: replace([]) },
    next: `rules/${id}`,
    save: values => {
      const read = reader(values, t);
      const fresh = readRule(read, rule);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [replace([fresh])], next: `rules/${id}` };
    },
  };
}

const DIRECTIONS = ['before', 'after'] as const;
/** What sends a message that can buzz, and what decides by itself. */
const TELLS: readonly TimeRule['do'][] = ['remind', 'remindManager', 'escalate', 'notifyAdmins'];
const ENDS: readonly TimeRule['do'][] = ['autoApprove', 'autoReject'];
const MODES = ['add', 'move'] as const;

function ruleFields({ make, candidates, roles }: EditorContext, rule: TimeRule): readonly FormField[] {
  const { amount, unit } = rule.at;
  const repeats = ['remind', 'remindManager', 'notifyAdmins'].includes(rule.do);
  const to = rule.to;
  return [
    make.choice('direction', DIRECTIONS, amount < 0 ? 'before' : 'after'),
    make.duration('at', { amount: Math.abs(amount), unit }),
    ...(repeats ? [make.duration('every', rule.repeat?.every), make.number('times', rule.repeat?.max)] : []),
    ...(rule.do === 'escalate'
      ? [
          make.choice('escalateMode', MODES, rule.mode ?? 'add'),
          make.number('escalateLevel', rule.level ?? 1),
        ]
      : []),
    ...(rule.do === 'transfer' || rule.do === 'escalate' || rule.do === 'remind'
      ? [
          make.people('toPeople', candidates, to?.kind === 'people' ? to.people : []),
          make.select('toRole', roles, to?.kind === 'role' ? to.role : undefined),
        ]
      : []),
    ...(TELLS.includes(rule.do) ? [make.check('ruleUrgent', rule.urgent)] : []),
    ...(ENDS.includes(rule.do) ? [make.check('expressly', rule.expressly)] : []),
  ];
}

function readRule(read: Reader, before: TimeRule): TimeRule {
  const { repeat: _, mode: __, level: ___, to: ____, expressly: _____, urgent: ______, ...rest } = before;
  const at = read.duration('at') ?? { amount: 0, unit: 'h' };
  const before_ = read.one('direction', DIRECTIONS, 'after') === 'before';
  const repeat = readRepeat(read);
  const level = read.number('escalateLevel', { whole: true, min: 1 });
  const to = readTo(read, before);
  const escalates = before.do === 'escalate';
  const mode = read.one('escalateMode', MODES, 'add');
  const urgent = readUrgent(read, before);
  return {
    ...rest,
    at: { amount: before_ && at.amount !== 0 ? -at.amount : at.amount, unit: at.unit },
    ...(repeat === undefined ? {} : { repeat }),
    // 一起办 is what a rule without a mode means.
    ...(escalates && (mode === 'move' || before.mode !== undefined) ? { mode } : {}),
    ...(escalates && level !== undefined && level > 1 ? { level } : {}),
    ...(to === undefined ? {} : { to }),
    ...(urgent === undefined ? {} : { urgent }),
    ...(read.check('expressly') ? { expressly: true } : {}),
  };
}

/** A rule that says nothing of it buzzes as the whole item does. */
function readUrgent(read: Reader, { do: what, urgent }: TimeRule): boolean | undefined {
  if (!TELLS.includes(what)) return urgent;
  return read.check('ruleUrgent') ? true : urgent === undefined ? undefined : false;
}

function readRepeat(read: Reader): { readonly every: Duration; readonly max: number } | undefined {
  const every = read.duration('every');
  const max = read.number('times', { whole: true, min: 1 });
  if (every === undefined && max === undefined) return undefined;
  if (every === undefined || every.amount === 0) read.fault('every', 'admin.needsEvery');
  if (max === undefined || max > 100) read.fault('times', 'admin.tooOften');
  return { every: every ?? { amount: 1, unit: 'h' }, max: max ?? 1 };
}

/** People named, or a role; where neither is, what the form cannot show stays. */
function readTo(read: Reader, { to, do: what }: TimeRule): Selector | undefined {
  const people = read.list('toPeople');
  const role = read.text('toRole');
  if (people.length > 0) return { kind: 'people', people };
  if (role !== '') return { kind: 'role', role };
  const kept = to?.kind === 'people' || to?.kind === 'role' ? undefined : to;
  if (what === 'transfer' && kept === undefined) read.fault('toPeople', 'editor.fault.toWhom');
  return kept;
}

function freeRuleId({ rules }: Holder, what: string): string {
  let id = what;
  for (let n = 2; rules.some(rule => rule.id === id); n += 1) id = `${what}${n}`;
  return id;
}
