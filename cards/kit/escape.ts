/**
 * Makes a person's text inert in a card's markdown: every character that markdown, HTML or Lark's own tags could take for
 * syntax becomes an HTML entity, which is the documented way (lark.md 2), so that `<at id=all></at>`, links, `**` and html
 * are shown as they were typed. Inside words and numbers `-`, `.` and `:` mean nothing and stay, so that a number such as
 * `SBZL-20261122-0001` or a time stays readable. Plain-text elements need no escaping.
 */
export function literal(text: string): string {
  const shown = printable(text);
  if (!SPECIAL.test(shown)) return shown;
  return shown.replace(SYNTAX, entity).replace(/^[ \t]+/gm, run => Array.from(run, entity).join(''));
}

/** Drops what cannot be seen but changes what is seen: control characters and marks that turn the reading direction. */
export function printable(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text.replace(/\r\n?/g, '\n').replace(INVISIBLE, '');
}

const SYNTAX = /[&<>*~[\]()#_`+!|\\$={}@^]|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])|(?<!\d)[.:]|[.:](?!\d)/g;
/** Whether anything is there that `literal` might change: most texts have nothing, and a search is quicker than replacing. */
const SPECIAL = /[&<>*~[\]()#_`+!|\\$={}@^.:-]|^[ \t]/m;
// Built from code points, since the characters themselves could not be seen here.
const INVISIBLE = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}${range(0x202a, 0x202e)}${range(0x2066, 0x2069)}]|\\p{Surrogate}`,
  'gu',
);
/** The same for `printable`; halves of a pair count, whether or not they stand alone. */
const UNUSUAL = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}${range(0x202a, 0x202e)}${range(0x2066, 0x2069)}${range(0xd800, 0xdfff)}]`,
);

function range(from: number, to: number): string {
  return `${unit(from)}-${unit(to)}`;
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 32};`;
}
