import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listenOn, uriOf } from './wire/listen.ts';
import type { Listen } from './wire/listen.ts';

/** Listens for clients and hands them to the store's process; while there is none they wait. */
export interface FrontDoor {
  uri: string;
  /** From now on clients go to this process; `undefined`: they wait, those too that the last did not yet take. */
  lead(to: ChildProcess | undefined): void;
  close(): void;
}

export async function openFrontDoor(folder: string): Promise<FrontDoor> {
  const listen = placeFor(folder);
  const hall = new Hall();
  const server = createServer({ pauseOnConnect: true }, socket => hall.enter(socket));
  await listenOn(server, listen);
  return {
    uri: uriOf(server, listen),
    lead: to => hall.lead(to),
    close: () => {
      hall.clear();
      // it stops listening at once; its callback would wait for processes that are gone
      server.close();
      if ('socket' in listen) rmSync(listen.socket, { force: true });
    },
  };
}

/**
 * The clients that no process has taken yet. A connection is kept here, unread, until the process says that it has
 * it: what was sent to a process that was dying goes to the next one.
 */
class Hall {
  readonly #waiting = new Map<number, Socket>();
  #target: ChildProcess | undefined;
  #last = 0;

  enter(socket: Socket): void {
    this.#last += 1;
    const number = this.#last;
    this.#waiting.set(number, socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#waiting.delete(number));
    this.#pass(number, socket);
  }

  #pass(number: number, socket: Socket): void {
    if (this.#target?.connected !== true) return;
    // a failure means that the process is ending: the connection waits for the next
    this.#target.send({ connection: number }, socket, { keepOpen: true }, () => undefined);
  }

  lead(to: ChildProcess | undefined): void {
    this.#target = to;
    if (to === undefined) return;
    to.on('message', message => this.#taken(message));
    for (const [number, socket] of this.#waiting) this.#pass(number, socket);
  }

  /** The process has the connection: this side lets go of it, which does not close it. */
  #taken(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('taken' in message)) return;
    if (typeof message.taken === 'number') this.#waiting.get(message.taken)?.destroy();
  }

  clear(): void {
    for (const socket of this.#waiting.values()) socket.destroy();
  }
}

/** Room for a socket's path in the system's address structure. */
const SOCKET_PATH_BYTES = 104;

/** The socket in the data folder; a short one when that path is too long; a loopback port without sockets. */
function placeFor(folder: string): Listen {
  const socket = socketFor(folder);
  if (socket === undefined) return { port: 0 };
  mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
  return { socket };
}

/** Where the socket of a data folder is, whoever serves it; `undefined` where sockets are not to be had. */
export function socketFor(folder: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const inFolder = join(folder, 'store.sock');
  if (Buffer.byteLength(inFolder) <= SOCKET_PATH_BYTES) return inFolder;
  const short = join(tmpdir(), `store-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
  const socket = join(short, 'store.sock');
  return Buffer.byteLength(socket) > SOCKET_PATH_BYTES ? undefined : socket;
}
