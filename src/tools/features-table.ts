import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const featuresSchema = z.record(
  z.string().regex(/^\d\.\d+$/),
  z.strictObject({ what: z.string().min(1), tests: z.array(z.string().regex(/^test\/\S+ › ./)).optional() }),
);

export interface FeaturesTable {
  /** Markdown: what is done, each line with the tests that show it. */
  readonly table: string;
  /** What is wrong with the list: a test that is not there. Empty when all is well. */
  readonly faults: readonly string[];
}

/** Between these lines of the README stands the table. */
export const MARKS = ['<!-- features: written by `npm run features` -->', '<!-- /features -->'] as const;

/**
 * Reads `docs/features.yaml` below `root` and makes the README's table of what is done. A test is named `file › title`; it
 * must stand in that file as the title of an `it`, `test` or `describe`. Throws where the file is not of its form.
 */
export function featuresTable(root: string): FeaturesTable {
  const features = featuresSchema.parse(parse(readFileSync(join(root, 'docs', 'features.yaml'), 'utf8')));
  const all = Object.entries(features);
  const done = all.filter(([, { tests = [] }]) => tests.length > 0);
  const rows = done.map(
    ([id, { what, tests = [] }]) => `| ${id} | ${cell(what)} | ${tests.map(link).join('<br>')} |`,
  );
  return {
    table: [
      `${done.length} of the ${all.length} lines are done:`,
      '',
      '| line | what | shown by |',
      '|---|---|---|',
      ...rows,
    ].join('\n'),
    faults: done.flatMap(([id, { tests = [] }]) => tests.flatMap(test => faultOf(root, id, test))),
  };
}

/** The README with the table put between its marks. Throws where they are missing. */
export function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(MARKS[0]), readme.indexOf(MARKS[1])];
  if (from < 0 || to < from) throw new Error(`the README has no place for the table: ${MARKS.join(' … ')}`);
  return `${readme.slice(0, from + MARKS[0].length)}\n\n${table}\n\n${readme.slice(to)}`;
}

function faultOf(root: string, id: string, test: string): readonly string[] {
  const [file = '', title = ''] = test.split(' › ');
  if (!existsSync(join(root, file))) return [`${id}: there is no ${file}`];
  return titlesOf(readFileSync(join(root, file), 'utf8')).has(title)
    ? []
    : [`${id}: ${file} has no test “${title}”`];
}

/** The titles of a test file's `it`, `test` and `describe`, also those of `.each`. */
function titlesOf(source: string): ReadonlySet<string> {
  const calls =
    /\b(?:it|test|describe)\b[^'"`;]{0,40}?\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
  const each = /\]\)\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
  const found = [...source.matchAll(calls), ...source.matchAll(each)];
  return new Set(
    found.map(([, single, double, template]) =>
      (single ?? double ?? template ?? '').replaceAll(/\\(['"`])/g, '$1'),
    ),
  );
}

function link(test: string): string {
  const [file = '', title = ''] = test.split(' › ');
  return `[${cell(title)}](${file})`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('[', '\\[').replaceAll(']', '\\]');
}
