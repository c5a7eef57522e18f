import { clip } from './paging.ts';
import { same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

/** What a file is called; pictures have no name and are counted, `index` from 0. */
export function fileName(name: string, index: number, t: Texts): Text {
  return name === '' ? t('files.picture', { n: index + 1 }) : same(clip(name, 60));
}
