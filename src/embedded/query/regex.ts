import { StoreError } from '../errors.ts';

const FLAGS: Readonly<Record<string, string>> = { i: 'i', m: 'm', s: 's', u: '', l: '' };

/**
 * A MongoDB regular expression (PCRE with the options i, m, s, x, u) as JavaScript's. Throws 51091 when it does not
 * compile and 51108 on an unknown option.
 */
export function toRegExp(pattern: string, options: string): RegExp {
  let flags = '';
  let source = pattern;
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  if (inline !== null) source = source.slice(inline[0].length);
  for (const option of new Set(options + (inline?.[1] ?? ''))) {
    if (option === 'x') source = withoutSpace(source);
    else if (FLAGS[option] === undefined)
      throw new StoreError(51108, `invalid flag in regex options: ${option}`);
    else flags += FLAGS[option];
  }
  const translated = source
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\(\?P</g, '(?<');
  try {
    return new RegExp(translated, `${flags}u`);
  } catch {
    return withoutUnicode(translated, flags);
  }
}

/** PCRE allows escapes that the strict mode of JavaScript refuses. */
function withoutUnicode(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreError(51091, `Regular expression is invalid: ${why}`);
  }
}

/** PCRE's extended syntax: white space and comments outside of classes mean nothing. */
function withoutSpace(source: string): string {
  return source.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\s+|#.*/g, part => (/^[\s#]/.test(part) ? '' : part));
}
