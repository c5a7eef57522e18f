import closeWithGrace from 'close-with-grace';
import { readEnv } from '../config/env.ts';
import { createApp } from './app.ts';
import { AppError } from './shared/errors.ts';

/** SIGTERM and SIGINT end the bot within this time (issue 3, item 13). */
const STOP_MS = 20_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const env = readEnv(process.env);
  const app = createApp(env, { progress: step => say(`… ${step}`) });
  closeWithGrace({ delay: STOP_MS, logger: false }, async ({ err }) => {
    if (err !== undefined)
      process.stderr.write(`Onewindow stops after a fault: ${err.stack ?? err.message}\n`);
    await app.stop();
  });
  const { address } = await app.start();
  say(`Onewindow ${env.lark.kind === 'playground' ? 'playground' : 'listens'}: ${address}`);
} catch (error) {
  const expected = error instanceof AppError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : 'failed'}\n`);
  process.exit(1);
}
