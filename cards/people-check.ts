import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { sideBySide } from './kit/layout.ts';
import { coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface PeopleFault {
  readonly kind: 'left' | 'role' | 'noHead' | 'noManager';
  /** Who or what it is, and where it stands. */
  readonly who: Text;
  readonly where?: Text;
  /** Where it is mended here; left out: in Lark's own contacts. */
  readonly mend?: { readonly label: Text; readonly open: CardAction };
}

export interface PeopleCheckCardProps {
  readonly faults: readonly PeopleFault[];
  readonly page?: number;
}

const PAGE = { rows: 10, bytes: 14_000 };

/** 人员核对: who is named somewhere and has left, who has no manager, which department has no head (issue 8, item 3). */
export function peopleCheckCard({ faults, page }: PeopleCheckCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(faults, fault => bytesOf(faultElement(fault, t)), PAGE),
    page,
  );
  return card({
    title: t('peopleCheck.title'),
    template: faults.length === 0 ? 'green' : 'orange',
    elements: [
      markdown(coloured(t(faults.length === 0 ? 'peopleCheck.fine' : 'peopleCheck.explained'), 'grey')),
      ...at.rows.map(fault => faultElement(fault, t)),
      ...pageButtons(at, to => ({ a: 'settings.peopleCheck', page: to }), t),
      ...buttonRow([button(t('button.settings'), { a: 'settings.open' })]),
    ],
  });
}

function faultElement({ kind, who, where, mend }: PeopleFault, t: Texts): CardElement {
  const text = markdown(
    lines(
      words(
        coloured(t(`peopleCheck.kind.${kind}`), kind === 'left' ? 'red' : 'orange'),
        plain(clipText(who, 60)),
      ),
      ...(where === undefined ? [] : [coloured(clipText(where, 120), 'grey')]),
    ),
  );
  return mend === undefined ? text : sideBySide(text, button(mend.label, mend.open, { size: 'small' }));
}
