import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { twoColumns } from './kit/layout.ts';
import { markdown, plain } from './kit/markdown.ts';
import { requestCells, requestSubtitle } from './kit/request-elements.ts';
import type { RequestHead } from './kit/request-view.ts';
import type { Texts } from './kit/texts.ts';

/** For administrators: a request runs, but nobody and nothing is waited for; 查看详情 leads to 跳转 and 作废. */
export function stalledCard(
  { request, time }: { readonly request: RequestHead; readonly time: CardTime },
  t: Texts,
): Card {
  return card({
    title: t('stalled.title'),
    subtitle: requestSubtitle(request),
    template: 'red',
    elements: [
      markdown(plain(t('stalled.text'))),
      ...twoColumns(requestCells(request, time, t)),
      ...buttonRow([
        button(t('button.detail'), { a: 'request.detail', request: request.id }, { type: 'primary_filled' }),
      ]),
    ],
  });
}
