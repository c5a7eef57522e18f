import { flowChart } from './guide-path.ts';
import type { PathFork } from './guide-path.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { factCell } from './kit/fact-elements.ts';
import { panel, twoColumns } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { PathStepView } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface GuideCardProps {
  readonly item: {
    readonly id: string;
    readonly name: Text;
    readonly category: Text;
    /** The owning department (归口). */
    readonly department: Text;
    readonly summary: Text;
    readonly materials: readonly Text[];
    readonly policy?: Text;
    /** 承诺时限. */
    readonly limit?: Text;
    readonly samples?: readonly Text[];
  };
  /** What it really took in the last 90 days, in working days, of so many that ended. */
  readonly average?: { readonly days: number; readonly ended: number };
  /** How satisfied people were, of 5. */
  readonly rating?: { readonly score: number; readonly n: number };
  /** One of the reader's favourites. */
  readonly favourite?: boolean;
  /** The path as the definition has it. */
  readonly steps: readonly (PathStepView | PathFork)[];
  /** False when the item is switched off or not for this person: no 办理. */
  readonly canApply: boolean;
  /** A draft of this person is there: 办理 goes on with it. */
  readonly hasDraft?: boolean;
}

const MAX_MATERIALS = 20;

/** 办事指南: what one must know before applying. */
export function guideCard(props: GuideCardProps, t: Texts): Card {
  const { item } = props;
  return card({
    title: item.name,
    subtitle: t('guide.subtitle'),
    template: 'blue',
    summary: t('guide.summary', { item: item.name }),
    elements: [
      markdown(plain(clipText(item.summary, 500))),
      ...twoColumns([
        factCell(t('guide.department'), plain(clipText(item.department, 60))),
        factCell(t('guide.category'), plain(clipText(item.category, 60))),
        ...(item.limit === undefined ? [] : [factCell(t('guide.limit'), plain(clipText(item.limit, 80)))]),
        ...(props.average === undefined
          ? []
          : [
              factCell(
                t('guide.average'),
                plain(
                  t('guide.averageDays', {
                    days: props.average.days.toFixed(1),
                    n: props.average.ended,
                  }),
                ),
              ),
            ]),
        ...(props.rating === undefined
          ? []
          : [
              factCell(
                t('guide.rating'),
                plain(t('guide.ratingOf', { score: props.rating.score.toFixed(1), n: props.rating.n })),
              ),
            ]),
      ]),
      markdown(lines(bold(t('guide.materials')), ...materialLines(item.materials, t))),
      markdown(bold(t('guide.path'))),
      ...flowChart(props.steps, t),
      ...((item.samples ?? []).length === 0
        ? []
        : panel(t('guide.samples'), [
            markdown(lines(...(item.samples ?? []).map(sample => plain(clipText(sample, 300))))),
          ])),
      ...(item.policy === undefined
        ? []
        : panel(t('guide.policy'), [markdown(plain(clipText(item.policy, 2000)))])),
      ...(props.canApply ? [] : [markdown(coloured(t('guide.closed'), 'orange'))]),
      ...(props.canApply && props.hasDraft === true
        ? [markdown(coloured(t('guide.draft'), 'grey'), 'notation')]
        : []),
      ...buttonRow([
        ...(props.canApply
          ? [
              button(t('button.apply'), { a: 'item.form', item: item.id }, { type: 'primary_filled' }),
              button(t(props.favourite === true ? 'guide.unstar' : 'guide.star'), {
                a: 'item.star',
                item: item.id,
                on: props.favourite !== true,
              }),
              button(t('guide.print'), { a: 'guide.print', item: item.id }),
              button(t('guides.blank'), { a: 'guide.blank', item: item.id }),
            ]
          : []),
        button(t('button.hall'), { a: 'hall.open' }),
      ]),
    ],
  });
}

function materialLines(materials: readonly Text[], t: Texts) {
  if (materials.length === 0) return [plain(t('guide.noMaterials'))];
  return materials
    .slice(0, MAX_MATERIALS)
    .map((material, index) => words(plain(same(`${index + 1})`)), plain(clipText(material, 200))));
}
