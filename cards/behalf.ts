import { button, buttonRow, submitButton } from './kit/button.ts';
import { card, plainText } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { factLines } from './kit/fact-elements.ts';
import type { Fact } from './kit/facts.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { bytesOf, clip, clipText, cutPages } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface BehalfCardProps {
  readonly draft: string;
  /** When what is shown was last changed: only that can be confirmed. */
  readonly at: number;
  readonly item: Text;
  readonly clerk: string;
  readonly applicant: string;
  readonly facts: readonly Fact[];
}

/** The name of the input of a reason, in the form's values. */
export const BEHALF_REASON = 'reason';
const FACTS = { rows: 40, bytes: 14_000 };

/** A window clerk has filled in an application for the reader, who confirms or refuses it; nothing runs before. */
export function behalfConfirmCard(props: BehalfCardProps, t: Texts): Card {
  const { draft, at } = props;
  return card({
    title: t('behalf.confirmTitle'),
    subtitle: props.item,
    template: 'blue',
    elements: [
      markdown(
        lines(bold(t('behalf.filledBy', { who: clip(props.clerk, 60) })), plain(t('behalf.pleaseCheck'))),
      ),
      ...factElements(props.facts, t),
      {
        tag: 'form',
        name: 'behalf',
        elements: [
          {
            tag: 'input',
            name: BEHALF_REASON,
            width: 'fill',
            placeholder: plainText(t('behalf.reason')),
            max_length: 300,
          },
          ...buttonRow([
            submitButton(
              t('button.behalfConfirm'),
              { a: 'behalf.confirm', draft, at },
              { type: 'primary_filled' },
            ),
            submitButton(t('button.behalfRefuse'), { a: 'behalf.refuse', draft, at }),
          ]),
        ],
      },
    ],
  });
}

export interface BehalfStateCardProps extends Omit<BehalfCardProps, 'at'> {
  /** asked: the clerk waits. refused: with the reason, told to the clerk. ended: there is nothing to confirm any more. */
  readonly state: 'asked' | 'refused' | 'refusedByMe' | 'ended';
  readonly reason?: string;
}

/** Where an application for another person stands before it runs. */
export function behalfStateCard(props: BehalfStateCardProps, t: Texts): Card {
  const { draft, state, reason } = props;
  const clerks = state === 'asked' || state === 'refused';
  return card({
    title: t(`behalf.state.${state}`),
    subtitle: props.item,
    template: state === 'asked' ? 'blue' : 'grey',
    elements: [
      markdown(
        lines(
          bold(t('behalf.between', { clerk: clip(props.clerk, 60), applicant: clip(props.applicant, 60) })),
          ...(reason === undefined ? [] : [coloured(clipText(same(reason), 300), 'orange')]),
        ),
      ),
      ...factElements(props.facts, t),
      ...buttonRow(clerks ? [button(t('button.edit'), { a: 'form.edit', draft })] : []),
    ],
  });
}

function factElements(facts: readonly Fact[], t: Texts): readonly CardElement[] {
  const all = facts.map(fact => factLines(fact, t));
  const shown = cutPages(all, bytesOf, FACTS)[0] ?? [];
  const rest = facts.length - shown.length;
  return [...shown.flat(), ...(rest > 0 ? [markdown(coloured(t('facts.more', { n: rest }), 'grey'))] : [])];
}
