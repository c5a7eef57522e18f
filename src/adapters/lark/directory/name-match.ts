import { soundsOfCharacters } from '../../../shared/pinyin.ts';

/**
 * How well typed words fit a name: 0 the name itself, 1 its beginning, 2 a part of it, 3 its pinyin or initials in
 * any mixture (`zwm`, `zhangwei`, `zhangwm`); undefined when they do not. Letters in any case; no words fit every name.
 * Fast enough to be asked of every name of a large organisation.
 */
export function fit(name: string, words: string): number | undefined {
  const wanted = plain(words);
  if (wanted === '') return 2;
  const lower = plain(name);
  if (lower === wanted) return 0;
  if (lower.startsWith(wanted)) return 1;
  if (lower.includes(wanted)) return 2;
  const letters = wanted.replace(/\s+/g, '');
  if (!/^[a-z]+$/.test(letters)) return undefined;
  const characters = Array.from(lower);
  return characters.some((_, start) => soundsLike(characters, start, letters)) ? 3 : undefined;
}

/** Whether the letters are the sounds from `start` on: of each character a whole reading or its first letter. */
function soundsLike(characters: readonly string[], start: number, letters: string): boolean {
  const character = characters[start];
  if (character === undefined) return false;
  return readingsOf(character).some(reading => {
    if (reading.startsWith(letters)) return true;
    const whole =
      letters.startsWith(reading) && soundsLike(characters, start + 1, letters.slice(reading.length));
    return whole || (reading[0] === letters[0] && soundsLike(characters, start + 1, letters.slice(1)));
  });
}

/** The few thousand characters of names are looked up once each. */
const readings = new Map<string, readonly string[]>();

/** All readings of a character, without tones; none for letters, digits and the like. ü is typed v. */
function readingsOf(character: string): readonly string[] {
  const known = readings.get(character);
  if (known !== undefined) return known;
  const found = /\p{Script=Han}/u.test(character)
    ? soundsOfCharacters()
        .polyphonic(character, { toneType: 'none', type: 'array' })
        .flat()
        .map(reading => reading.replaceAll('ü', 'v'))
        .filter(reading => /^[a-z]+$/.test(reading))
    : [];
  readings.set(character, found);
  return found;
}

/** Half width, lower case. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
