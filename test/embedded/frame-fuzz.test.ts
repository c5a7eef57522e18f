import { BSONRegExp, Binary, Code, Decimal128, MinKey, ObjectId, Timestamp } from 'bson';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Raw, encode } from '../../src/embedded/bson/encode.ts';
import { StoreError } from '../../src/embedded/errors.ts';
import { crc32c } from '../../src/embedded/wire/crc32c.ts';
import { FrameReader, MAX_MESSAGE_BYTES, ProtocolError } from '../../src/embedded/wire/frame.ts';
import { parseRequest } from '../../src/embedded/wire/message.ts';

const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 20_000);

function message(opCode: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, body]);
}

function section(kind: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of(kind), bytes]);
}

function sequence(name: string, documents: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(`${name}\0`), ...documents]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(4 + body.length);
  return Buffer.concat([size, body]);
}

const FLAGS = Buffer.alloc(4);
const document = encode({
  _id: 1,
  a: [1, 'x', { b: null, c: new Date(0), d: 2n }],
  e: { f: { g: true } },
  h: 0.5,
  i: [new ObjectId(), new Binary(Buffer.from('bytes')), Decimal128.fromString('1.5'), new Timestamp(5n)],
  j: [new BSONRegExp('^a', 'i'), new Code('x'), new Code('y', { scope: new Map([['z', 1]]) }), new MinKey()],
});
const find = encode({ find: 'c', filter: { a: { $gt: 1 } }, $db: 'x' });
const insert = encode({ insert: 'c', ordered: true, $db: 'x' });
const insertWhole = encode({
  insert: 'c',
  documents: [new Raw(document), { _id: 2 }],
  ordered: true,
  $db: 'x',
});

/** With the checksum that a client may add. */
function checksummed(body: Buffer): Buffer {
  const frame = message(2013, Buffer.concat([Buffer.of(1, 0, 0, 0), body, Buffer.alloc(4)]));
  frame.writeUInt32LE(crc32c(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

/** Frames that are right, to be spoilt. */
const WELL_FORMED = [
  message(2013, Buffer.concat([FLAGS, section(0, find)])),
  message(
    2013,
    Buffer.concat([FLAGS, section(0, insert), section(1, sequence('documents', [document, document]))]),
  ),
  message(2013, Buffer.concat([FLAGS, section(1, sequence('documents', [document])), section(0, insert)])),
  message(2013, Buffer.concat([FLAGS, section(0, insertWhole)])),
  checksummed(section(0, find)),
  message(2004, Buffer.concat([FLAGS, Buffer.from('admin.$cmd\0'), Buffer.alloc(8), encode({ hello: 1 })])),
];

interface Spoiling {
  frame: Buffer;
  changes: { at: number; value: number; wide: boolean }[];
  cut: number;
  chunk: number;
}

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  frame: fc.constantFrom(...WELL_FORMED),
  changes: fc.array(
    fc.record({
      at: fc.nat(400),
      value: fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1, 255, 2147483647, -2147483648, 16, 48_000_001)),
      wide: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  cut: fc.oneof({ weight: 4, arbitrary: fc.constant(1000) }, { weight: 1, arbitrary: fc.nat(200) }),
  chunk: fc.integer({ min: 1, max: 300 }),
});

function spoil({ frame, changes, cut }: Spoiling): Buffer {
  const bytes = Buffer.from(frame.subarray(0, cut));
  for (const { at, value, wide } of changes) {
    if (bytes.length < 4) continue;
    const place = at % (bytes.length - 3);
    if (wide) bytes.writeInt32LE(value, place);
    else bytes[place] = value & 0xff;
  }
  return bytes;
}

/** What a connection does with the bytes: how many requests it understood before it gave up, if it did. */
function converse(bytes: Buffer, chunk: number): { understood: number; end: unknown } {
  const reader = new FrameReader();
  let understood = 0;
  try {
    for (let at = 0; at < bytes.length; at += chunk) {
      for (const frame of reader.push(bytes.subarray(at, at + chunk))) {
        parseRequest(frame);
        understood += 1;
      }
    }
  } catch (error) {
    return { understood, end: error };
  }
  return { understood, end: undefined };
}

describe('frames from the wire', () => {
  it('are understood when they are right, however they are cut into pieces', () => {
    for (const frame of WELL_FORMED) {
      for (const chunk of [1, 3, 16, 17, 1000]) {
        expect(converse(Buffer.concat([frame, frame]), chunk)).toEqual({ understood: 2, end: undefined });
      }
    }
  });

  it('end in an error of the protocol when they are spoilt, never in another, and hold little memory', () => {
    const before = process.memoryUsage().rss;
    let refused = 0;
    fc.assert(
      fc.property(spoiling, one => {
        const { end } = converse(spoil(one), one.chunk);
        if (end === undefined) return;
        refused += 1;
        expect([ProtocolError, StoreError].some(kind => end instanceof kind)).toBe(true);
      }),
      { numRuns: FRAMES },
    );
    expect(refused).toBeGreaterThan(FRAMES / 10);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  }, 3_600_000);

  it('of random bytes are refused or waited for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const { end } = converse(Buffer.from(bytes), 50);
        expect(end === undefined || end instanceof ProtocolError || end instanceof StoreError).toBe(true);
      }),
      { numRuns: Math.min(FRAMES, 20_000) },
    );
  });

  it('with a regular expression of unknown options are refused as malformed', () => {
    const right = encode({ find: 'c', filter: { a: new BSONRegExp('x', 'i') }, $db: 'x' });
    const wrong = Buffer.from(right);
    wrong[right.indexOf('x\0i\0') + 2] = 'c'.charCodeAt(0);
    const { end } = converse(message(2013, Buffer.concat([FLAGS, section(0, wrong)])), 1000);
    expect(end).toMatchObject({ code: 22 });
  });

  it('of a length beyond the limit are refused by the header alone', () => {
    const head = Buffer.alloc(16);
    head.writeInt32LE(MAX_MESSAGE_BYTES + 1, 0);
    expect(() => new FrameReader().push(head)).toThrow(ProtocolError);
  });
});
