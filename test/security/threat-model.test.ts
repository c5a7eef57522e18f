import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../config/project-root.ts';

const page = readFileSync(join(projectRoot, 'docs', 'threat-model.md'), 'utf8');
const rows = page
  .split('## Ways in')[1]
  ?.split('\n## ')[0]
  ?.split('\n')
  .filter(line => line.startsWith('| '))
  .slice(1)
  .map(line => line.split(' | ').map(cell => cell.replaceAll('|', '').trim()));

/** The file of a test as the page names it. */
function fileOf(name: string): string | undefined {
  return [join('security', name), name]
    .map(path => join(projectRoot, 'test', `${path}.test.ts`))
    .find(path => existsSync(path));
}

describe('the threat model', () => {
  test.each(rows ?? [])(
    '%s: what stands against it is shown by a test that is there',
    (_way, _against, shown = '') => {
      const names = [...shown.matchAll(/`([a-z/-]+)`/g)].map(([, name = '']) => name);
      expect(names.length).toBeGreaterThan(0);
      const files = names.map(name => fileOf(name) ?? `nothing named ${name}`);
      for (const file of files) expect(existsSync(file), file).toBe(true);
      const titles = files.map(file => readFileSync(file, 'utf8')).join('\n');
      for (const [, title = ''] of shown.matchAll(/"([^"]+)"/g)) expect(titles).toContain(title);
    },
  );

  test('looks at every way that there is', () => {
    expect(rows?.length).toBeGreaterThan(18);
  });
});
