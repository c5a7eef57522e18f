import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The house rules that a reader relies on (docs/architecture.md): who may import whom, and how large a room may be.
 * A room is named by its path's beginning; the longest match counts.
 */
const root = resolve(import.meta.dirname, '..');

const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/shared': [],
  'cards/kit': [],
  cards: ['cards/kit', 'cards'],
  'src/application': ['src/core', 'src/shared', 'cards/kit'],
  'src/features': ['src/core', 'src/application', 'src/shared', 'cards', 'cards/kit', 'config'],
  'src/adapters': ['src/core', 'src/application', 'src/shared'],
  'src/embedded': [],
  'src/playground': ['src/shared', 'src/application', 'config'],
  config: ['src/core', 'src/shared', 'cards/kit'],
  'src/app.ts': ['*'],
  'src/main.ts': ['*'],
  'src/wiring': ['*'],
  'src/tools': ['*'],
};

/** Rooms whose parts must not know each other: src/features/hall never imports src/features/admin. */
const separate = ['src/features', 'src/adapters'];

const files = ['src', 'cards', 'config'].flatMap(folder => sourceFiles(join(root, folder)));
const imports = files.flatMap(file => importsOf(file).map(target => ({ file, target })));

describe('the house rules', () => {
  it('finds the source', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('imports only in the allowed direction', () => {
    const wrong = imports.filter(({ file, target }) => !allowed(file, target));
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('keeps features from knowing each other, and adapters too', () => {
    const wrong = imports.filter(({ file, target }) =>
      separate.some(room => {
        const from = partOf(room, file);
        const to = partOf(room, target);
        return from !== undefined && to !== undefined && from !== to && to !== 'shared';
      }),
    );
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('keeps the core pure: no clock, no random, no await, no package that does I/O', () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|\bawait\b|\basync\b|from 'node:/;
    const wrong = files.filter(
      file => file.startsWith('src/core/') && impure.test(withoutComments(read(file))),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps rooms small: median 80 lines, nine of ten 250, none over 400', () => {
    const lengths = files.map(file => ({ file, lines: read(file).split('\n').length - 1 }));
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(250);
  });
});

function allowed(file: string, target: string): boolean {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined || to === undefined) return false;
  if (from === to && !separate.includes(from)) return true;
  if (from === to) return true;
  const rooms = mayImport[from] ?? [];
  return rooms.includes('*') || rooms.includes(to);
}

function roomOf(path: string): string | undefined {
  return Object.keys(mayImport)
    .filter(room => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** `hall` for src/features/hall/view.ts; undefined for what does not lie in the room. */
function partOf(room: string, path: string): string | undefined {
  return path.startsWith(`${room}/`) ? path.slice(room.length + 1).split('/')[0] : undefined;
}

function importsOf(file: string): readonly string[] {
  const found = read(file).matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g);
  return [...found].map(match => relative(root, resolve(root, dirname(file), match[1] ?? '')));
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map(name => relative(root, join(folder, name)));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
