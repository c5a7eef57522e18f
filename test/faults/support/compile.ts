import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root.ts';

/** Runs once before all: the service as it is shipped, in `dist`, where that is older than the sources. */
export function setup(): void {
  if (newest('dist/src') > Math.max(...['src', 'cards', 'config'].map(newest))) return;
  execFileSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
}

/** When a file in this folder last changed; 0 when there is none. */
function newest(folder: string): number {
  try {
    const names = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
    return Math.max(0, ...names.map(name => statSync(join(projectRoot, folder, name)).mtimeMs));
  } catch {
    return 0;
  }
}
