import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { fieldElements } from './kit/form-control.ts';
import { formatInstant } from './kit/format.ts';
import { coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** The names of the two controls in the forms' values. */
export const NEW_PHRASE = 'newPhrase';
export const OLD_PHRASE = 'oldPhrase';

export interface OpinionsCardProps {
  readonly phrases: readonly string[];
  /** The task whose card it was opened from. */
  readonly from?: { readonly request: string; readonly task: string };
  readonly fault?: Text;
}

/** 常用意见: one's own phrases, to add and to remove. */
export function opinionsCard(props: OpinionsCardProps, t: Texts): Card {
  const { from, phrases } = props;
  const ids = from ?? {};
  return card({
    title: t('opinions.title'),
    elements: [
      markdown(coloured(t('opinions.note'), 'grey'), 'notation'),
      phrases.length === 0
        ? markdown(plain(t('opinions.none')))
        : markdown(lines(...phrases.map(phrase => plain(same(`· ${clip(phrase, 200)}`))))),
      {
        tag: 'form',
        name: 'add',
        elements: [
          ...fieldElements(
            { kind: 'multiline', id: NEW_PHRASE, label: t('opinions.add'), required: false, maxLength: 200 },
            t,
          ),
          ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
          ...buttonRow([submitButton(t('button.addPhrase'), { a: 'opinion.add', ...ids })]),
        ],
      },
      ...removeForm(props, t),
      ...(from === undefined ? [] : buttonRow([button(t('button.back'), { a: 'task.open', ...from })])),
    ],
  });
}

function removeForm({ phrases, from }: OpinionsCardProps, t: Texts): readonly CardElement[] {
  if (phrases.length === 0) return [];
  const options = phrases.map((phrase, n) => ({ id: `own-${n}`, label: same(clip(phrase, 60)) }));
  return [
    {
      tag: 'form',
      name: 'remove',
      elements: [
        ...fieldElements(
          { kind: 'select', id: OLD_PHRASE, label: t('opinions.remove'), required: false, options },
          t,
        ),
        ...buttonRow([submitButton(t('button.removePhrase'), { a: 'opinion.remove', ...from })]),
      ],
    },
  ];
}

export interface SignatureCardProps {
  /** When the current signature was set. */
  readonly setAt?: number;
  /** When the latest picture came that could become the signature. */
  readonly pictureAt?: number;
  readonly time: CardTime;
}

/** 签名: the picture with which one signs, set once. */
export function signatureCard({ setAt, pictureAt, time }: SignatureCardProps, t: Texts): Card {
  const said = (key: string, at: number) =>
    markdown(plain(t(`signature.${key}`, { time: formatInstant(at, time) })));
  return card({
    title: t('signature.title'),
    elements: [
      ...(setAt === undefined ? [] : [said('current', setAt)]),
      ...(pictureAt === undefined ? [] : [said('offer', pictureAt)]),
      ...(setAt === undefined && pictureAt === undefined ? [markdown(plain(t('signature.none')))] : []),
      ...buttonRow([
        ...(pictureAt === undefined
          ? []
          : [button(t('button.setSignature'), { a: 'signature.set' }, { type: 'primary_filled' })]),
        button(t('button.todo'), { a: 'todo.open' }),
      ]),
    ],
  });
}
