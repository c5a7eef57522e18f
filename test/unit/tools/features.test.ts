import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../config/project-root.ts';
import { featuresTable, withTable } from '../../../src/tools/features-table.ts';

describe('the table of features', () => {
  it('names only tests that exist, and the README holds it as it is', () => {
    const { table, faults } = featuresTable(projectRoot);
    expect(faults).toEqual([]);
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    expect(withTable(readme, table), 'run `npm run features`').toBe(readme);
  });

  describe('of a list of its own', () => {
    let root = '';
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'ow-features-'));
      mkdirSync(join(root, 'docs'));
      mkdirSync(join(root, 'test'));
      writeFileSync(
        join(root, 'test', 'a.test.ts'),
        "it('does it', () => {});\nit.each([1])('does %s', () => {});\n",
      );
    });
    afterEach(() => rmSync(root, { recursive: true }));
    const write = (yaml: string) => writeFileSync(join(root, 'docs', 'features.yaml'), yaml);

    it('leaves out what no test shows', () => {
      write("'0.1': { what: One, tests: [test/a.test.ts › does it] }\n'0.2': { what: Two }\n");
      const { table, faults } = featuresTable(root);
      expect(faults).toEqual([]);
      expect(table).toContain('1 of the 2 lines are done');
      expect(table).toContain('| 0.1 | One | [does it](test/a.test.ts) |');
      expect(table).not.toContain('Two');
    });

    it('finds titles of tests that run for several values', () => {
      write("'0.1': { what: One, tests: [test/a.test.ts › does %s] }\n");
      expect(featuresTable(root).faults).toEqual([]);
    });

    it('says which named test is not there', () => {
      write("'0.1': { what: One, tests: [test/a.test.ts › does more, test/b.test.ts › does it] }\n");
      expect(featuresTable(root).faults).toEqual([
        '0.1: test/a.test.ts has no test “does more”',
        '0.1: there is no test/b.test.ts',
      ]);
    });
  });
});
