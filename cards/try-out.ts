import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { factGrid } from './kit/fact-elements.ts';
import type { Fact } from './kit/facts.ts';
import { hr } from './kit/layout.ts';
import { bold, coloured, markdown, plain } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { pathElement } from './kit/request-elements.ts';
import type { PathStepView } from './kit/request-view.ts';
import { joinTexts } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface TryOutCardProps {
  readonly item: Text;
  /** A name. */
  readonly applicant: string;
  readonly facts: readonly Fact[];
  readonly path: readonly PathStepView[];
  /** Fields that the applicant would still have to fill in or mend. */
  readonly incomplete: readonly Text[];
  readonly again: CardAction;
  readonly back: CardAction;
}
const MAX_FACTS = 20;

/** What would happen to a draft of an item: who would act on this form. */
export function tryOutCard(props: TryOutCardProps, t: Texts): Card {
  return card({
    title: t('editor.tryResult'),
    subtitle: clipText(props.item, 60),
    template: 'yellow',
    elements: [
      markdown(plain(t('editor.tryWho', { who: clip(props.applicant, 60) }))),
      ...factGrid(props.facts.slice(0, MAX_FACTS), t, 120),
      ...(props.incomplete.length === 0
        ? []
        : [
            markdown(
              coloured(
                t('editor.incomplete', { fields: clipText(joinTexts(props.incomplete.slice(0, 10)), 200) }),
                'orange',
              ),
            ),
          ]),
      hr,
      markdown(bold(t('preview.path'))),
      ...(props.path.length === 0 ? [markdown(coloured(t('path.noMore'), 'grey'))] : []),
      ...pathElement(props.path.slice(0, 40), t),
      ...buttonRow([button(t('editor.tryAgain'), props.again), button(t('button.back'), props.back)]),
    ],
  });
}
