import type { ServerResponse } from 'node:http';
import type { LiveEvent } from '../types.ts';

/** Browsers drop a silent stream, and proxies do: a comment now and then keeps it. */
const HEARTBEAT_MS = 20_000;

/** The pages that listen (Server-Sent Events). */
export interface Live {
  emit(event: LiveEvent): void;
  attach(response: ServerResponse): void;
  close(): void;
}

export function createLive(): Live {
  const listeners = new Set<ServerResponse>();
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();

  function write(text: string): void {
    for (const response of listeners) response.write(text);
  }
  return {
    emit: event => write(`data: ${JSON.stringify(event)}\n\n`),
    attach(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      response.write('retry: 1000\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    },
    close() {
      clearInterval(heartbeat);
      for (const response of listeners) response.end();
      listeners.clear();
    },
  };
}
