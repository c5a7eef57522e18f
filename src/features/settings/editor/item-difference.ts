import { isDeepStrictEqual } from 'node:util';
import { joinTexts, same, type Text, type Texts } from '../../../../cards/kit/texts.ts';
import type { ChangeLine } from '../../../../cards/settings-change.ts';
import type { FlowNode, ItemDefinition, NumberRule } from '../../../core/definition.ts';
import { allPlaces } from '../../../core/flow-walk.ts';
import type { WhoNames } from '../../shared/who-text.ts';
import {
  datesText,
  fieldText,
  labelOf,
  ruleFacts,
  type SaidFact,
  stepFacts,
  type Words,
} from './step-words.ts';
import { answerText } from './parts-answers.ts';
import { archiveText } from './parts-archive.ts';
import { copiesText } from './parts-copies.ts';
import { extensionText } from './parts-extension.ts';
import { startText } from './parts-starts.ts';
import { timesText } from './parts-times.ts';
import { anonymousText, conditionText, nodeNote } from './words.ts';

const DOT: Text = { zh: ' · ', en: ' · ' };

/**
 * Everything that differs between two versions of an item, in words a person understands. What differs and has no words of its
 * own is told all the same: a line says that there is more, so that nothing is published unseen.
 */
export function itemDifference(
  before: ItemDefinition,
  after: ItemDefinition,
  names: WhoNames,
  t: Texts,
): readonly ChangeLine[] {
  const [old, fresh] = [
    { item: before, names, t },
    { item: after, names, t },
  ];
  const lines = [
    ...factLines(itemFacts(old), itemFacts(fresh), t),
    ...factLines(
      ruleFacts(before.rules ?? [], names, t),
      ruleFacts(after.rules ?? [], names, t),
      t,
      t('editor.place.rules'),
    ),
    ...fieldLines(old, fresh),
    ...nodeLines(old, fresh),
  ];
  const same = isDeepStrictEqual({ ...before, version: 0 }, { ...after, version: 0 });
  return lines.length > 0 || same ? lines : [moreLine(t('admin.label.content'), t)];
}

function factLines(
  before: readonly SaidFact[],
  after: readonly SaidFact[],
  t: Texts,
  what?: Text,
): readonly ChangeLine[] {
  const keys = [...new Set([...before, ...after].map(({ key }) => key))];
  return keys.flatMap((key): readonly ChangeLine[] => {
    const old = before.find(fact => fact.key === key);
    const fresh = after.find(fact => fact.key === key);
    const label = fresh?.label ?? old?.label ?? same(key);
    const [one, other] = [valueOf(old, t), valueOf(fresh, t)];
    if (one.zh === other.zh && one.en === other.en) return [];
    return [{ label: what === undefined ? label : joinTexts([what, label], DOT), before: one, after: other }];
  });
}

function valueOf(fact: SaidFact | undefined, t: Texts): Text {
  return fact === undefined || fact.value.zh === '' ? t('admin.value.none') : fact.value;
}

function moreLine(label: Text, t: Texts): ChangeLine {
  return { label, before: t('editor.said.asBefore'), after: t('editor.said.more') };
}

function itemFacts({ item, names, t }: Words): readonly SaidFact[] {
  const fact = (key: string, value: Text): SaidFact => ({ key, label: t(`editor.field.${key}`), value });
  const number = (rule: NumberRule | undefined): Text =>
    rule === undefined
      ? { zh: '', en: '' }
      : joinTexts([same(rule.template), t(`editor.option.reset.${rule.reset}`)], DOT);
  const { visibility, nobody } = item;
  const seen =
    visibility.kind === 'everyone'
      ? t('editor.option.visible.everyone')
      : joinTexts([
          ...visibility.departments.map(same),
          ...visibility.roles.map(id => names.role?.(id) ?? same(id)),
          ...visibility.people.map(id => same(names.people?.(id) ?? id)),
        ]);
  const time = (duration: ItemDefinition['limit']): Text =>
    duration === undefined ? { zh: '', en: '' } : t(`admin.unit.${duration.unit}`, { n: duration.amount });
  return [
    fact('name', item.name),
    fact('category', item.category),
    fact('department', item.department),
    fact('synonyms', joinTexts(item.synonyms.map(same))),
    fact('summary', item.guide.summary),
    fact('materials', joinTexts(item.guide.materials)),
    fact('policy', item.guide.policy ?? { zh: '', en: '' }),
    fact('samples', joinTexts(item.guide.samples ?? [])),
    fact('next', item.guide.next ?? { zh: '', en: '' }),
    ...(item.answers === undefined ? [] : [fact('answersField', labelOf(item, item.answers.field))]),
    ...(item.answers?.known ?? []).map(known => ({
      key: `answer/${known.question.zh}`,
      label: joinTexts([t('editor.link.answers'), known.question], DOT),
      value: answerText(known),
    })),
    fact('visible', seen),
    { key: 'anonymous', label: t('editor.link.anonymous'), value: anonymousText({ item, names, t }) },
    fact('template', number(item.number)),
    fact('documentTemplate', number(item.documentNumber)),
    fact('itemLimit', time(item.limit)),
    fact('returnExpire', time(item.returnExpire)),
    { key: 'dates', label: t('editor.part.dates'), value: datesText({ item, names, t }) },
    { key: 'times', label: t('editor.part.times'), value: timesText({ item, names, t }) },
    { key: 'extension', label: t('editor.link.extension'), value: extensionText({ item, t }) },
    { key: 'copies', label: t('editor.link.copies'), value: copiesText({ item, names, t }) },
    { key: 'archive', label: t('editor.part.archive'), value: archiveText({ item, t }) },
    fact('withdraw', t(`editor.option.withdraw.${item.withdraw}`)),
    fact('revokeDays', same(String(item.revokeDays))),
    fact('dedupe', t(`editor.option.dedupe.${item.dedupe}`)),
    fact('self', t(`editor.option.self.${item.self}`)),
    fact(
      'nobody',
      joinTexts([
        t(`editor.option.nobody.${nobody.do}`),
        ...(nobody.do === 'people' ? nobody.people.map(id => same(names.people?.(id) ?? id)) : []),
      ]),
    ),
    fact('batchApprove', t(item.batchApprove ? 'flag.on' : 'flag.off')),
    fact('summaryFields', joinTexts(item.summary.map(id => labelOf(item, id)))),
  ];
}

function fieldLines(old: Words, fresh: Words): readonly ChangeLine[] {
  const { t } = fresh;
  const facts = (words: Words): readonly SaidFact[] =>
    words.item.fields.map(field => ({
      key: field.id,
      label: t('editor.place.field', { label: field.label }),
      value: fieldText(words, field),
    }));
  const unsaid = fresh.item.fields.flatMap(field => {
    const before = old.item.fields.find(({ id }) => id === field.id);
    if (before === undefined || isDeepStrictEqual(before, field)) return [];
    return fieldText(old, before).zh === fieldText(fresh, field).zh
      ? [moreLine(t('editor.place.field', { label: field.label }), t)]
      : [];
  });
  return [
    ...factLines(facts(old), facts(fresh), t),
    ...unsaid,
    ...orderLine('editor.said.fieldOrder', named(old.item.fields), named(fresh.item.fields), t),
  ];
}

function named(list: readonly { readonly id: string; readonly label: Text }[]) {
  return list.map(({ id, label }) => ({ id, name: label }));
}

/** The order of what both have. */
function orderLine(
  label: string,
  before: readonly { readonly id: string; readonly name: Text }[],
  after: readonly { readonly id: string; readonly name: Text }[],
  t: Texts,
): readonly ChangeLine[] {
  const [old, fresh] = [
    before.filter(({ id }) => after.some(each => each.id === id)),
    after.filter(({ id }) => before.some(each => each.id === id)),
  ];
  if (
    isDeepStrictEqual(
      old.map(({ id }) => id),
      fresh.map(({ id }) => id),
    )
  )
    return [];
  const word = (list: typeof old) =>
    joinTexts(
      list.map(({ name }) => name),
      { zh: ' → ', en: ' → ' },
    );
  return [{ label: t(label), before: word(old), after: word(fresh) }];
}

function nodeLines(old: Words, fresh: Words): readonly ChangeLine[] {
  const { t } = fresh;
  const [before, after] = [nodesIn(old.item), nodesIn(fresh.item)];
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  const lines = ids.flatMap((id): readonly ChangeLine[] => {
    const [was, is] = [before.find(node => node.id === id), after.find(node => node.id === id)];
    const node = is ?? was;
    if (node === undefined) return [];
    const label = t('editor.place.node', { name: node.name });
    const none = t('admin.value.none');
    if (was === undefined) return [{ label, before: none, after: nodeNote(fresh, node) }];
    if (is === undefined) return [{ label, before: nodeNote(old, was), after: none }];
    const own = factLines(nodeFacts(old, was), nodeFacts(fresh, is), t, is.name);
    const unsaid = own.length === 0 && !isDeepStrictEqual(withoutInner(was), withoutInner(is));
    return unsaid ? [moreLine(label, t)] : own;
  });
  return [...lines, ...orderLine('editor.said.flowOrder', before, after, t)];
}

function nodesIn(item: ItemDefinition): readonly FlowNode[] {
  return allPlaces(item.flow).map(({ node }) => node);
}

/** Nodes within branches are looked at by themselves. */
function withoutInner(node: FlowNode): FlowNode {
  if (node.kind !== 'branch') return node;
  return { ...node, branches: node.branches.map(branch => ({ ...branch, nodes: [] })) };
}

function nodeFacts(words: Words, node: FlowNode): readonly SaidFact[] {
  const { t } = words;
  if (node.kind === 'step') return stepFacts(words, node);
  const name = { key: 'name', label: t('editor.field.nodeName'), value: node.name };
  const note = { key: 'note', label: t('editor.said.does'), value: nodeNote(words, node) };
  if (node.kind === 'auto')
    return [name, note, { key: 'reason', label: t('editor.field.reason'), value: node.reason }];
  if (node.kind === 'subrequests')
    return [
      name,
      note,
      ...node.start.map(start => ({
        key: `start/${start.item}`,
        label: t('editor.said.start', { item: start.item }),
        value: startText(words, start),
      })),
    ];
  if (node.kind !== 'branch') return [name, note];
  const reject = {
    key: 'reject',
    label: t('editor.field.branchReject'),
    value: t(`editor.option.branchReject.${node.onReject}`),
  };
  const ways = node.branches.map(branch => ({
    key: `way/${branch.id}`,
    label: t('editor.place.way', { name: branch.name }),
    value:
      branch.when === undefined
        ? t(node.mode === 'parallel' ? 'editor.always' : 'editor.otherwise')
        : t('editor.when', { condition: conditionText(words, branch.when) }),
  }));
  return [name, note, reject, ...ways];
}
