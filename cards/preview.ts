import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { factGrid } from './kit/fact-elements.ts';
import type { CardTime, Fact } from './kit/facts.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { formatInstant } from './kit/format.ts';
import { hr, panel } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import { pathElement } from './kit/request-elements.ts';
import type { PathStepView } from './kit/request-view.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface PreviewCardProps {
  readonly draft: string;
  readonly item: Text;
  readonly number?: string;
  readonly facts: readonly Fact[];
  /** The steps with the people's names, as they will act. */
  readonly path: readonly PathStepView[];
  /** Who acts where the applicant chooses: asked before 提交. */
  readonly choose?: readonly FormField[];
  readonly dueAt?: number;
  /** Why it cannot be submitted (nobody found for a step …): no 提交 then. */
  readonly blocked?: Text;
  /** What is known already of what is asked: it may spare the request. */
  readonly answers?: readonly { readonly question: Text; readonly answer: Text }[];
  readonly time: CardTime;
}

const MAX_FACTS = 40;

/** What will be submitted, who will act on it and until when; 提交 or 修改. */
export function previewCard(props: PreviewCardProps, t: Texts): Card {
  const { draft } = props;
  return card({
    title: props.item,
    subtitle: props.number === undefined ? t('preview.subtitle') : t('form.edit', { number: props.number }),
    summary: t('preview.title', { item: props.item }),
    elements: [
      ...answerPanel(props, t),
      ...factGrid(props.facts.slice(0, MAX_FACTS), t, 200),
      ...(props.facts.length > MAX_FACTS
        ? [markdown(coloured(t('facts.more', { n: props.facts.length - MAX_FACTS }), 'grey'))]
        : []),
      hr,
      markdown(bold(t('preview.path'))),
      ...pathElement(props.path, t),
      ...chooseForm(props, t),
      ...(props.dueAt === undefined
        ? []
        : [markdown(words(bold(t('label.dueAt')), plain(formatInstant(props.dueAt, props.time))))]),
      ...(props.blocked === undefined ? [] : [markdown(coloured(clipText(props.blocked, 300), 'red'))]),
      ...buttonRow([
        ...(props.blocked === undefined
          ? [button(t('button.submit'), { a: 'form.submit', draft }, { type: 'primary_filled' })]
          : []),
        button(t('button.edit'), { a: 'form.edit', draft }),
      ]),
    ],
  });
}

/** 常见问答, open and first: read before it is handed in. */
function answerPanel({ answers = [] }: PreviewCardProps, t: Texts): readonly CardElement[] {
  return panel(
    t('preview.answers'),
    answers.map(({ question, answer }) =>
      markdown(lines(bold(clipText(question, 100)), plain(clipText(answer, 500)))),
    ),
    true,
  );
}

function chooseForm({ choose = [], draft }: PreviewCardProps, t: Texts): readonly CardElement[] {
  if (choose.length === 0) return [];
  return [
    {
      tag: 'form',
      name: 'choose',
      elements: [
        ...choose.flatMap(field => fieldElements(field, t)),
        ...buttonRow([submitButton(t('button.choose'), { a: 'form.choose', draft })]),
      ],
    },
  ];
}
