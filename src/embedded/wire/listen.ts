import { chmodSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';

/** Where to listen: a Unix socket (mode 0600), or a port of the loopback address (0: any free one). */
export type Listen = { socket: string } | { port: number };

/** Resolves when the server listens. */
export function listenOn(server: Server, listen: Listen): Promise<void> {
  if ('socket' in listen) rmSync(listen.socket, { force: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const ready = (): void => {
      server.removeListener('error', reject);
      if ('socket' in listen) chmodSync(listen.socket, 0o600);
      resolve();
    };
    // the mask keeps the socket to its owner also in the moment before chmod
    const mask = process.umask(0o177);
    if ('socket' in listen) server.listen(listen.socket, ready);
    else server.listen(listen.port, '127.0.0.1', ready);
    process.umask(mask);
  });
}

/** The MongoDB connection string of a server that listens. */
export function uriOf(server: Server, listen: Listen): string {
  const host =
    'socket' in listen ? encodeURIComponent(listen.socket) : `127.0.0.1:${portOf(server.address())}`;
  return `mongodb://${host}/onewindow?directConnection=true`;
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
