import type { FormField } from '../../../../cards/kit/form-field.ts';
import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import type { Method, NobodyPolicy, SelfPolicy, StepNode } from '../../../core/definition.ts';
import { stepIn } from '../../../core/flow-walk.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import type { Words } from './step-words.ts';

const SELF = ['item', 'self', 'skip', 'manager', 'departmentHead'] as const;
const REOPEN = ['returnerAndPending', 'allMembers'] as const;
const ABSTAIN = ['count', 'exclude'] as const;

type Vote = Extract<Method, { kind: 'vote' }>;

/** What few steps need: the applicant among the actors, repeated approvers, who is asked again, how votes weigh. */
export function stepMorePart(context: EditorContext, id: string): Part | undefined {
  const { item, make, t, candidates } = context;
  const step = stepIn(item.flow, id);
  if (step === undefined) return undefined;
  const vote = step.method.kind === 'vote' ? step.method : undefined;
  return {
    kind: 'form',
    title: t('editor.link.more'),
    notes: vote === undefined ? [] : [t('editor.note.weights')],
    up: `node/${id}`,
    fields: [
      make.choice('stepSelf', SELF, step.self ?? 'item'),
      make.choice('reopen', REOPEN, step.return.reopen),
      make.check('mustAct', step.mustAct),
      make.check('orDedup', step.orDedup),
      make.people('stepNobodyPeople', candidates, namedNobody(step.nobody)),
      ...(vote === undefined ? [] : voteFields(context, step, vote)),
    ],
    save: values => {
      const read = reader(values, t);
      const fresh = readMore(read, step, vote);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [{ do: 'putNode', node: fresh }], next: `node/${id}` };
    },
  };
}

function namedNobody(nobody: NobodyPolicy | undefined): readonly string[] {
  return nobody?.do === 'people' ? nobody.people : [];
}

function voteFields(
  { make, names }: EditorContext,
  step: StepNode,
  { pass, abstain }: Vote,
): readonly FormField[] {
  const weighs = 'weights' in pass;
  return [
    make.choice('abstain', ABSTAIN, abstain),
    make.number('weightPercent', weighs ? pass.weightPercent : undefined),
    ...votersOf(step).map((id): FormField => {
      const weight = weighs ? pass.weights[id] : undefined;
      const value = weight === undefined ? '' : String(weight);
      const label = same(names.people?.(id) ?? id);
      return { id: controlId(id), label, required: false, kind: 'text', value, maxLength: 6 };
    }),
  ];
}

/** Whose votes can weigh: people whom the step names, and those who have a weight already. */
function votersOf({ who, method }: StepNode): readonly string[] {
  const named = who.flatMap(selector => (selector.kind === 'people' ? selector.people : []));
  const weighed = method.kind === 'vote' && 'weights' in method.pass ? Object.keys(method.pass.weights) : [];
  return [...new Set([...named, ...weighed])];
}

function readMore(read: Reader, step: StepNode, vote: Vote | undefined): StepNode {
  const { self: _, mustAct: __, orDedup: ___, nobody, ...rest } = step;
  const self: SelfPolicy | 'item' = read.one('stepSelf', SELF, 'item');
  const people = read.list('stepNobodyPeople');
  const otherwise = nobody?.do === 'people' ? undefined : nobody;
  const fresh = people.length > 0 ? ({ do: 'people', people } as const) : otherwise;
  return {
    ...rest,
    return: { ...step.return, reopen: read.one('reopen', REOPEN, step.return.reopen) },
    ...(vote === undefined ? {} : { method: readVote(read, step, vote) }),
    ...(self === 'item' ? {} : { self }),
    ...(read.check('mustAct') ? { mustAct: true } : {}),
    ...(read.check('orDedup') ? { orDedup: true } : {}),
    ...(fresh === undefined ? {} : { nobody: fresh }),
  };
}

function readVote(read: Reader, step: StepNode, vote: Vote): Vote {
  const abstain = read.one('abstain', ABSTAIN, vote.abstain);
  const weightPercent = read.number('weightPercent', { whole: true, min: 1 });
  const weights = Object.fromEntries(
    votersOf(step).flatMap(id => {
      const weight = read.number(controlId(id), { whole: true, min: 1 });
      return weight === undefined ? [] : [[id, weight]];
    }),
  );
  if (weightPercent === undefined && Object.keys(weights).length === 0) {
    // Without weights each vote counts alike again: more than half, until the step says otherwise.
    return { kind: 'vote', abstain, pass: 'weights' in vote.pass ? { percent: 50 } : vote.pass };
  }
  if (weightPercent === undefined || weightPercent > 99) read.fault('weightPercent', 'editor.fault.vote');
  return { kind: 'vote', abstain, pass: { weightPercent: weightPercent ?? 50, weights } };
}

function controlId(person: string): string {
  return `weight_${person}`;
}

function pair(label: Text, value: Text): Text {
  return joinTexts([label, value], { zh: '：', en: ': ' });
}

/** What this part says of a step, in words; empty where nothing is out of the ordinary. */
export function stepMoreText({ names, t }: Pick<Words, 'names' | 't'>, step: StepNode): Text {
  const { self, mustAct, orDedup, method } = step;
  const option = (id: string, value: string) =>
    pair(t(`editor.field.${id}`), t(`editor.option.${id}.${value}`));
  const weights = method.kind === 'vote' && 'weights' in method.pass ? method.pass : undefined;
  return joinTexts(
    [
      ...(self === undefined ? [] : [option('stepSelf', self)]),
      ...(step.return.reopen === 'allMembers' ? [option('reopen', step.return.reopen)] : []),
      ...(mustAct === true ? [t('editor.field.mustAct')] : []),
      ...(orDedup === true ? [t('editor.field.orDedup')] : []),
      ...(method.kind === 'vote' && method.abstain === 'exclude' ? [option('abstain', method.abstain)] : []),
      ...(weights === undefined
        ? []
        : [
            pair(t('editor.field.weightPercent'), same(`${weights.weightPercent}%`)),
            ...Object.entries(weights.weights).map(([id, weight]) =>
              pair(same(names.people?.(id) ?? id), same(String(weight))),
            ),
          ]),
    ],
    { zh: '；', en: '; ' },
  );
}
