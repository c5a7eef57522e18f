import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../config/project-root.ts';
import { INDEXES } from '../../../src/adapters/mongo/indexes.ts';
import { createMetrics } from '../../../src/shared/telemetry.ts';

const page = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');

/** The names in the first column of the tables. */
function named(pattern: RegExp): readonly string[] {
  return [...page.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '').filter(name => pattern.test(name)),
  );
}

test('the page for operators explains every metric of ours, and none that is not there', async () => {
  const ours = await createMetrics().registry.getMetricsAsJSON();
  expect(named(/^onewindow_/).toSorted()).toEqual(ours.map(({ name }) => name).toSorted());
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  const theirs = (await process.getMetricsAsJSON()).map(({ name }) => name);
  const explained = named(/^(process|nodejs)_/);
  expect(explained.length).toBeGreaterThan(0);
  expect(theirs).toEqual(expect.arrayContaining([...explained]));
  process.clear();
});

test('the page for operators says of every collection with an index how it would be sharded', () => {
  const collections = [...new Set(INDEXES.map(({ collection }) => collection))];
  expect(named(/^[a-z_]+$/)).toEqual(expect.arrayContaining(collections));
});

test('the page for operators names what scatters by the fields of the indexes of requests', () => {
  const [, paragraph = ''] = /Were `requests` sharded([\s\S]*?)\n\n/.exec(page) ?? [];
  const fields = INDEXES.filter(({ collection }) => collection === 'requests').map(
    ({ keys }) => Object.keys(keys)[0] ?? '',
  );
  // Of these no query of a tap or of a list asks alone: `submissionKey` is the unique one that the paragraph ends with.
  const missing = [...new Set(fields)].filter(field => !paragraph.includes(`\`${field}\``));
  expect(missing).toEqual(['submissionKey', 'sla.state', 'status']);
});

test('log lines that the page for operators explains are written somewhere', () => {
  const lines = [...page.matchAll(/^\| `([a-z][^`]* [^`]*)` \|/gm)].map(match => match[1] ?? '');
  expect(lines.length).toBeGreaterThan(4);
  const sources = ['application', 'features/health', 'adapters/lark']
    .map(folder => textsOf(folder))
    .join('\n');
  expect(lines.filter(line => !sources.includes(line))).toEqual([]);
});

function textsOf(folder: string): string {
  const path = join(projectRoot, 'src', folder);
  const files = readdirSync(path).filter(name => name.endsWith('.ts'));
  return files.map(name => readFileSync(join(path, name), 'utf8')).join('\n');
}
