import { Socket } from 'node:net';
import { openStore } from './storage/store.ts';
import { createService } from './wire/server.ts';

/**
 * The store as a process of its own: `main.ts <data folder>`. Its parent listens and hands every connection over, so
 * that clients wait instead of being refused while the store is started again. It tells the parent when it is ready
 * (`{ ready: true }`) or why it cannot be (`{ error }`), and ends when it is told to or when the parent has gone.
 */
function main(): void {
  const [path = ''] = process.argv.slice(2);
  const store = openStore({ path });
  const service = createService(store);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await service.stop();
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  // the terminal's ^C reaches the whole group: the parent decides when the store ends
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => void stop());
  process.on('message', (message, handle) => {
    if (!(handle instanceof Socket) || !isConnection(message)) return;
    handle.on('error', () => handle.destroy());
    // nothing is read before the parent knows: else it would hand the connection to the next process, half read
    process.send?.({ taken: message.connection }, () => {
      service.accept(handle.setNoDelay(true));
      handle.resume();
    });
  });
  process.send?.({ ready: true });
}

function isConnection(message: unknown): message is { connection: number } {
  return typeof message === 'object' && message !== null && 'connection' in message;
}

try {
  main();
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
  process.send?.({ error: why }, () => process.disconnect?.());
}
