import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { bold, lines, markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import { requestSubtitle } from './kit/request-elements.ts';
import type { RequestHead } from './kit/request-view.ts';
import type { Texts } from './kit/texts.ts';

export interface SupersededCardProps {
  readonly request: Pick<RequestHead, 'id' | 'number' | 'applicant' | 'item'>;
  /** Of a task's card; left out for a receipt. */
  readonly taskId?: string;
}

/** Stands where a card stood that was sent afresh. */
export function supersededCard({ request, taskId }: SupersededCardProps, t: Texts): Card {
  const open =
    taskId === undefined
      ? button(t('button.detail'), { a: 'request.detail', request: request.id })
      : button(t('button.openTask'), { a: 'task.open', request: request.id, task: taskId });
  return card({
    title: t('superseded.title'),
    subtitle: requestSubtitle(request),
    template: 'grey',
    elements: [
      markdown(lines(bold(clipText(request.item, 60)), plain(t('superseded.text')))),
      ...buttonRow([open]),
    ],
  });
}
