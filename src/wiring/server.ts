import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../shared/errors.ts';

/**
 * Longer than load balancers keep an idle connection (60 s are usual): whoever closes first must be the one that sends, or
 * a request meets a connection that was closed a moment ago. Node's own 5 s are shorter.
 */
const KEEP_ALIVE_MS = 75_000;

const notYet: RequestListener = (_, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end();
};

export interface Listening {
  readonly port: number;
  /** From now on requests go there; until then they are told to come again. */
  serve(handler: RequestListener): void;
  /** Takes no more connections and lets what is under way end, at most `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

/**
 * Listens at once, since the playground's address (with its port) is needed to build the rest. Fails with a sentence for
 * whoever starts the bot when the address cannot be had.
 */
export async function listen(host: string, port: number): Promise<Listening> {
  let handler = notYet;
  const server = createServer((request, response) => handler(request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(notHad(host, port, error)));
    server.listen(port, host, resolve);
  });
  return {
    port: portOf(server),
    serve: next => {
      handler = next;
    },
    close: timeoutMs => closeServer(server, timeoutMs),
  };
}

function notHad(host: string, port: number, cause: Error): AppError {
  const code = 'code' in cause ? cause.code : undefined;
  const why =
    code === 'EADDRINUSE'
      ? 'is in use already: another Onewindow may be running; stop it, or choose another port with PORT'
      : `cannot be listened on (${typeof code === 'string' ? code : cause.message}): choose others with HOST and PORT`;
  return new AppError('config.invalid', `${host}:${port} ${why}.`, { expected: true, cause });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(timer);
}
