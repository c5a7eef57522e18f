import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { decodeFrame, encodeFrame, type WireFrame } from './wire-frame.ts';

export interface FakeLongConnection {
  readonly url: string;
  /** How often an endpoint was asked for. */
  readonly asked: () => number;
  readonly open: () => number;
  /** The next requests for an endpoint are answered with these bodies. */
  refuse(...bodies: readonly unknown[]): void;
  /** Sends an envelope as Lark does and waits for the bot's answer to it. */
  send(envelope: unknown): Promise<{ readonly code: number; readonly data: unknown }>;
  /** Cuts all connections. */
  cut(): void;
  close(): Promise<void>;
}

/** Lark's long connection, on this machine: endpoint discovery and a WebSocket with Lark's frames. */
export async function startFakeLongConnection(): Promise<FakeLongConnection> {
  const sockets = new Set<Duplex>();
  const refusals: unknown[] = [];
  const waiting = new Map<string, (frame: WireFrame) => void>();
  let asked = 0;
  let sent = 0;

  const server = createServer((request, response) => {
    request.resume();
    asked += 1;
    const ClientConfig = { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 0, ReconnectNonce: 0 };
    const data = {
      URL: `${address().replace('http', 'ws')}/ws?device_id=d&service_id=1&ticket=secret-ticket`,
      ClientConfig,
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(refusals.shift() ?? { code: 0, msg: 'ok', data }));
  });
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.add(socket);
    socket.on('end', () => socket.end());
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => sockets.delete(socket));
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let message = takeMessage(rest); message !== undefined; message = takeMessage(rest)) {
        rest = rest.subarray(message.size);
        if (message.payload.length === 0) continue;
        const frame = decodeFrame(message.payload);
        waiting.get(frame.headers['message_id'] ?? '')?.(frame);
      }
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = () => {
    const at = server.address();
    return `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  };

  return {
    url: address(),
    asked: () => asked,
    open: () => sockets.size,
    refuse: (...bodies) => void refusals.push(...bodies),
    send: envelope =>
      new Promise((resolve, reject) => {
        sent += 1;
        const id = `m-${sent}`;
        waiting.set(id, frame => resolve(answerOf(frame)));
        const [socket] = sockets;
        if (socket === undefined) reject(new Error('nobody is connected'));
        const headers = { type: 'event', message_id: id, sum: '1', seq: '0', trace_id: 't' };
        socket?.write(
          message(encodeFrame({ method: 1, headers, payload: Buffer.from(JSON.stringify(envelope)) })),
        );
      }),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerOf(frame: WireFrame): { readonly code: number; readonly data: unknown } {
  const answer: unknown = JSON.parse(frame.payload.toString('utf8'));
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) throw new Error('no answer');
  const data = 'data' in answer && typeof answer.data === 'string' ? answer.data : undefined;
  return {
    code: Number(answer.code),
    data: data === undefined ? undefined : JSON.parse(Buffer.from(data, 'base64').toString('utf8')),
  };
}

/** One unmasked binary message; short of 64 KB. */
function message(payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x82, payload.length])
      : Buffer.from([0x82, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}

/** The first whole masked message of what came; pings and closes come out empty. */
function takeMessage(bytes: Buffer): { readonly payload: Buffer; readonly size: number } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short === 126 ? 4 : 2;
  if (bytes.length < head + 4) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const size = head + 4 + length;
  if (bytes.length < size) return undefined;
  const mask = bytes.subarray(head, head + 4);
  const payload = Buffer.from(
    bytes.subarray(head + 4, size).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  );
  return { payload: ((bytes[0] ?? 0) & 0x0f) === 2 ? payload : Buffer.alloc(0), size };
}
