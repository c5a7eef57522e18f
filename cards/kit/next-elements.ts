import type { CardElement } from './element.ts';
import { bold, lines, markdown, plain } from './markdown.ts';
import { clipText } from './paging.ts';
import type { Text, Texts } from './texts.ts';

/** What the applicant does now that it is approved. */
export interface NextView {
  /** The item's own words: where to collect it, what to keep to. */
  readonly text?: Text;
  /** The standard form comes as a file, or both kinds. */
  readonly files: readonly ('pdf' | 'docx')[];
}

/** 接下来: what to do with the result. */
export function nextElements(next: NextView | undefined, t: Texts): readonly CardElement[] {
  if (next === undefined || (next.text === undefined && next.files.length === 0)) return [];
  const kinds = next.files.map(file => file.toUpperCase()).join(' / ');
  return [
    markdown(
      lines(
        bold(t('next.title')),
        ...(next.text === undefined ? [] : [plain(clipText(next.text, 500))]),
        ...(next.files.length === 0 ? [] : [plain(t('next.files', { kinds }))]),
      ),
    ),
  ];
}
