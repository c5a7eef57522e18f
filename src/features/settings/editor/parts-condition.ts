import type { ChoiceOption, FormField } from '../../../../cards/kit/form-field.ts';
import type { Condition, ConditionOperator, Field, Rule } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import { placeOf } from '../../../core/flow-walk.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { conditionText, opKey } from './words.ts';

/** Where a condition stands: `way/<node>/<branch>`, `show/<field>`, `require/<field>` or `anonymous`; how to change it there. */
interface Place {
  readonly condition?: Condition;
  readonly up: string;
  change(condition: Condition | undefined): EditAct;
}

function placeFor({ item }: EditorContext, where: readonly string[]): Place | undefined {
  const [kind, id = '', way = ''] = where;
  if (kind === 'way') {
    const node = placeOf(item.flow, id)?.node;
    const branch = node?.kind === 'branch' ? node.branches.find(each => each.id === way) : undefined;
    if (branch === undefined) return undefined;
    const { nodes: _, when, ...own } = branch;
    return {
      ...(when === undefined ? {} : { condition: when }),
      up: `way/${id}/${way}`,
      change: fresh => ({
        do: 'putBranch',
        node: id,
        branch: fresh === undefined ? own : { ...own, when: fresh },
      }),
    };
  }
  if (kind === 'anonymous')
    return {
      ...(item.anonymousIf === undefined ? {} : { condition: item.anonymousIf }),
      up: 'visibility',
      change: fresh =>
        fresh === undefined
          ? { do: 'set', values: {}, clear: ['anonymousIf'] }
          : { do: 'set', values: { anonymousIf: fresh } },
    };
  const field = item.fields.find(each => each.id === id);
  if (field === undefined || (kind !== 'show' && kind !== 'require')) return undefined;
  const key = kind === 'show' ? 'showIf' : 'requireIf';
  const condition = field[key];
  return {
    ...(condition === undefined ? {} : { condition }),
    up: `field/${id}`,
    change: fresh => {
      const { [key]: __, ...rest } = field;
      return { do: 'putField', field: fresh === undefined ? rest : { ...rest, [key]: fresh } };
    },
  };
}

/** A group's own parts; a rule alone is a group of one. */
function partsOf(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  if ('field' in condition) return [condition];
  return 'all' in condition ? condition.all : condition.any;
}

function grouped(parts: readonly Condition[], join: 'all' | 'any'): Condition {
  return join === 'all' ? { all: parts } : { any: parts };
}

/** The whole condition: none without parts, and a rule alone without a group around it. */
function joined(parts: readonly Condition[], join: 'all' | 'any'): Condition | undefined {
  const [only, ...others] = parts;
  if (only === undefined) return undefined;
  return others.length === 0 && 'field' in only ? only : grouped(parts, join);
}

function joinOf(condition: Condition | undefined): 'all' | 'any' {
  return condition !== undefined && 'any' in condition ? 'any' : 'all';
}

/** Where in the condition: the index in the whole, in the group there, and so on. Empty: the whole. */
type Steps = readonly number[];

function conditionAt(condition: Condition | undefined, [step, ...rest]: Steps): Condition | undefined {
  if (step === undefined) return condition;
  return conditionAt(partsOf(condition)[step], rest);
}

/** The whole condition with other parts in the group at these steps; a group that is left without any is gone. */
function withParts(
  condition: Condition | undefined,
  steps: Steps,
  change: (parts: readonly Condition[]) => readonly Condition[],
  join?: 'all' | 'any',
): Condition | undefined {
  const inner = (group: Condition, [step, ...rest]: Steps): readonly Condition[] => {
    const parts = partsOf(group);
    if (step === undefined) {
      const fresh = change(parts);
      return fresh.length === 0 ? [] : [grouped(fresh, join ?? joinOf(group))];
    }
    const fresh = parts.flatMap((each, index) => (index === step ? inner(each, rest) : [each]));
    return fresh.length === 0 ? [] : [grouped(fresh, joinOf(group))];
  };
  const [whole] = inner(condition ?? { all: [] }, steps);
  return whole === undefined ? undefined : joined(partsOf(whole), joinOf(whole));
}

const DEEPEST = 3;

function stepsFrom(written: string): Steps {
  return written === '' ? [] : written.split(',').map(Number);
}

/** The rules of a condition (semantics C14), and whether all must hold or any. */
export function whenPart(context: EditorContext, where: readonly string[]): Part | undefined {
  return groupPart(context, '', where);
}

/** The condition as a whole, or a group in it: `at` are its steps, as `1,0`. */
export function groupPart(context: EditorContext, at: string, where: readonly string[]): Part | undefined {
  const place = placeFor(context, where);
  const { t } = context;
  if (place === undefined) return undefined;
  const steps = stepsFrom(at);
  const group = conditionAt(place.condition, steps);
  if (steps.length > 0 && (group === undefined || 'field' in group)) return undefined;
  const [parts, join, spot] = [partsOf(group), joinOf(group), where.join('/')];
  const change = (fresh: 'all' | 'any') =>
    place.change(withParts(place.condition, steps, each => each, fresh));
  const new_ = (token: string) => [...steps, token].join(',');
  return {
    kind: 'list',
    title: t('editor.part.when'),
    notes: [
      ...(steps.length > 0 ? [t('editor.note.group')] : []),
      ...(parts.length > 1 ? [t(`editor.join.${join}`)] : []),
    ],
    up: steps.length === 0 ? place.up : groupName(steps.slice(0, -1), spot),
    empty: t('editor.empty.when'),
    rows: parts.map((each, index) => ({
      title: conditionText(context, each),
      part: `${'field' in each ? 'rule-of' : 'group-of'}/${[...steps, index].join(',')}/${spot}`,
    })),
    links: [
      { label: t('editor.add.condition'), part: `newRule-of/${new_('new')}/${spot}`, primary: true },
      ...(steps.length < DEEPEST && parts.length > 0
        ? [{ label: t('editor.add.group'), part: `newRule-of/${new_('group')}/${spot}` }]
        : []),
    ],
    acts: {
      ...(parts.length > 1 && join === 'any' ? { all: change('all') } : {}),
      ...(parts.length > 1 && join === 'all' ? { any: change('any') } : {}),
      ...(steps.length > 0 ? { remove: place.change(withParts(place.condition, steps, () => [])) } : {}),
    },
    ...(steps.length > 0 ? { next: groupName(steps.slice(0, -1), spot) } : {}),
  };
}

function groupName(steps: Steps, spot: string): string {
  return steps.length === 0 ? `when/${spot}` : `group-of/${steps.join(',')}/${spot}`;
}

/** Which field a new rule looks at. `at`: the steps of its group, and `new`, or `group` for the first rule of a new group. */
export function newConditionPart(
  context: EditorContext,
  at: string,
  where: readonly string[],
): Part | undefined {
  const place = placeFor(context, where);
  const { t, make, item } = context;
  if (place === undefined) return undefined;
  const self = where[0] === 'show' || where[0] === 'require' ? where[1] : undefined;
  const steps = stepsFrom(at.split(',').slice(0, -1).join(','));
  const fields: readonly ChoiceOption[] = [
    ...item.fields
      .filter(({ id, type }) => id !== self && operatorsFor(type).length > 0)
      .map(({ id, label }) => ({ id, label })),
    { id: 'applicant', label: t('who.applicant') },
  ];
  return {
    kind: 'form',
    title: t('editor.add.condition'),
    up: groupName(steps, where.join('/')),
    fields: [make.select('conditionField', fields)],
    submit: t('button.next'),
    save: values => {
      const read = reader(values, t);
      const field = read.text('conditionField');
      if (field === '') read.fault('conditionField', 'editor.fault.chooseField');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [], next: `rule-of/${at}.${field}/${where.join('/')}` };
    },
  };
}

/** One rule: how the field is compared, and with what; the control for the value fits the field's type. */
export function conditionPart(
  context: EditorContext,
  at: string,
  where: readonly string[],
): Part | undefined {
  const place = placeFor(context, where);
  if (place === undefined) return undefined;
  const tokens = at.split(',');
  const fresh = /^(new|group)\.(.+)$/.exec(tokens.at(-1) ?? '');
  const steps = stepsFrom(tokens.slice(0, -1).join(','));
  const index = Number(tokens.at(-1));
  const parts = partsOf(conditionAt(place.condition, steps));
  const old = fresh === null ? parts[index] : undefined;
  const rule = fresh === null ? old : { field: fresh[2] ?? '', op: undefined };
  if (rule === undefined || !('field' in rule)) return undefined;
  const spot = where.join('/');
  const back = groupName(steps, spot);
  const put = (one: readonly Condition[]): EditAct =>
    place.change(
      withParts(place.condition, steps, each =>
        fresh === null ? each.flatMap((part, n) => (n === index ? one : [part])) : [...each, ...one],
      ),
    );
  const acts = old === undefined ? {} : { acts: { remove: put([]) }, next: back };
  const { t, item } = context;
  const field = item.fields.find(({ id }) => id === rule.field);
  if (field === undefined && rule.field !== 'applicant') return undefined;
  const type = field?.type ?? 'person';
  const operators = field === undefined ? (['belongsTo'] as const) : operatorsFor(type);
  const group = fresh?.[1] === 'group';
  return {
    kind: 'form',
    title: field?.label ?? t('who.applicant'),
    up: back,
    fields: ruleFields(context, field, operators, 'op' in rule && rule.op !== undefined ? old : undefined),
    ...acts,
    save: values => {
      const read = reader(values, t);
      const said = readRule(read, rule.field, field, operators);
      if (said === undefined || Object.keys(read.faults).length > 0) return { faults: read.faults };
      if (!group) return { acts: [put([said])], next: back };
      // A group is there for being joined the other way.
      const other = joinOf(conditionAt(place.condition, steps)) === 'all' ? 'any' : 'all';
      return {
        acts: [put([grouped([said], other)])],
        next: groupName([...steps, parts.length], spot),
      };
    },
  };
}

/** What can be asked of a field of this type here; the check of the item knows the same (check-condition.ts). */
function operatorsFor(type: Field['type']): readonly ConditionOperator[] {
  switch (type) {
    case 'number':
    case 'amount':
    case 'formula':
    case 'table':
    case 'date':
    case 'time':
    case 'datetime':
      return ['>', '>=', '<', '<=', '==', '!=', 'between', 'isEmpty'];
    case 'select':
      return ['in', 'notIn', 'isEmpty'];
    case 'multiselect':
      return ['in', 'notIn', 'isEmpty'];
    case 'person':
    case 'people':
      return ['in', 'notIn', 'belongsTo', 'isEmpty'];
    case 'department':
    case 'departments':
      return ['belongsTo', 'isEmpty'];
    case 'checkbox':
      return ['=='];
    case 'text':
    case 'phone':
      return ['==', '!=', 'contains', 'isEmpty'];
    case 'dateRange':
      return ['isEmpty'];
    default:
      return [];
  }
}

function ruleFields(
  context: EditorContext,
  field: Field | undefined,
  operators: readonly ConditionOperator[],
  old: Condition | undefined,
): readonly FormField[] {
  const { make, t, departments, roles, candidates } = context;
  const rule = old !== undefined && 'field' in old ? old : undefined;
  const values = rule?.value === undefined ? [] : [rule.value].flat().map(String);
  const ops = operators.map(op => ({ id: op, label: t(`editor.option.op.${opKey(op)}`) }));
  const operator = make.select('op', ops, rule?.op ?? operators[0]);
  switch (field?.type) {
    case 'select':
    case 'multiselect':
      return [operator, make.several('optionValues', field.options, values)];
    case 'checkbox':
      return [make.choice('checked', ['true', 'false'], values[0] ?? 'true')];
    case 'person':
    case 'people':
      return [
        operator,
        make.people('peopleValues', candidates, rule?.op === 'belongsTo' ? [] : values),
        make.several('groups', [...departments, ...roles], rule?.op === 'belongsTo' ? values : []),
      ];
    case undefined:
    case 'department':
    case 'departments':
      return [operator, make.several('groups', [...departments, ...roles], values)];
    case 'dateRange':
      return [operator];
    default:
      return [
        operator,
        make.text('value', values[0]),
        ...(operators.includes('between') ? [make.text('upTo', values[1])] : []),
      ];
  }
}

function readRule(
  read: Reader,
  id: string,
  field: Field | undefined,
  operators: readonly ConditionOperator[],
): Rule | undefined {
  const op = operators.find(each => each === read.text('op')) ?? operators[0];
  if (op === undefined) return undefined;
  if (op === 'isEmpty') return { field: id, op };
  if (op === 'belongsTo') return listRule(read, id, op, 'groups');
  switch (field?.type) {
    case 'select':
    case 'multiselect':
      return listRule(read, id, op, 'optionValues');
    case 'person':
    case 'people':
      return listRule(read, id, op, 'peopleValues');
    case 'checkbox':
      return { field: id, op: '==', value: read.one('checked', ['true', 'false'], 'true') === 'true' };
    case 'number':
    case 'amount':
    case 'table':
    case 'formula': {
      const [value, upTo] = [read.number('value'), read.number('upTo')];
      if (value === undefined) read.fault('value', 'editor.fault.number');
      if (op !== 'between') return value === undefined ? undefined : { field: id, op, value };
      if (upTo === undefined) read.fault('upTo', 'editor.fault.number');
      return value === undefined || upTo === undefined ? undefined : { field: id, op, value: [value, upTo] };
    }
    default: {
      const [value, upTo] = [read.text('value'), read.text('upTo')];
      if (value === '') read.fault('value', 'editor.fault.empty');
      if (op === 'between' && upTo === '') read.fault('upTo', 'editor.fault.empty');
      return { field: id, op, value: op === 'between' ? [value, upTo] : value };
    }
  }
}

function listRule(read: Reader, field: string, op: ConditionOperator, control: string): Rule | undefined {
  const value = read.list(control);
  if (value.length > 0) return { field, op, value };
  read.fault(control, 'editor.fault.chooseValue');
  return undefined;
}
