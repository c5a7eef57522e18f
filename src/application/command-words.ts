import type { ChatCommand } from './router.ts';

/** What was recognised in a message: a command and what followed it. */
interface TypedCommand {
  readonly command: ChatCommand;
  readonly argument: string;
}

interface Word {
  readonly text: string;
  readonly command: ChatCommand;
}

/** Finds the command in a typed text; undefined when there is none. */
export type CommandMatcher = (text: string) => TypedCommand | undefined;

/**
 * Lower case, half width, single spaces, no slash in front: `／ＴＯＤＯ` becomes `todo`. NFKC turns full-width letters, digits,
 * slash and spaces into their half-width forms.
 */
function normaliseWords(text: string): string {
  return halfWidth(text).toLowerCase().replace(/^\//, '').trim();
}

function halfWidth(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

/**
 * Commands by their words, the longest match first. Between a Chinese word and what follows no space is needed
 * (`进度SBZL-…`); after a Latin word one is (`status SBZL-…`, but `statusquo` is no command). Commands that take nothing
 * match alone only, so that `待办事项怎么写` is a question and not /todo. Fails at start when two commands share a word.
 */
export function createCommandMatcher(commands: readonly ChatCommand[]): CommandMatcher {
  const words = commands
    .flatMap(command =>
      [...new Set([command.name, ...command.words].map(normaliseWords))].map(text => ({ text, command })),
    )
    .sort((a, b) => b.text.length - a.text.length);
  refuseDoubles(words);
  return text => {
    const typed = halfWidth(text).replace(/^\/\s*/, '');
    for (const word of words) {
      const argument = argumentAfter(word, typed);
      if (argument !== undefined) return { command: word.command, argument };
    }
    return undefined;
  };
}

function argumentAfter({ text, command }: Word, typed: string): string | undefined {
  const head = typed.slice(0, text.length);
  if (head.toLowerCase() !== text) return undefined;
  const rest = typed.slice(text.length);
  const argument = rest.replace(/^[\s::,,]+/u, '');
  if (argument === '') return '';
  if (command.argument === 'none' || (command.argument === 'number' && !/\d/.test(argument)))
    return undefined;
  const separated = rest !== argument;
  return separated || endsInHan(text) ? argument : undefined;
}

function endsInHan(text: string): boolean {
  return /\p{Script=Han}$/u.test(text);
}

function refuseDoubles(words: readonly Word[]): void {
  const seen = new Map<string, string>();
  for (const { text, command } of words) {
    const other = seen.get(text);
    if (other !== undefined)
      throw new Error(`The word "${text}" belongs to both /${other} and /${command.name}`);
    seen.set(text, command.name);
  }
}
