import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { hr, twoColumns } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clip } from './kit/paging.ts';
import { actButtons } from './kit/act-buttons.ts';
import {
  holderLines,
  pathElement,
  requestCells,
  requestSubtitle,
  statusTags,
  statusTemplate,
} from './kit/request-elements.ts';
import { type NextView, nextElements } from './kit/next-elements.ts';
import { same } from './kit/texts.ts';
import type { CardAct, PathStepView, RequestHead } from './kit/request-view.ts';
import type { Texts } from './kit/texts.ts';

export interface ReceiptCardProps {
  readonly request: RequestHead;
  /** Past, present and ahead. */
  readonly path: readonly PathStepView[];
  /** For a returned, rejected or withdrawn request: who did it and why. */
  readonly outcome?: { readonly by: string; readonly reason?: string };
  readonly acts: readonly CardAct[];
  readonly next?: NextView;
  readonly time: CardTime;
}

/** The applicant's living card: number, due time, progress; colour and words follow the state. */
export function receiptCard(props: ReceiptCardProps, t: Texts): Card {
  const { request, time } = props;
  return card({
    title: request.item,
    subtitle: requestSubtitle(request),
    template: statusTemplate(request.status),
    tags: statusTags(request, time, t),
    summary: t('receipt.summary', { item: request.item, status: t(`status.${request.status}`) }),
    elements: [
      markdown(bold(t(`receipt.${request.status}`))),
      ...outcomeLines(props, t),
      ...nextElements(props.next, t),
      ...twoColumns(requestCells(request, time, t)),
      ...now(props, t),
      ...(props.path.length === 0 ? [] : [hr, ...pathElement(props.path, t)]),
      ...actButtons(request, props.acts, t, { detail: true }),
    ],
  });
}

function now(props: ReceiptCardProps, t: Texts): readonly CardElement[] {
  const holders = holderLines(props.request.holders, props.time, t);
  return holders.length === 0 ? [] : [markdown(lines(bold(t('label.now')), ...holders))];
}

function outcomeLines(props: ReceiptCardProps, t: Texts): readonly CardElement[] {
  if (props.outcome === undefined) return [];
  const { by, reason } = props.outcome;
  return [
    markdown(
      lines(
        coloured(t('receipt.outcome', { who: clip(by, 60) }), 'grey'),
        ...(reason === undefined ? [] : [plain(same(clip(reason, 500)))]),
      ),
    ),
  ];
}
