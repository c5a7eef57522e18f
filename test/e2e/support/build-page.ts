import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../../config/project-root.ts';

/** Builds the playground's page where it is missing, as in a fresh clone; one that is there is taken as it is. */
export async function buildPage(): Promise<void> {
  if (existsSync(join(projectRoot, 'dist', 'playground', 'index.html'))) return;
  await promisify(execFile)(
    process.execPath,
    [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'src/playground/page/vite.config.ts',
      '--logLevel',
      'warn',
    ],
    { cwd: projectRoot },
  );
}

/** Before the browser tests (vitest's global set-up). */
export const setup = buildPage;
