import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  ALL_EVENTS,
  NEEDED_CALLBACKS,
  NEEDED_SCOPES,
  USEFUL_SCOPES,
} from '../../../src/adapters/lark/setup-lists.ts';
import { readMultipart } from '../../../src/playground/lark/multipart.ts';
import { answer, type FakeDirectory, type FakeState, showCard } from './fake-answers.ts';

export interface FakeCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/** What goes wrong with one call: an answer, silence or a broken connection, before or after the call is done. */
export type Fault =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'hangAfter'
  | 'dropBefore'
  | 'dropAfter';

export interface FakeLark {
  readonly url: string;
  readonly calls: readonly FakeCall[];
  /** Messages that Lark accepted, each once however often its `uuid` came. */
  readonly messages: FakeState['messages'];
  readonly directory: FakeDirectory;
  /** What was uploaded, by its key; a test puts here what a person sent. */
  readonly files: FakeState['files'];
  readonly approvals: FakeState['approvals'];
  readonly app: FakeState['app'];
  /** The next calls to a path that contains `part` meet these faults, in order. */
  fail(part: string, ...faults: readonly Fault[]): void;
  /** The next messages to this person meet these faults, in order, whatever others get meanwhile. */
  failTo(person: string, ...faults: readonly Fault[]): void;
  /** The attempts to send this person a message. */
  sendsTo(person: string): readonly FakeCall[];
  callsTo(part: string): readonly FakeCall[];
  /** From now on the message shows this card, as after a tap that was answered with it. */
  show(messageId: string, card: unknown): void;
  /** From now on only the token that the next token request hands out is valid. */
  expireTokens(): void;
  close(): Promise<void>;
}

export interface FakeLarkOptions {
  /** What goes wrong with a call for which nothing was scripted. */
  readonly faultOf?: (call: FakeCall) => Fault | undefined;
  /** Rows on a page of a listing; two unless told. */
  readonly pageSize?: number;
}

/** A Lark OpenAPI on this machine, for tests of the adapter: token, messages, cards, contacts, scripted faults. */
export async function startFakeLark(options: FakeLarkOptions = {}): Promise<FakeLark> {
  const state: FakeState = {
    tokens: 0,
    validFrom: 1,
    messages: new Map(),
    files: new Map(),
    approvals: new Map(),
    directory: { users: new Map(), departments: new Map() },
    app: {
      scopes: new Set([...NEEDED_SCOPES, ...USEFUL_SCOPES]),
      events: new Set(ALL_EVENTS),
      callbacks: new Set(NEEDED_CALLBACKS),
    },
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
  };
  const calls: FakeCall[] = [];
  const faults: { readonly meets: (call: FakeCall) => boolean; readonly fault: Fault }[] = [];

  const server = createServer((request, response) => {
    void respond(request, response);
  });
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(request);
    calls.push(call);
    const index = faults.findIndex(({ meets }) => meets(call));
    const fault = index < 0 ? options.faultOf?.(call) : faults.splice(index, 1)[0]?.fault;
    if (fault === 'hang') return;
    if (fault === 'dropBefore') {
      request.socket.destroy();
      return;
    }
    const reply = typeof fault === 'object' ? { headers: {}, ...fault } : answer(call, state);
    if (fault === 'hangAfter') return;
    if (fault === 'dropAfter') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    const { body } = reply;
    response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
  };

  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    messages: state.messages,
    directory: state.directory,
    files: state.files,
    approvals: state.approvals,
    app: state.app,
    fail: (part, ...list) => {
      faults.push(...list.map(fault => ({ meets: (call: FakeCall) => call.path.includes(part), fault })));
    },
    failTo: (person, ...list) => {
      faults.push(...list.map(fault => ({ meets: (call: FakeCall) => isSendTo(person, call), fault })));
    },
    sendsTo: person => calls.filter(call => isSendTo(person, call)),
    callsTo: part => calls.filter(call => call.path.includes(part)),
    show: (messageId, card) => showCard(state, messageId, JSON.stringify(card)),
    expireTokens: () => {
      state.validFrom = state.tokens + 1;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isSendTo(person: string, { method, path, body }: FakeCall): boolean {
  return method === 'POST' && path.endsWith('/im/v1/messages') && body['receive_id'] === person;
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const parts = readMultipart(raw, request.headers['content-type']);
  const text = raw.toString('utf8');
  const parsed: unknown =
    parts === undefined ? (text === '' ? {} : JSON.parse(text)) : Object.fromEntries(parts);
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    body: typeof parsed === 'object' && parsed !== null ? { ...parsed } : {},
    at: performance.now(),
  };
}
