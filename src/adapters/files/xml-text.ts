/** XML has no place for most control characters, nor for half of a surrogate pair: a file with one in it cannot be opened. */
export function withoutUnwritable(text: string): string {
  return text.replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu, '');
}
