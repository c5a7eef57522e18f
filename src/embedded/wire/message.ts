import { checkDocument } from '../bson/check.ts';
import { decode, decodeFields } from '../bson/decode.ts';
import { documentEnd, elements } from '../bson/layout.ts';
import type { Element } from '../bson/layout.ts';
import { encodeShared } from '../bson/encode.ts';
import type { Reply } from '../bson/encode.ts';
import type { Doc } from '../bson/value.ts';
import { crc32c } from './crc32c.ts';
import { ProtocolError } from './frame.ts';
import type { Frame } from './frame.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const EXHAUST_ALLOWED = 1 << 16;
const KNOWN_REQUIRED = CHECKSUM_PRESENT | MORE_TO_COME;

/** A command as it came in. */
export interface Request {
  requestId: number;
  legacy: boolean;
  /** False when the client wants no answer. */
  answered: boolean;
  db: string;
  command: Doc;
  /** The documents of a command as they came, by the name of their array: not decoded. */
  sequences: Map<string, Buffer[]>;
}

/** Reads a frame as a command. Throws `ProtocolError`, or `StoreError` on BSON that is not well-formed. */
export function parseRequest(frame: Frame): Request {
  if (frame.opCode === OP_MSG) return parseMessage(frame);
  if (frame.opCode === OP_QUERY) return parseQuery(frame);
  throw new ProtocolError(`operation ${frame.opCode}`);
}

function parseMessage({ requestId, body }: Frame): Request {
  if (body.length < 6) throw new ProtocolError('message cut short');
  const flags = body.readUInt32LE(0);
  if ((flags & 0xffff & ~KNOWN_REQUIRED) !== 0) throw new ProtocolError(`flags ${flags}`);
  if ((flags & ~(0xffff | EXHAUST_ALLOWED)) !== 0 && flags >>> 17 === 0)
    throw new ProtocolError(`flags ${flags}`);
  const end = (flags & CHECKSUM_PRESENT) === 0 ? body.length : checked(requestId, body);
  const sequences = new Map<string, Buffer[]>();
  let command: Buffer | undefined;
  for (let at = 4; at < end; ) {
    const kind = body[at];
    if (kind === 0) {
      if (command !== undefined) throw new ProtocolError('two bodies');
      const bodyEnd = documentEnd(body, at + 1, end);
      command = body.subarray(at + 1, bodyEnd);
      at = bodyEnd;
    } else if (kind === 1) at = parseSequence(body, at + 1, end, sequences);
    else throw new ProtocolError(`section ${String(kind)}`);
  }
  if (command === undefined) throw new ProtocolError('no body');
  return { requestId, legacy: false, answered: (flags & MORE_TO_COME) === 0, ...decoded(command, sequences) };
}

function checked(requestId: number, body: Buffer): number {
  const end = body.length - 4;
  // the checksum covers the header, of which only the answer-to field is not kept: it is zero in a request
  const header = Buffer.alloc(16);
  header.writeInt32LE(body.length + 16, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(OP_MSG, 12);
  if (crc32c(header, body.subarray(0, end)) !== body.readUInt32LE(end))
    throw new ProtocolError('wrong checksum');
  return end;
}

function parseSequence(body: Buffer, start: number, limit: number, sequences: Map<string, Buffer[]>): number {
  if (start + 5 > limit) throw new ProtocolError('section cut short');
  const end = start + body.readInt32LE(start);
  if (end > limit || end < start + 5) throw new ProtocolError('section length');
  const nameEnd = body.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= end) throw new ProtocolError('section name');
  const name = body.toString('utf8', start + 4, nameEnd);
  if (sequences.has(name)) throw new ProtocolError('section twice');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < end; ) {
    const next = documentEnd(body, at, end);
    documents.push(body.subarray(at, next));
    at = next;
  }
  sequences.set(name, documents);
  return end;
}

function decoded(
  bytes: Buffer,
  sequences: Map<string, Buffer[]>,
): Pick<Request, 'db' | 'command' | 'sequences'> {
  checkDocument(bytes);
  for (const documents of sequences.values()) for (const one of documents) checkDocument(one);
  const command = liftDocuments(bytes, sequences) ?? decode(bytes);
  const db = command.get('$db');
  return { db: typeof db === 'string' ? db : '', command, sequences };
}

/**
 * An insert that has its documents in its body is read as if they had come as a sequence, so that they are stored as
 * they came; `undefined` when it is another command.
 */
function liftDocuments(bytes: Buffer, sequences: Map<string, Buffer[]>): Doc | undefined {
  const [first, ...others] = elements(bytes, 0, bytes.length);
  if (first === undefined || nameOf(bytes, first) !== 'insert' || sequences.has('documents'))
    return undefined;
  const array = others.find(element => nameOf(bytes, element) === 'documents');
  if (array?.type !== 4) return undefined;
  const items = [...elements(bytes, array.start, array.end)];
  if (items.some(item => item.type !== 3)) return undefined;
  sequences.set(
    'documents',
    items.map(item => bytes.subarray(item.start, item.end)),
  );
  const names = others.filter(element => element !== array).map(element => nameOf(bytes, element));
  return decodeFields(bytes, new Set(['insert', ...names]));
}

function nameOf(bytes: Buffer, { nameStart, nameEnd }: Element): string {
  return bytes.toString('utf8', nameStart, nameEnd);
}

function parseQuery({ requestId, body }: Frame): Request {
  const nameEnd = body.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('no collection');
  const [db = '', collection] = body.toString('utf8', 4, nameEnd).split('.', 2);
  if (collection !== '$cmd') throw new ProtocolError('a query that is not a command');
  const start = nameEnd + 9;
  const end = documentEnd(body, start, body.length);
  checkDocument(body, start, end);
  return {
    requestId,
    legacy: true,
    answered: true,
    db,
    command: decode(body, start, end),
    sequences: new Map(),
  };
}

/** The answer to a request, as bytes for the socket that are good until the next answer is made. */
export function answerTo(request: Request, reply: Record<string, Reply>, answerId: number): Buffer {
  const message = encodeShared(reply, request.legacy ? 36 : 21);
  const head = message.subarray(0, request.legacy ? 36 : 21).fill(0);
  head.writeInt32LE(message.length, 0);
  head.writeInt32LE(answerId, 4);
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return message;
}
