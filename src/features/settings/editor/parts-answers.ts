import { joinTexts, same, type Text } from '../../../../cards/kit/texts.ts';
import type { ItemDefinition, KnownAnswer } from '../../../core/definition.ts';
import type { EditAct } from '../../../core/editing/edit-item.ts';
import { reader } from './controls.ts';
import type { EditorContext, Part } from './part.ts';
import { faultOf } from './words.ts';

const BREAKS = /[、,，;；\n]+/;

/** 常见问答: offered before the form is handed in, where its words stand in what was written (services.md E14). */
export function answersPart(context: EditorContext): Part {
  const { item, t } = context;
  const fault = faultOf(context, 'answers.field');
  return {
    kind: 'list',
    title: t('editor.link.answers'),
    notes: [t('editor.note.answers')],
    up: 'guide',
    empty: t('editor.empty.answers'),
    rows: [
      ...(item.answers === undefined
        ? []
        : [
            {
              title: t('editor.field.answersField'),
              note: fieldLabel(item, item.answers.field),
              part: 'answersField',
              ...(fault === undefined ? {} : { fault }),
            },
          ]),
      ...(item.answers?.known ?? []).map(({ question, words }, index) => ({
        title: question,
        note: same(words.join('、')),
        part: `answer/${index}`,
      })),
    ],
    links: [{ label: t('editor.add.answer'), part: 'answer/new', primary: true }],
  };
}

/** In which text the words are looked for. */
export function answersFieldPart({ item, make, t }: EditorContext): Part | undefined {
  const { answers } = item;
  if (answers === undefined) return undefined;
  return {
    kind: 'form',
    title: t('editor.field.answersField'),
    up: 'answers',
    fields: [make.select('answersField', textFields(item, answers.field), answers.field)],
    save: values => {
      const read = reader(values, t);
      const field = read.text('answersField');
      if (field === '') read.fault('answersField', 'editor.fault.chooseField');
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      return { acts: [{ do: 'set', values: { answers: { ...answers, field } } }], next: 'answers' };
    },
  };
}

/** One question with its answer; `new` for another one. */
export function answerPart({ item, make, t }: EditorContext, at: string): Part | undefined {
  const { answers } = item;
  const all = answers?.known ?? [];
  const index = Number(at);
  const known = at === 'new' ? undefined : all[index];
  if (known === undefined && at !== 'new') return undefined;
  return {
    kind: 'form',
    title: t(known === undefined ? 'editor.add.answer' : 'editor.link.answers'),
    up: 'answers',
    fields: [
      ...(answers === undefined ? [make.select('answersField', textFields(item))] : []),
      ...make.both('question', known?.question),
      ...make.both('answer', known?.answer, true),
      make.text('answerWords', known?.words.join('、') ?? ''),
    ],
    ...(known === undefined || answers === undefined
      ? {}
      : { acts: { remove: put(all.toSpliced(index, 1), answers.field) } }),
    next: 'answers',
    save: values => {
      const read = reader(values, t);
      const field = answers?.field ?? read.text('answersField');
      if (field === '') read.fault('answersField', 'editor.fault.chooseField');
      const words = read
        .text('answerWords')
        .split(BREAKS)
        .map(word => word.trim())
        .filter(word => word !== '');
      if (words.length === 0) read.fault('answerWords', 'editor.fault.empty');
      const fresh: KnownAnswer = { question: read.both('question'), answer: read.both('answer'), words };
      if (Object.keys(read.faults).length > 0) return { faults: read.faults };
      const others = known === undefined ? [...all, fresh] : all.with(index, fresh);
      return { acts: [put(others, field)], next: 'answers' };
    },
  };
}

function put(known: readonly KnownAnswer[], field: string): EditAct {
  return known.length === 0
    ? { do: 'set', values: {}, clear: ['answers'] }
    : { do: 'set', values: { answers: { field, known } } };
}

function textFields({ fields }: ItemDefinition, kept?: string) {
  return fields
    .filter(({ id, type }) => type === 'text' || id === kept)
    .map(({ id, label }) => ({ id, label }));
}

function fieldLabel({ fields }: ItemDefinition, id: string): Text {
  return fields.find(field => field.id === id)?.label ?? same(id);
}

/** Each question with its answer and words, one fact each. */
export function answerText({ answer, words }: KnownAnswer): Text {
  return joinTexts([answer, same(words.join('、'))], { zh: '；', en: '; ' });
}
