import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fileName } from './kit/file-name.ts';
import { formatBytes } from './kit/format.ts';
import { bold, coloured, lines, markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** A field of a draft where a file can stand. */
export interface FilePlace {
  readonly draft: string;
  readonly field: string;
  readonly item: Text;
  readonly label: Text;
}

interface SentFileView {
  readonly key: string;
  readonly name: string;
}

/** What was attached, and where. */
export function attachedCard(
  {
    place,
    file,
    count,
    max,
  }: {
    readonly place: FilePlace;
    readonly file: SentFileView & { readonly size: number };
    /** How many files stand there now, of how many. */
    readonly count: number;
    readonly max: number;
  },
  t: Texts,
): Card {
  const { draft, field } = place;
  return card({
    title: t('files.attached'),
    template: 'green',
    elements: [
      markdown(
        lines(
          bold(fileName(file.name, count - 1, t)),
          coloured(same(formatBytes(file.size)), 'grey'),
          plain(t('files.attachedTo', { item: clipText(place.item, 60), label: clipText(place.label, 60) })),
          coloured(t('files.howTo', { n: count, max }), 'grey'),
        ),
      ),
      ...buttonRow([
        button(t('button.backToForm'), { a: 'form.edit', draft }, { type: 'primary_filled' }),
        button(t('button.removeFile'), { a: 'file.remove', draft, field, key: file.key }),
      ]),
    ],
  });
}

/** A file that did not find its place, and why. */
export function notAttachedCard(
  {
    file,
    places,
    why,
  }: { readonly file: SentFileView; readonly places: readonly FilePlace[]; readonly why: Text },
  t: Texts,
): Card {
  const drafts = [...new Set(places.map(({ draft }) => draft))].slice(0, 1);
  return card({
    title: t('files.notAttached'),
    template: 'orange',
    elements: [
      markdown(bold(fileName(file.name, 0, t))),
      markdown(coloured(clipText(why, 300), 'red')),
      ...places
        .slice(0, MAX_PLACES)
        .map(({ item, label }) =>
          markdown(plain(t('files.place', { item: clipText(item, 60), label: clipText(label, 60) }))),
        ),
      ...buttonRow(drafts.map(draft => button(t('button.backToForm'), { a: 'form.edit', draft }))),
    ],
  });
}

const MAX_PLACES = 8;

/** Several forms or fields wait for files: where does this one belong? */
export function placeFileCard(
  { file, places }: { readonly file: SentFileView; readonly places: readonly FilePlace[] },
  t: Texts,
): Card {
  return card({
    title: t('files.where'),
    template: 'blue',
    elements: [
      markdown(bold(fileName(file.name, 0, t))),
      ...places.slice(0, MAX_PLACES).flatMap(({ draft, field, item, label }) =>
        buttonRow([
          button(clipText(t('files.place', { item: clipText(item, 40), label: clipText(label, 40) }), 90), {
            a: 'file.place',
            draft,
            field,
            key: file.key,
          }),
        ]),
      ),
      markdown(coloured(t('files.kept'), 'grey'), 'notation'),
    ],
  });
}
