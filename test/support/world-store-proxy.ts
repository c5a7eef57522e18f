import { connect, createServer, type Socket } from 'node:net';

/** Stands between a service and the database, to stop it between two steps. */
export interface StoreProxy {
  /** The same database through the proxy. */
  readonly uri: string;
  /**
   * At the first command that holds all of these words: `before` keeps it from the database, `after` lets the database
   * do it and keeps the answer. From then on nothing passes any more. Resolves when it is so.
   */
  stopAt(when: 'before' | 'after', ...words: readonly string[]): Promise<void>;
  /** From now on commands that hold all of these words take this much longer; without words none does. */
  slowDown(ms: number, ...words: readonly string[]): void;
  close(): Promise<void>;
}

interface Stop {
  readonly when: 'before' | 'after';
  readonly words: readonly string[];
  readonly reached: () => void;
}

interface Slow {
  readonly ms: number;
  readonly words: readonly string[];
}

export async function startStoreProxy(uri: string): Promise<StoreProxy> {
  const [, front = '', host = '', rear = ''] = /^(mongodb:\/\/(?:[^/@]*@)?)([^/?]+)(.*)$/.exec(uri) ?? [];
  if (host === '') throw new Error('the proxy needs the address of one server');
  const state: { stop?: Stop; frozen: boolean; slow: Slow } = { frozen: false, slow: { ms: 0, words: [] } };
  const sockets = new Set<Socket>();

  const server = createServer(client => {
    const store = connectTo(decodeURIComponent(host));
    for (const socket of [client, store]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => store.destroy());
    store.on('close', () => client.destroy());
    let rest = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let length = frameLength(rest); length !== undefined; length = frameLength(rest)) {
        const frame = rest.subarray(0, length);
        rest = rest.subarray(length);
        if (state.frozen) continue;
        if (state.stop === undefined || !holds(frame, state.stop.words)) {
          // A driver has one command at a time under way on a connection: nothing overtakes.
          if (holds(frame, state.slow.words)) setTimeout(() => store.write(frame), state.slow.ms);
          else store.write(frame);
          continue;
        }
        state.frozen = true;
        if (state.stop.when === 'before') state.stop.reached();
        else store.write(frame);
      }
    });
    store.on('data', (chunk: Buffer) => {
      if (!state.frozen) client.write(chunk);
      // The first answer after a stop is that to the command in question, or comes just before it.
      else if (state.stop?.when === 'after') setTimeout(state.stop.reached, 100);
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    uri: `${front}127.0.0.1:${own}${rear}`,
    stopAt: (when, ...words) =>
      new Promise(resolve => {
        state.stop = { when, words, reached: resolve };
      }),
    slowDown: (ms, ...words) => {
      state.slow = { ms, words };
    },
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function holds(frame: Buffer, words: readonly string[]): boolean {
  return words.length > 0 && words.every(word => frame.includes(word));
}

/** A server is a path (the embedded store's socket) or `host:port`. */
function connectTo(server: string): Socket {
  if (server.startsWith('/')) return connect(server);
  const { hostname, port } = new URL(`tcp://${server}`);
  return connect(Number(port === '' ? 27_017 : port), hostname);
}

/** The length of the first whole message of MongoDB's wire protocol, if there is one. */
function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readInt32LE(0);
  return bytes.length < length ? undefined : length;
}
