import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { panel } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface ArchiveTemplateCardProps {
  readonly item: { readonly id: string; readonly name: Text };
  /** The unit's own, if there is one. */
  readonly current?: { readonly name: string; readonly by: string; readonly at: number };
  /** The reader's latest .docx, which can become the template. */
  readonly offered?: { readonly key: string; readonly name: string };
  /** Why the file was not taken, with the names that nothing could fill in. */
  readonly fault?: Text;
  /** Every name that a template may hold. */
  readonly names: readonly string[];
  readonly time: CardTime;
}

/** 规范表式模板: what is in force, what can take its place, and the names that a template may hold. */
export function archiveTemplateCard(props: ArchiveTemplateCardProps, t: Texts): Card {
  const { item, current, offered } = props;
  const id = { item: item.id };
  return card({
    title: t('template.title'),
    subtitle: clipText(item.name, 60),
    elements: [
      markdown(lines(bold(t('template.current')), plain(currentText(props, t)))),
      ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 800), 'red'))]),
      markdown(coloured(t(offered === undefined ? 'template.howTo' : 'template.howToNext'), 'grey')),
      ...names(props, t),
      ...buttonRow([
        ...(offered === undefined
          ? []
          : [
              button(
                t('template.use', { name: clip(offered.name, 40) }),
                { a: 'template.set', ...id, file: offered.key },
                { type: 'primary_filled' },
              ),
            ]),
        button(t('template.get'), { a: 'template.get', ...id }),
        ...(current === undefined ? [] : [button(t('template.reset'), { a: 'template.reset', ...id })]),
      ]),
    ],
  });
}

function currentText({ current, time }: ArchiveTemplateCardProps, t: Texts): Text {
  if (current === undefined) return t('template.builtIn');
  return t('template.own', {
    name: clip(current.name, 80),
    who: clip(current.by, 40),
    time: formatInstant(current.at, time),
  });
}

function names({ names: all }: ArchiveTemplateCardProps, t: Texts): readonly CardElement[] {
  const shown = all.join('  ');
  return panel(t('template.names'), [
    markdown(plain(same(clip(shown, 3000)))),
    markdown(coloured(t('template.parts'), 'grey')),
  ]);
}
