import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { createTexts } from '../cards/kit/texts.ts';
import type { Messages, Texts } from '../cards/kit/texts.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));

/**
 * Reads the texts of both languages. `directory`: config/locales, given by the caller, since compiled code lies elsewhere.
 */
export function loadTexts(directory: string): Texts {
  return createTexts(loadMessages(directory, 'zh-CN'), loadMessages(directory, 'en-US'));
}

/**
 * One language's messages by dotted key: `<locale>.yaml` in the directory and in those directly below it, so that a part
 * may bring its own. Fails when a file is not a tree of texts, or when two files have the same key.
 */
export function loadMessages(directory: string, locale: 'zh-CN' | 'en-US'): Messages {
  const below = readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => `${directory}/${entry.name}/${locale}.yaml`)
    .filter(file => existsSync(file));
  const messages: Record<string, string> = {};
  for (const file of [`${directory}/${locale}.yaml`, ...below])
    for (const [key, message] of flatten(tree.parse(parse(readFileSync(file, 'utf8'))))) {
      if (key in messages) throw new Error(`${file}: the text ${key} is there twice`);
      messages[key] = message;
    }
  return messages;
}

function flatten(node: Tree, prefix = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}
