import { joinTexts, same, type Text, type Texts } from '../../../../cards/kit/texts.ts';
import { whoText, type WhoNames } from '../../shared/who-text.ts';
import type { Condition, FlowNode, ItemDefinition, Rule } from '../../../core/definition.ts';
import { allPlaces } from '../../../core/flow-walk.ts';
import type { ItemFault } from '../../../../config/check-item.ts';
import type { EditorContext } from './part.ts';
import { stagesIn } from './stages.ts';

/** In the place of a step's id where the whole item is meant; no node can be called so. */
export const WHOLE_ITEM = '$item';

type FaultContext = Pick<EditorContext, 'item' | 't'>;

interface ConditionWords {
  readonly item: Pick<ItemDefinition, 'fields'>;
  readonly names: WhoNames;
  readonly t: Texts;
}

/** `金额 大于 50000，且 科目 是 大修成本`. */
export function conditionText(context: ConditionWords, condition: Condition): Text {
  if ('field' in condition) return ruleText(context, condition);
  const [parts, key] =
    'all' in condition ? [condition.all, 'editor.and' as const] : [condition.any, 'editor.or' as const];
  const word = (part: Condition): Text => {
    const text = conditionText(context, part);
    return 'field' in part ? text : { zh: `（${text.zh}）`, en: `(${text.en})` };
  };
  return joinTexts(parts.map(word), context.t(key));
}

function ruleText({ item, names, t }: ConditionWords, rule: Rule): Text {
  const field = item.fields.find(({ id }) => id === rule.field);
  const label = rule.field === 'applicant' ? t('who.applicant') : (field?.label ?? same(rule.field));
  const word = (value: string | number | boolean): Text => {
    if (field !== undefined && 'options' in field)
      return field.options.find(({ id }) => id === value)?.label ?? same(String(value));
    if (typeof value === 'boolean') return t(value ? 'flag.on' : 'flag.off');
    if (field?.type === 'person' || field?.type === 'people')
      return same(names.people?.(String(value)) ?? String(value));
    return rule.op === 'belongsTo'
      ? (names.role?.(String(value)) ?? same(String(value)))
      : same(String(value));
  };
  const values = rule.value === undefined ? [] : [rule.value].flat();
  const between = rule.op === 'between' ? { zh: ' 至 ', en: ' to ' } : undefined;
  const value = joinTexts(values.map(word), between);
  return t('editor.rule', { field: label, op: t(`editor.option.op.${opKey(rule.op)}`), value });
}

/** 匿名: where nobody else is told who the applicant is; empty where everybody is named. */
export function anonymousText(context: ConditionWords & { readonly item: ItemDefinition }): Text {
  const { anonymousIf } = context.item;
  if (anonymousIf === undefined) return { zh: '', en: '' };
  return context.t('editor.said.anonymous', { condition: conditionText(context, anonymousIf) });
}

/** The operator's key in the texts. */
export function opKey(op: Rule['op']): string {
  const keys: Readonly<Partial<Record<Rule['op'], string>>> = {
    '==': 'is',
    '!=': 'isNot',
    '>': 'above',
    '>=': 'from',
    '<': 'below',
    '<=': 'upTo',
  };
  return keys[op] ?? op;
}

/** What a node is and who acts in it, in a line. */
export function nodeNote({ names, t }: Pick<EditorContext, 'names' | 't'>, node: FlowNode): Text {
  switch (node.kind) {
    case 'step': {
      const limit =
        node.limit === undefined
          ? t('settings.noLimit')
          : t(`admin.unit.${node.limit.unit}`, { n: node.limit.amount });
      return joinTexts(
        [
          node.who.length === 0 ? t('settings.people.nobody') : whoText(node.who, names, t),
          t(`admin.method.${node.method.kind}`),
          limit,
          ...(node.rules.length === 0 ? [] : [t('settings.rules', { n: node.rules.length })]),
        ],
        { zh: ' · ', en: ' · ' },
      );
    }
    case 'branch':
      return t(`editor.option.mode.${node.mode}`);
    case 'cc':
      return t('editor.note.cc', { who: whoText(node.who, names, t) });
    case 'delay':
      return t('editor.note.delay', { time: t(`admin.unit.${node.for.unit}`, { n: node.for.amount }) });
    case 'auto':
      return t(`editor.note.auto.${node.result}`);
    case 'subrequests':
      return t('editor.note.subrequests', { items: joinTexts(node.start.map(({ item }) => same(item))) });
    default:
      return node satisfies never;
  }
}

/** What is wrong at this place of the draft, or below it. */
export function faultOf(context: EditorContext, path: string): Text | undefined {
  const found = context.faults.filter(
    fault => fault.path === path || fault.path.startsWith(`${path}.`) || fault.path.startsWith(`${path}[`),
  );
  return found.length === 0
    ? undefined
    : joinTexts(
        found.slice(0, 3).map(fault => problemText(context, fault)),
        { zh: '；', en: '; ' },
      );
}

/** A fault in words, with the place as the person knows it: 字段「金额」, 环节「财务科」. */
export function faultText(context: FaultContext, fault: ItemFault): Text {
  return context.t('editor.faultAt', {
    place: placeText(context, fault.path),
    problem: problemText(context, fault),
  });
}

function problemText({ t }: FaultContext, { problem, detail, reason, path }: ItemFault): Text {
  if (problem !== 'form') return t(`editor.problem.${problem}`, { detail: detail ?? '' });
  // What a file could not say: mostly something that is not filled in yet.
  const missing = ['fields', 'summary', 'flow'].find(each => each === path);
  return missing === undefined
    ? t('editor.problem.form', { reason })
    : t(`editor.problem.missing.${missing}`);
}

/** The part of the editor in which a fault can be mended. */
export function partOfFault({ item }: EditorContext, path: string): string {
  const field = /^fields\[(\d+)\](\.showIf|\.requireIf)?/.exec(path);
  if (field !== null) {
    const id = item.fields[Number(field[1])]?.id;
    if (id === undefined) return 'fields';
    if (field[2] === '.showIf') return `when/show/${id}`;
    return field[2] === '.requireIf' ? `when/require/${id}` : `field/${id}`;
  }
  const node = nodeAt(item, path);
  if (node !== undefined) return partOfNode(node.node.id, node.rest, node.node);
  if (path.startsWith('flow')) return 'flow';
  if (path.startsWith('summary')) return 'general';
  const holder = /^(?:cc\.(start|end)|supervision\.stages\[(\d+)\]\.also|(expiry)\.also)/.exec(path);
  if (holder?.[1] !== undefined) return `who/cc:${holder[1]}:${WHOLE_ITEM}`;
  if (holder?.[2] !== undefined) return `who/also:${stagesIn(item)[Number(holder[2])]?.id ?? ''}`;
  if (holder?.[3] !== undefined) return 'who/expiry';
  if (path.startsWith('cc')) return 'copyHide';
  if (path.startsWith('extension')) return 'extension';
  if (path.startsWith('anonymousIf')) return 'when/anonymous';
  if (path.startsWith('bookings')) return 'bookings';
  if (path.startsWith('answers')) return 'answers';
  if (/^(sameDay|promisedUntil|expiry|offersDelegation|limitField)/.test(path)) return 'dates';
  if (/^(supervision|respond|calendar)/.test(path)) return 'times';
  if (path.startsWith('rules')) return `rules/${WHOLE_ITEM}`;
  if (path.startsWith('archive')) return 'archive';
  if (path.startsWith('guide')) return 'guide';
  return path.includes('umber') ? 'numbers' : '';
}

function partOfNode(id: string, rest: string, node: FlowNode): string {
  const copied = /^\.cc\.(start|end)/.exec(rest)?.[1];
  if (copied !== undefined) return `who/cc:${copied}:${id}`;
  if (rest.startsWith('.who')) return `who/${id}`;
  if (rest.startsWith('.feedback')) return `feedback/${id}`;
  if (rest.startsWith('.rules')) return `rules/${id}`;
  if (rest.startsWith('.fields')) return `rights/${id}`;
  const way = /^\.branches\[(\d+)\]\.when/.exec(rest);
  const branch = node.kind === 'branch' && way !== null ? node.branches[Number(way[1])] : undefined;
  return branch === undefined ? `node/${id}` : `when/way/${id}/${branch.id}`;
}

function placeText(context: FaultContext, path: string): Text {
  const { item, t } = context;
  const field = /^fields\[(\d+)\]/.exec(path);
  const label = field === null ? undefined : item.fields[Number(field[1])]?.label;
  if (label !== undefined) return t('editor.place.field', { label });
  const node = nodeAt(item, path)?.node;
  if (node !== undefined) return t('editor.place.node', { name: node.name });
  const known = ['fields', 'flow', 'summary', 'number', 'documentNumber', 'guide', 'rules', 'id'].find(each =>
    path.startsWith(each),
  );
  return known === undefined ? same(path) : t(`editor.place.${known}`);
}

/** The innermost node that a path leads into, and the rest of the path. */
function nodeAt(
  item: ItemDefinition,
  path: string,
): { readonly node: FlowNode; readonly rest: string } | undefined {
  const found = nodePaths(item.flow, 'flow')
    .filter(([at]) => path.startsWith(at))
    .sort(([one], [other]) => other.length - one.length)[0];
  return found === undefined ? undefined : { node: found[1], rest: path.slice(found[0].length) };
}

function nodePaths(list: readonly FlowNode[], at: string): readonly (readonly [string, FlowNode])[] {
  return list.flatMap((node, index): readonly (readonly [string, FlowNode])[] => {
    const own = `${at}[${index}]`;
    const inner =
      node.kind === 'branch'
        ? node.branches.flatMap((branch, n) => nodePaths(branch.nodes, `${own}.branches[${n}].nodes`))
        : [];
    return [[own, node], ...inner];
  });
}

/** Where a node stands in the definition, as faults name it. */
export function pathOfNode(item: ItemDefinition, id: string): string {
  return nodePaths(item.flow, 'flow').find(([, node]) => node.id === id)?.[0] ?? 'flow';
}

/** The steps that come before this one anywhere, to be named in a choice. */
export function stepsOf(item: ItemDefinition): readonly { readonly id: string; readonly label: Text }[] {
  return allPlaces(item.flow).flatMap(({ node }) =>
    node.kind === 'step' ? [{ id: node.id, label: node.name }] : [],
  );
}
