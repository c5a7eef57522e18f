import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import type { RequestHead } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** The name of the words' input in the forms' values. */
export const WORDS_FIELD = 'words';
const MOST_WORDS = 500;

type Request = Pick<RequestHead, 'id' | 'number' | 'item'>;

/** ★ to ★★★★★: one tap says how it was. */
export function starButtons(request: string, t: Texts): readonly CardElement[] {
  const stars = [1, 2, 3, 4, 5] as const;
  return [
    markdown(coloured(t('rate.ask'), 'grey'), 'notation'),
    ...buttonRow(
      stars.map(n =>
        button(same('★'.repeat(n)), { a: 'rate.open', request, stars: n }, { size: 'small', type: 'text' }),
      ),
    ),
  ];
}

/** 满意度: the stars that were tapped, and words if one likes. */
export function rateCard(props: { readonly request: Request; readonly stars: number }, t: Texts): Card {
  const { request, stars } = props;
  return card({
    title: t('rate.title'),
    subtitle: same(clip(request.number, 60)),
    elements: [
      markdown(
        lines(bold(clipText(request.item, 60)), plain(same('★'.repeat(stars) + '☆'.repeat(5 - stars)))),
      ),
      {
        tag: 'form',
        name: 'rate',
        elements: [
          ...fieldElements(
            {
              kind: 'multiline',
              id: WORDS_FIELD,
              label: t('rate.words'),
              required: false,
              maxLength: MOST_WORDS,
            },
            t,
          ),
          ...buttonRow([
            submitButton(t('rate.send'), { a: 'rate.send', request: request.id, stars }),
            button(t('button.detail'), { a: 'request.detail', request: request.id }),
          ]),
        ],
      },
    ],
  });
}

/** 回访: what was said, and the record of what was done about it. */
export function followUpCard(
  props: {
    readonly request: Request;
    readonly stars: number;
    readonly text: string;
    readonly fault?: Text;
  },
  t: Texts,
): Card {
  const { request, stars } = props;
  return card({
    title: t('followUp.title'),
    subtitle: same(clip(request.number, 60)),
    template: 'orange',
    elements: [
      markdown(
        lines(
          bold(clipText(request.item, 60)),
          plain(same('★'.repeat(stars) + '☆'.repeat(5 - stars))),
          ...(props.text === '' ? [] : [plain(same(clip(props.text, 500)))]),
        ),
      ),
      {
        tag: 'form',
        name: 'followUp',
        elements: [
          ...fieldElements(
            {
              kind: 'multiline',
              id: WORDS_FIELD,
              label: t('followUp.words'),
              required: true,
              maxLength: MOST_WORDS,
            },
            t,
          ),
          ...(props.fault === undefined ? [] : [markdown(coloured(props.fault, 'red'))]),
          ...buttonRow([submitButton(t('followUp.send'), { a: 'followUp.send', request: request.id })]),
        ],
      },
    ],
  });
}
