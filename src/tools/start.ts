import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import { BOT_ALLOCATOR, BOT_FLAGS } from './bot-process.ts';

/** `npm start`: builds what has changed since the last build, with a line for each part, and runs the bot. */
const parts = [
  {
    name: 'the service',
    sources: ['src', 'cards', 'config', 'package.json', 'tsconfig.json'],
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  },
  {
    name: 'the playground page',
    sources: ['src/playground/page', 'package.json'],
    command: [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'src/playground/page/vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
] as const;

process.chdir(projectRoot);
for (const part of parts) await build(part);
// In a group of its own: the terminal's ^C comes here, and reaches the bot once.
const bot = spawn(process.execPath, [...BOT_FLAGS, 'dist/src/main.js'], {
  env: { ...BOT_ALLOCATOR, ...process.env },
  stdio: 'inherit',
  detached: true,
});
let told = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!told) bot.kill(signal);
    told = true;
  });
}
bot.on('exit', code => process.exit(code ?? 1));

async function build(part: (typeof parts)[number]): Promise<void> {
  const stamp = join('dist', `.built-${part.name.replaceAll(' ', '-')}`);
  const started = Date.now();
  if (existsSync(stamp) && newest(part.sources) <= statSync(stamp).mtimeMs) return;
  console.log(`Building ${part.name} …`);
  const code = await run(part.command);
  if (code !== 0) {
    console.error(`Building ${part.name} failed.`);
    process.exit(code);
  }
  writeFileSync(stamp, '');
  // Sources that changed while it was built count as newer.
  utimesSync(stamp, started / 1000, started / 1000);
  console.log(`Building ${part.name}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function run(command: readonly string[]): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, command, { stdio: 'inherit' });
    child.on('exit', code => resolve(code ?? 1));
  });
}

/** When the newest of these files was changed; folders count with all that is in them. */
function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map(path => (statSync(path).isDirectory() ? newestIn(path) : statSync(path).mtimeMs)),
  );
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(statSync(folder).mtimeMs, ...files.map(name => statSync(join(folder, name)).mtimeMs));
}
