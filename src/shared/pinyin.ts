import { createRequire } from 'node:module';
import type * as PinyinPro from 'pinyin-pro';

type Library = Pick<typeof PinyinPro, 'pinyin' | 'polyphonic'>;

let loaded: Library | undefined;

/**
 * The library for the sounds of characters, loaded when it is first asked for: its tables take 17 MB, and a service where
 * nobody searches has no use for them (docs/performance.md). At once, since searching is.
 */
export function soundsOfCharacters(): Library {
  if (loaded === undefined) {
    const library: Library = createRequire(import.meta.url)('pinyin-pro');
    loaded = library;
  }
  return loaded;
}
