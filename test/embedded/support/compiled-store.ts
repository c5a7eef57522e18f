import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * Compiles the store, so that its process starts in a fifth of the time that the sources take; returns its entry, and
 * how to clear it away. It lies among the packages, where its imports are found.
 */
export function compileStore(): { entry: string; remove: () => void } {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'store-'));
  const project = join(folder, 'tsconfig.json');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { rootDir: join(ROOT, 'src/embedded'), outDir: folder, sourceMap: false },
      include: [join(ROOT, 'src/embedded')],
      exclude: [],
    }),
  );
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project]);
  return { entry: join(folder, 'main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
