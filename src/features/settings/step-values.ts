import type { StepFormValues } from '../../../cards/settings-step.ts';
import type { Duration, Selector, StepNode } from '../../core/definition.ts';
import { formatDuration } from '../../core/time-limits.ts';
import { changedRules, hiddenRules, ROWS, ruleValues } from './step-rules.ts';
import { type DurationFault, readTypedDuration } from './typed-duration.ts';

/** How a step looks in the step editor: times as catalogue files write them. What it cannot express is `keep`. */
export function valuesOf(step: StepNode): StepFormValues {
  return {
    ...whoValues(step.who),
    method: methodValue(step),
    limit: step.limit === undefined ? '' : formatDuration(step.limit),
    ...ruleValues(step),
  };
}

function whoValues(who: readonly Selector[]): Pick<StepFormValues, 'who' | 'people' | 'role' | 'level'> {
  const empty = { people: [], role: '', level: '1' };
  const [only, ...others] = who;
  if (only === undefined || others.length > 0) return { ...empty, who: 'keep' };
  switch (only.kind) {
    case 'people':
      return { ...empty, who: 'people', people: only.people };
    case 'role':
      return { ...empty, who: 'role', role: only.role };
    case 'manager':
    case 'departmentHead':
      return { ...empty, who: only.kind, level: String(only.level) };
    default:
      return { ...empty, who: 'keep' };
  }
}

function methodValue(step: StepNode): StepFormValues['method'] {
  const { kind } = step.method;
  return kind === 'all' || kind === 'any' || kind === 'sequence' ? kind : 'keep';
}

/** The card form's values, whatever is missing taken as empty. */
export function readValues(form: Readonly<Record<string, unknown>>): StepFormValues {
  const text = (name: keyof StepFormValues): string => {
    const value = form[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const one = <T extends string>(name: keyof StepFormValues, known: readonly T[], otherwise: T): T =>
    known.find(each => each === text(name)) ?? otherwise;
  const people = form['people'];
  return {
    who: one('who', ['people', 'role', 'manager', 'departmentHead', 'keep'], 'keep'),
    people: Array.isArray(people) ? people.filter(each => typeof each === 'string') : [],
    role: text('role'),
    level: text('level'),
    method: one('method', ['all', 'any', 'sequence', 'keep'], 'keep'),
    limit: text('limit'),
    beforeAt: text('beforeAt'),
    beforeEvery: text('beforeEvery'),
    beforeMax: text('beforeMax'),
    afterAt: text('afterAt'),
    afterEvery: text('afterEvery'),
    afterMax: text('afterMax'),
    escalateAdd: text('escalateAdd'),
    escalateMove: text('escalateMove'),
  };
}

type StepFault =
  | DurationFault
  | 'noPeople'
  | 'noRole'
  | 'badLevel'
  | 'notZero'
  | 'tooOften'
  | 'needsLimit'
  | 'needsOffset'
  | 'needsEvery';
export type StepFaults = Partial<Record<keyof StepFormValues, StepFault>>;

/** Everything that cannot be taken as it was typed. A time that was not touched is never at fault. */
export function faultsOf(step: StepNode, values: StepFormValues): StepFaults {
  const faults: StepFaults = {};
  const add = (name: keyof StepFormValues, fault: StepFault | undefined): void => {
    if (fault !== undefined) faults[name] ??= fault;
  };
  if (values.who === 'people' && values.people.length === 0) faults.people = 'noPeople';
  if (values.who === 'role' && values.role === '') faults.role = 'noRole';
  const levelled = values.who === 'manager' || values.who === 'departmentHead';
  if (levelled && !isWhole(values.level, 20)) faults.level = 'badLevel';
  const same = untouched(step, values);
  if (!same('limit')) add('limit', timeFault(values.limit, true));
  const ruled = hiddenRules(step).length > 0 || ROWS.some(row => values[row.at] !== '');
  if (values.limit === '' && ruled) add('limit', 'needsLimit');
  for (const { at, every, max, sign } of ROWS) {
    if (!same(at)) add(at, timeFault(String(values[at]), sign === -1));
    if (every === undefined || max === undefined || same(at, every, max)) continue;
    if (values[every] === '' && values[max] === '') continue;
    if (values[at] === '') add(at, 'needsOffset');
    if (!same(every))
      add(every, values[every] === '' ? 'needsEvery' : timeFault(String(values[every]), true));
    else if (values[every] === '') add(every, 'needsEvery');
    if (!isWhole(String(values[max]), 100)) add(max, 'tooOften');
  }
  return faults;
}

/** Empty is no time, and no fault. */
function timeFault(typed: string, positive: boolean): StepFault | undefined {
  if (typed === '') return undefined;
  const read = readTypedDuration(typed);
  if (typeof read === 'string') return read;
  return positive && read.amount === 0 ? 'notZero' : undefined;
}

type Untouched = (...names: readonly (keyof StepFormValues)[]) => boolean;

function untouched(step: StepNode, values: StepFormValues): Untouched {
  const before = valuesOf(step);
  return (...names) => names.every(name => String(before[name]) === String(values[name]));
}

function isWhole(text: string, max: number): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= max;
}

/** The step with what was changed in the editor; what was not touched stays exactly as it was written. */
export function changedStep(step: StepNode, values: StepFormValues): StepNode {
  const same = untouched(step, values);
  const { limit, ...rest } = step;
  const newLimit = same('limit') ? limit : limitOf(values);
  return {
    ...rest,
    who: same('who', 'people', 'role', 'level') ? step.who : whoOf(step, values),
    method: same('method') ? step.method : methodOf(step, values),
    ...(newLimit === undefined ? {} : { limit: newLimit }),
    rules: changedRules(step, values, same),
  };
}

function whoOf(step: StepNode, values: StepFormValues): readonly Selector[] {
  switch (values.who) {
    case 'people':
      return [{ kind: 'people', people: values.people }];
    case 'role':
      return [{ kind: 'role', role: values.role }];
    case 'manager':
    case 'departmentHead':
      return [{ kind: values.who, level: Number(values.level) }];
    case 'keep':
      return step.who;
    default:
      return values.who satisfies never;
  }
}

function methodOf(step: StepNode, values: StepFormValues): StepNode['method'] {
  switch (values.method) {
    case 'all':
      return { kind: 'all', reject: 'immediate' };
    case 'any':
      return { kind: 'any', reject: 'first' };
    case 'sequence':
      return { kind: 'sequence' };
    case 'keep':
      return step.method;
    default:
      return values.method satisfies never;
  }
}

function limitOf(values: StepFormValues): Duration | undefined {
  const read = readTypedDuration(values.limit);
  return typeof read === 'string' ? undefined : read;
}
