import type { FormField } from '../../../../cards/kit/form-field.ts';
import { joinTexts, type Text } from '../../../../cards/kit/texts.ts';
import type { Duration, Field, ItemDefinition, StepNode } from '../../../core/definition.ts';
import { stepIn } from '../../../core/flow-walk.ts';
import type { Feedback } from '../../../core/supervision/types.ts';
import { formatDuration } from '../../../core/time-limits.ts';
import { type Reader, reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';

const NONE = 'none';
/** Until when a progress report is to be given, where nobody says otherwise. */
const USUAL: Duration = { amount: 2, unit: 'wd' };

type Select = Extract<Field, { type: 'select' }>;

/** 进展反馈 of a step: how often its people are asked how far they are; always alike, or as a select of the form says. */
export function feedbackPart({ item, make, t }: EditorContext, id: string): Part | undefined {
  const step = stepIn(item.flow, id);
  if (step === undefined) return undefined;
  const every = step.feedback?.every;
  const chosen = every !== undefined && 'field' in every ? selectOf(item, every.field) : undefined;
  const selects = item.fields.flatMap(({ id: field, label, type }) =>
    type === 'select' ? [{ id: field, label }] : [],
  );
  return {
    kind: 'form',
    title: t('editor.link.feedback'),
    notes: [t('editor.note.feedback'), t('settings.step.timesHint')],
    up: `node/${id}`,
    fields: [
      make.duration('feedbackEvery', every !== undefined && 'unit' in every ? every : undefined),
      ...(selects.length === 0
        ? []
        : [
            make.select(
              'feedbackField',
              [{ id: NONE, label: t('admin.value.none') }, ...selects],
              chosen?.id ?? NONE,
            ),
          ]),
      ...(chosen === undefined ? [] : optionFields(chosen, every)),
      make.duration('feedbackLimit', step.feedback?.limit ?? USUAL),
    ],
    save: values => {
      const read = reader(values, t);
      const feedback = readFeedback(read, item, chosen);
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const { feedback: _, ...rest } = step;
      const node: StepNode = feedback === undefined ? rest : { ...rest, feedback };
      // The options of a field that was chosen just now stand on this card from now on.
      const field = read.text('feedbackField');
      const asks = field !== '' && field !== NONE && field !== chosen?.id;
      return { acts: [{ do: 'putNode', node }], next: asks ? `feedback/${id}` : `node/${id}` };
    },
  };
}

function selectOf({ fields }: ItemDefinition, id: string): Select | undefined {
  const field = fields.find(each => each.id === id);
  return field?.type === 'select' ? field : undefined;
}

function optionFields({ options }: Select, every: Feedback['every'] | undefined): readonly FormField[] {
  const times = every !== undefined && 'field' in every ? every.options : {};
  return options.map(({ id, label }) => {
    const time = times[id];
    const value = time === undefined ? '' : formatDuration(time);
    return { id: controlId(id), label, required: false, kind: 'text', value, maxLength: 20 };
  });
}

function readFeedback(read: Reader, item: ItemDefinition, before: Select | undefined): Feedback | undefined {
  const limit = read.duration('feedbackLimit') ?? USUAL;
  const field = selectOf(item, read.text('feedbackField'));
  const every = read.duration('feedbackEvery');
  if (every !== undefined && every.amount === 0) read.fault('feedbackEvery', 'admin.notZero');
  if (field === undefined) return every === undefined ? undefined : { every, limit };
  if (every !== undefined) read.fault('feedbackEvery', 'editor.fault.feedbackBoth');
  const options = Object.fromEntries(
    field.options.flatMap(({ id }) => {
      const time = field.id === before?.id ? read.duration(controlId(id)) : undefined;
      return time === undefined ? [] : [[id, time]];
    }),
  );
  return { every: { field: field.id, options }, limit };
}

function controlId(option: string): string {
  return `every_${option}`;
}

/** How often a step is asked, in words; empty where it is not. */
export function feedbackText({ item, t }: Pick<EditorContext, 'item' | 't'>, { feedback }: StepNode): Text {
  if (feedback === undefined) return { zh: '', en: '' };
  const time = ({ unit, amount }: Duration) => t(`admin.unit.${unit}`, { n: amount });
  const { every, limit } = feedback;
  const until = t('editor.said.feedbackLimit', { time: time(limit) });
  if ('unit' in every) return joinTexts([t('editor.said.every', { time: time(every) }), until], COMMA);
  const options = selectOf(item, every.field)?.options ?? [];
  const said = Object.entries(every.options).map(([id, each]) =>
    joinTexts(
      [
        options.find(option => option.id === id)?.label ?? { zh: id, en: id },
        t('editor.said.every', { time: time(each) }),
      ],
      { zh: '：', en: ': ' },
    ),
  );
  return joinTexts([...said, until], COMMA);
}

const COMMA: Text = { zh: '，', en: ', ' };
