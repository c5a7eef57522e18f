import type { ChangeLine } from '../../../cards/settings-change.ts';
import { joinTexts, same, type Text, type Texts } from '../../../cards/kit/texts.ts';
import type { StepNode, TimeRule } from '../../core/definition.ts';
import { whoText, type WhoNames } from '../shared/who-text.ts';

/** What differs between two forms of a step, in words a person understands. */
export function stepChanges(
  before: StepNode,
  after: StepNode,
  names: WhoNames,
  t: Texts,
): readonly ChangeLine[] {
  const describe = (step: StepNode) => ({
    who: whoText(step.who, names, t),
    method: t(`admin.method.${step.method.kind}`),
    limit:
      step.limit === undefined
        ? t('admin.value.none')
        : t(`admin.unit.${step.limit.unit}`, { n: step.limit.amount }),
    remind: rulesText(step, 'remind', t),
    escalate: rulesText(step, 'escalate', t),
  });
  const [old, fresh] = [describe(before), describe(after)];
  const keys = ['who', 'method', 'limit', 'remind', 'escalate'] as const;
  return keys
    .filter(key => old[key].zh !== fresh[key].zh || old[key].en !== fresh[key].en)
    .map(key => ({ label: t(`admin.label.${key}`), before: old[key], after: fresh[key] }));
}

/** Whether it is offered, where that differs. */
export function stateChange(before: boolean, after: boolean, t: Texts): readonly ChangeLine[] {
  const word = (on: boolean): Text => t(on ? 'settings.on' : 'settings.off');
  const line = { label: t('admin.label.state'), before: word(before), after: word(after) };
  return before === after ? [] : [line];
}

/** One line for the history. */
export function lineSummary(line: ChangeLine): Text {
  return {
    zh: `${line.label.zh}：${line.before.zh} → ${line.after.zh}`,
    en: `${line.label.en}: ${line.before.en} → ${line.after.en}`,
  };
}

export function memberChange(
  label: Text,
  before: readonly string[],
  after: readonly string[],
  t: Texts,
): readonly ChangeLine[] {
  const word = (names: readonly string[]): Text =>
    names.length === 0 ? t('admin.value.none') : joinTexts(names.map(same));
  const unchanged = before.length === after.length && before.every((name, n) => name === after[n]);
  return unchanged ? [] : [{ label, before: word(before), after: word(after) }];
}

function rulesText(step: StepNode, kind: 'remind' | 'escalate', t: Texts): Text {
  const rules = step.rules.filter(rule => rule.do === kind);
  return rules.length === 0
    ? t('admin.value.none')
    : joinTexts(
        rules.map(rule => ruleText(rule, t)),
        SEMICOLON,
      );
}

const SEMICOLON: Text = { zh: '；', en: '; ' };

/** 到期前 4 小时起，每 2 小时一次，最多 3 次 */
export function ruleText(rule: TimeRule, t: Texts): Text {
  const { amount, unit } = rule.at;
  const at = t(`admin.unit.${unit}`, { n: Math.abs(amount) });
  const when = t(`admin.value.${amount === 0 ? 'atDue' : amount < 0 ? 'before' : 'after'}`, { at });
  if (rule.do === 'escalate') return t(`admin.value.${rule.mode === 'move' ? 'move' : 'add'}`, { when });
  if (rule.repeat === undefined) return when;
  const every = t(`admin.unit.${rule.repeat.every.unit}`, { n: rule.repeat.every.amount });
  return t('admin.value.repeat', { when, every, max: rule.repeat.max });
}
