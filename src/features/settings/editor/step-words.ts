import { joinTexts, same, type Text, type Texts } from '../../../../cards/kit/texts.ts';
import type {
  Field,
  ItemDefinition,
  Method,
  Selector,
  StepNode,
  TimeRule,
} from '../../../core/definition.ts';
import { stepIn } from '../../../core/flow-walk.ts';
import { formatDuration } from '../../../core/time-limits.ts';
import { whoText, type WhoNames } from '../../shared/who-text.ts';
import { ruleText } from '../change-lines.ts';
import { bookingText } from './parts-bookings.ts';
import { feedbackText } from './parts-feedback.ts';
import { fieldMoreTexts } from './parts-field-more.ts';
import { stepMoreText } from './parts-step-more.ts';
import { conditionText } from './words.ts';

export interface Words {
  readonly item: ItemDefinition;
  readonly names: WhoNames;
  readonly t: Texts;
}

/** One thing that an item says, in words. */
export interface SaidFact {
  readonly key: string;
  readonly label: Text;
  readonly value: Text;
}

const NOTHING: Text = { zh: '', en: '' };

/** Everything that a step says, each in words that differ when it differs. */
export function stepFacts({ item, names, t }: Words, step: StepNode): readonly SaidFact[] {
  const fact = (key: string, label: string, value: Text): SaidFact => ({ key, label: t(label), value });
  const who = (list: readonly Selector[] | undefined) =>
    list === undefined || list.length === 0
      ? NOTHING
      : joinTexts(list.map(each => selectorText(each, names, t)));
  return [
    fact('name', 'editor.field.nodeName', step.name),
    fact('act', 'editor.field.act', t(`editor.option.act.${step.act}`)),
    fact('who', 'admin.label.who', who(step.who)),
    fact('method', 'admin.label.method', methodText(step.method, t)),
    fact(
      'limit',
      'admin.label.limit',
      joinTexts([
        ...(step.limitField === undefined ? [] : [labelOf(item, step.limitField)]),
        ...(step.limit === undefined ? [] : [t(`admin.unit.${step.limit.unit}`, { n: step.limit.amount })]),
      ]),
    ),
    fact(
      'respond',
      'editor.field.stepRespond',
      step.respond === undefined ? NOTHING : t(`admin.unit.${step.respond.unit}`, { n: step.respond.amount }),
    ),
    ...ruleFacts(step.rules, names, t),
    fact('onReject', 'editor.field.onReject', rejectText(item, step, t)),
    fact(
      'returns',
      'editor.field.returns',
      t(`editor.option.returns.${step.return.allowed ? step.return.mode : 'no'}`),
    ),
    fact('nobody', 'editor.field.stepNobody', nobodyText(step, names, t)),
    fact('requires', 'editor.said.requires', flags(step.requires ?? {}, t)),
    fact('allow', 'editor.said.allow', flags(step.allow, t)),
    fact('fields', 'editor.said.rights', rightsText(item, step, t)),
    fact('ccStart', 'editor.copyWhen.start', who(step.cc?.start)),
    fact('ccEnd', 'editor.copyWhen.end', who(step.cc?.end)),
    fact('feedback', 'editor.link.feedback', feedbackText({ item, t }, step)),
    fact('more', 'editor.link.more', stepMoreText({ names, t }, step)),
  ];
}

/** The time rules of a step or of the whole item, one fact each. */
export function ruleFacts(rules: readonly TimeRule[], names: WhoNames, t: Texts): readonly SaidFact[] {
  return rules.map(rule => ({
    key: `rule/${rule.id}`,
    label: t(`editor.option.ruleDo.${rule.do}`),
    value: joinTexts(
      [
        ruleText(rule, t),
        ...(rule.level === undefined ? [] : [t('editor.said.up', { n: rule.level })]),
        ...(rule.to === undefined ? [] : [selectorText(rule.to, names, t)]),
        ...(rule.urgent === true ? [t('editor.field.ruleUrgent')] : []),
        ...(rule.expressly === true ? [t('editor.field.expressly')] : []),
      ],
      { zh: ' → ', en: ' → ' },
    ),
  }));
}

function selectorText(selector: Selector, names: WhoNames, t: Texts): Text {
  const said = whoText([selector], names, t);
  const detail = selectorDetail(selector, names, t);
  return detail.length === 0 ? said : joinTexts([said, ...detail], { zh: '，', en: ', ' });
}

/** What the usual words for people leave out. */
function selectorDetail(selector: Selector, names: WhoNames, t: Texts): readonly Text[] {
  if (selector.kind === 'manager') return selector.strict === true ? [t('editor.field.strict')] : [];
  if (selector.kind === 'applicantChooses' || selector.kind === 'previousChooses')
    return [
      ...(selector.multiple ? [t('editor.field.multiple')] : []),
      ...(selector.from ?? []).map(id => same(names.people?.(id) ?? id)),
    ];
  if (selector.kind !== 'managerChain') return [];
  const { until, order, missing } = selector;
  const end =
    'level' in until
      ? t('editor.said.upTo', { n: until.level })
      : 'top' in until
        ? t('editor.said.upToTop', { n: until.top })
        : t('editor.said.upToWho', {
            who:
              'role' in until
                ? (names.role?.(until.role) ?? same(until.role))
                : same(names.people?.(until.person) ?? until.person),
          });
  return [end, t(`editor.option.chainOrder.${order}`), t(`editor.option.chainMissing.${missing}`)];
}

function methodText(method: Method, t: Texts): Text {
  const kind = t(`admin.method.${method.kind}`);
  const detail =
    'reject' in method
      ? t(`editor.option.methodReject.${method.reject}`)
      : method.kind === 'vote' && 'percent' in method.pass
        ? same(`${method.pass.percent}%`)
        : method.kind === 'vote' && 'count' in method.pass
          ? same(`≥ ${method.pass.count}`)
          : undefined;
  return detail === undefined ? kind : joinTexts([kind, detail], { zh: '，', en: ', ' });
}

function rejectText(item: ItemDefinition, { onReject }: StepNode, t: Texts): Text {
  if (typeof onReject === 'string') return t(`editor.option.onReject.${onReject}`);
  return t('editor.backTo', { step: stepIn(item.flow, onReject.toStep)?.name ?? same(onReject.toStep) });
}

function nobodyText({ nobody }: StepNode, names: WhoNames, t: Texts): Text {
  if (nobody === undefined) return t('editor.option.stepNobody.item');
  if (nobody.do !== 'people') return t(`editor.option.stepNobody.${nobody.do}`);
  return joinTexts(nobody.people.map(id => same(names.people?.(id) ?? id)));
}

function flags(on: Readonly<Partial<Record<string, boolean>>>, t: Texts): Text {
  const names = Object.entries(on).flatMap(([name, value]) => (value === true ? [name] : []));
  return joinTexts(names.map(name => t(`editor.flag.${name}`)));
}

function rightsText(item: ItemDefinition, { fields = {} }: StepNode, t: Texts): Text {
  return joinTexts(
    Object.entries(fields).map(([id, right]) => t(`editor.said.${right}`, { field: labelOf(item, id) })),
  );
}

/** What a field is called; one that is not there any more by its id. */
export function labelOf({ fields }: ItemDefinition, id: string): Text {
  return fields.find(field => field.id === id)?.label ?? same(id);
}

/** 当天办结, until which step the promise holds, and when an approval's end is told; in one line. */
export function datesText({ item, names, t }: Words): Text {
  const { sameDay, promisedUntil, expiry, limitField, offersDelegation } = item;
  const also = expiry?.also ?? [];
  return joinTexts(
    [
      ...(limitField === undefined ? [] : [t('editor.said.byField', { field: labelOf(item, limitField) })]),
      ...(sameDay === undefined ? [] : [t('promise.sameDay', { ...sameDay })]),
      ...(promisedUntil === undefined
        ? []
        : [t('editor.said.until', { step: stepIn(item.flow, promisedUntil)?.name ?? same(promisedUntil) })]),
      ...(expiry === undefined
        ? []
        : [
            t('editor.said.expiry', {
              field: labelOf(item, expiry.field),
              when: expiry.remind.map(formatDuration).join(', '),
            }),
            ...also.map(each => selectorText(each, names, t)),
          ]),
      ...(item.bookings ?? []).map(booking => bookingText({ item, t }, booking)),
      ...(offersDelegation === undefined
        ? []
        : [
            t('editor.said.offersDelegation', {
              period: labelOf(item, offersDelegation.period),
              agent: offersDelegation.agent === undefined ? '' : labelOf(item, offersDelegation.agent),
            }),
          ]),
    ],
    { zh: '；', en: '; ' },
  );
}

/** Everything that a field says, in one line. */
export function fieldText(words: Words, field: Field): Text {
  const { t } = words;
  const parts: readonly Text[] = [
    field.label,
    t(`editor.option.type.${field.type}`),
    ...(field.required === true ? [t('editor.required')] : []),
    ...(field.help === undefined ? [] : [field.help]),
    ...('min' in field && field.min !== undefined ? [same(`≥ ${field.min}`)] : []),
    ...('max' in field && field.max !== undefined ? [same(`≤ ${field.max}`)] : []),
    ...('cutoff' in field && field.cutoff !== undefined ? [t('promise.cutoff', { ...field.cutoff })] : []),
    ...('options' in field
      ? [
          joinTexts(
            field.options.map(({ label }) => label),
            { zh: '/', en: '/' },
          ),
        ]
      : []),
    ...('columns' in field
      ? [
          joinTexts(
            field.columns.map(({ label }) => label),
            { zh: '/', en: '/' },
          ),
        ]
      : []),
    ...fieldMoreTexts(words.item, field, t),
    ...(field.showIf === undefined
      ? []
      : [t('editor.shownIf', { condition: conditionText(words, field.showIf) })]),
    ...(field.requireIf === undefined
      ? []
      : [t('editor.requiredIf', { condition: conditionText(words, field.requireIf) })]),
  ];
  return joinTexts(parts, { zh: ' · ', en: ' · ' });
}
