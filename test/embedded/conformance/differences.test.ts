import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { differences } from './differences.ts';

it('every difference names cases that are there', async () => {
  const files = (await readdir(import.meta.dirname)).filter(name => name.endsWith('.test.ts'));
  const texts = await Promise.all(
    files.map(async name => await readFile(`${import.meta.dirname}/${name}`, 'utf8')),
  );
  for (const named of differences.flatMap(each => each.cases)) {
    const [subject = '', ...rest] = named.split(': ');
    const name = rest.join(': ');
    const text = texts.find(each => each.includes(`conformance('${subject}'`)) ?? '';
    expect(text.length, `no table is named "${subject}"`).toBeGreaterThan(0);
    expect(text.includes(`'${name}`) || name === '', `no case is named "${name}"`).toBe(true);
  }
});

it('the page for people tells of every difference', async () => {
  const page = await readFile(`${import.meta.dirname}/../../../docs/store-differences.md`, 'utf8');
  for (const { reason, documented } of differences) {
    expect(page).toContain(reason);
    expect(page).toContain(documented);
  }
});
