import type { StepFormValues } from '../../../cards/settings-step.ts';
import type { Duration, StepNode, TimeRule } from '../../core/definition.ts';
import { formatDuration } from '../../core/time-limits.ts';
import { readTypedDuration } from './typed-duration.ts';

type Name = keyof StepFormValues;

/** One row of the editor's rules: which rule of the step it shows, and under which names its parts are typed. */
interface Row {
  readonly id: string;
  readonly shows: (rule: TimeRule) => boolean;
  readonly at: Name;
  readonly every?: Name;
  readonly max?: Name;
  /** What a rule is that was not there before; `at` comes with the sign of the row. */
  readonly fresh: Pick<TimeRule, 'do' | 'mode'>;
  readonly sign: 1 | -1;
}

export const ROWS: readonly Row[] = [
  {
    id: 'remind-before',
    shows: rule => rule.do === 'remind' && rule.at.amount < 0,
    at: 'beforeAt',
    every: 'beforeEvery',
    max: 'beforeMax',
    fresh: { do: 'remind' },
    sign: -1,
  },
  {
    id: 'remind-after',
    shows: rule => rule.do === 'remind' && rule.at.amount >= 0,
    at: 'afterAt',
    every: 'afterEvery',
    max: 'afterMax',
    fresh: { do: 'remind' },
    sign: 1,
  },
  {
    id: 'escalate-add',
    shows: rule => rule.do === 'escalate' && rule.mode !== 'move',
    at: 'escalateAdd',
    fresh: { do: 'escalate', mode: 'add' },
    sign: 1,
  },
  {
    id: 'escalate-move',
    shows: rule => rule.do === 'escalate' && rule.mode === 'move',
    at: 'escalateMove',
    fresh: { do: 'escalate', mode: 'move' },
    sign: 1,
  },
];

type RuleValues = Pick<
  StepFormValues,
  | 'beforeAt'
  | 'beforeEvery'
  | 'beforeMax'
  | 'afterAt'
  | 'afterEvery'
  | 'afterMax'
  | 'escalateAdd'
  | 'escalateMove'
>;

/** What the rows show of a step: the first rule of each kind. */
export function ruleValues(step: StepNode): RuleValues {
  const texts = ROWS.flatMap(row => {
    const rule = step.rules.find(row.shows);
    return [
      [row.at, rule === undefined ? '' : offset(rule.at, row.sign)],
      ...(row.every === undefined ? [] : [[row.every, repeatEvery(rule)]]),
      ...(row.max === undefined ? [] : [[row.max, String(rule?.repeat?.max ?? '')]]),
    ];
  });
  const of: Readonly<Record<string, string>> = Object.fromEntries(texts);
  return {
    beforeAt: of['beforeAt'] ?? '',
    beforeEvery: of['beforeEvery'] ?? '',
    beforeMax: of['beforeMax'] ?? '',
    afterAt: of['afterAt'] ?? '',
    afterEvery: of['afterEvery'] ?? '',
    afterMax: of['afterMax'] ?? '',
    escalateAdd: of['escalateAdd'] ?? '',
    escalateMove: of['escalateMove'] ?? '',
  };
}

/** Rules that no row shows: other kinds, and further ones of the same kind. They always stay. */
export function hiddenRules(step: StepNode): readonly TimeRule[] {
  const shown = ROWS.map(row => step.rules.find(row.shows));
  return step.rules.filter(rule => !shown.includes(rule));
}

/** The rules with what was changed in the rows, in their places; rows that `same` calls untouched stay as they were. */
export function changedRules(
  step: StepNode,
  values: StepFormValues,
  same: (...names: readonly Name[]) => boolean,
): readonly TimeRule[] {
  let rules = step.rules;
  for (const row of ROWS) {
    const names = [row.at, row.every ?? row.at, row.max ?? row.at];
    if (same(...names)) continue;
    const old = step.rules.find(row.shows);
    const fresh = ruleOf(row, values, old, rules);
    rules = old === undefined ? [...rules, ...fresh] : rules.flatMap(rule => (rule === old ? fresh : [rule]));
  }
  return rules;
}

function ruleOf(
  row: Row,
  values: StepFormValues,
  old: TimeRule | undefined,
  others: readonly TimeRule[],
): readonly TimeRule[] {
  const at = typed(values, row.at);
  if (at === undefined) return [];
  const base: TimeRule = old ?? { id: freeId(row.id, others), at, ...row.fresh };
  const { repeat: _, ...kept } = base;
  const every = row.every === undefined ? undefined : typed(values, row.every);
  const repeat = every === undefined ? {} : { repeat: { every, max: Number(values[row.max ?? row.at]) } };
  const untouched = old !== undefined && offset(old.at, row.sign) === values[row.at];
  return [{ ...kept, at: untouched ? old.at : signed(at, row.sign), ...repeat }];
}

function typed(values: StepFormValues, name: Name): Duration | undefined {
  const read = readTypedDuration(String(values[name]));
  return typeof read === 'string' ? undefined : read;
}

function signed({ amount, unit }: Duration, sign: 1 | -1): Duration {
  return { amount: amount === 0 ? 0 : amount * sign, unit };
}

function offset(at: Duration, sign: 1 | -1): string {
  return formatDuration(signed(at, sign));
}

function repeatEvery(rule: TimeRule | undefined): string {
  return rule?.repeat === undefined ? '' : formatDuration(rule.repeat.every);
}

function freeId(wanted: string, others: readonly TimeRule[]): string {
  let id = wanted;
  for (let n = 2; others.some(rule => rule.id === id); n += 1) id = `${wanted}-${n}`;
  return id;
}
