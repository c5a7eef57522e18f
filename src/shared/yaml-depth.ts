import { Lexer, Parser } from 'yaml';

/** Far deeper than any item or list of ours. */
const DEEPEST = 100;

/**
 * Whether a YAML text nests lists and maps so deeply that it must not be composed. Composing goes as deep as the text does, and
 * V8 ends the whole process, with no error to catch, when a regular expression is first compiled at the end of the stack. The
 * tokens are read one by one and without recursion, and no further than to the limit.
 */
export function nestsTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return true;
  }
  return false;
}
