import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { giveAway } from '../bson/encode.ts';
import type { Store } from '../storage/store.ts';
import { createContext, runCommand } from '../commands/run.ts';
import type { Connection, Context } from '../commands/context.ts';
import { listenOn, uriOf } from './listen.ts';
import type { Listen } from './listen.ts';
import { FrameReader } from './frame.ts';
import type { Frame } from './frame.ts';
import { answerTo, parseRequest } from './message.ts';

export interface Serving {
  /** A MongoDB connection string that leads here. */
  uri: string;
  stop(): Promise<void>;
}

interface Service {
  /** Talks with a client that has connected. */
  accept(socket: Socket): void;
  /** Ends the background work and the connections. */
  stop(): Promise<void>;
}

/** A store's side of the wire protocol, without a place to listen. */
export function createService(store: Store): Service {
  const context = createContext(store);
  const sockets = new Set<Socket>();
  return {
    accept: socket => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      converse(context, socket);
    },
    stop: async () => {
      await context.stop();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Serves a store over MongoDB's wire protocol. The store stays open when the server stops. */
export async function serve(store: Store, listen: Listen): Promise<Serving> {
  const service = createService(store);
  const server = createServer({ noDelay: true }, socket => service.accept(socket));
  await listenOn(server, listen);
  return {
    uri: uriOf(server, listen),
    stop: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      await service.stop();
      await closed;
    },
  };
}

let connections = 0;

/** Reads a connection's requests one after the other; anything malformed ends the connection and nothing else. */
function converse(context: Context, socket: Socket): void {
  const reader = new FrameReader();
  connections += 1;
  const connection: Connection = { id: connections, answers: 0, alive: true };
  let queue: Promise<void> = Promise.resolve();
  let waiting = 0;
  const serveNext = async (frame: Frame): Promise<void> => {
    await handle(context, connection, socket, frame);
    waiting -= 1;
    if (waiting < BACKLOG && socket.isPaused()) socket.resume();
  };
  socket.on('data', chunk => {
    try {
      for (const frame of reader.push(chunk)) {
        waiting += 1;
        queue = queue.then(() => serveNext(frame));
      }
    } catch {
      socket.destroy();
    }
    if (waiting >= BACKLOG) socket.pause();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    connection.alive = false;
  });
}

/** A connection with so many requests unanswered is not read further. */
const BACKLOG = 64;

async function handle(context: Context, connection: Connection, socket: Socket, frame: Frame): Promise<void> {
  try {
    const request = parseRequest(frame);
    const reply = await runCommand(context, connection, request);
    if (!request.answered || !connection.alive) return;
    connection.answers += 1;
    const flows = socket.write(answerTo(request, reply, connection.answers));
    // what the system did not take at once is sent later: until then the bytes are the socket's
    if (socket.writableLength > 0) giveAway();
    if (!flows) await drained(socket);
  } catch {
    socket.destroy();
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}
