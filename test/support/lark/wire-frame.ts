/** A frame of Lark's long connection: the few fields of its protocol buffer that a test needs. */
export interface WireFrame {
  /** 0 control, 1 data. */
  readonly method: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

/** Field numbers: 1 SeqID, 2 LogID, 3 service, 4 method, 5 headers (1 key, 2 value), 8 payload. */
export function encodeFrame(frame: WireFrame): Buffer {
  const headers = Object.entries(frame.headers).map(([key, value]) =>
    bytesField(5, Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, Buffer.from(value))])),
  );
  const numbers = [1, 0, 2, 0, 3, 1, 4, frame.method];
  return Buffer.concat([
    ...[0, 2, 4, 6].map(at => Buffer.concat([varint((numbers[at] ?? 0) << 3), varint(numbers[at + 1] ?? 0)])),
    ...headers,
    bytesField(8, frame.payload),
  ]);
}

export function decodeFrame(bytes: Buffer): WireFrame {
  const fields = readFields(bytes);
  const headers = fields
    .filter(({ field }) => field === 5)
    .map(({ bytes: header }) => {
      const parts = readFields(header);
      const text = (wanted: number) =>
        parts.find(({ field }) => field === wanted)?.bytes.toString('utf8') ?? '';
      return [text(1), text(2)] as const;
    });
  return {
    method: fields.find(({ field }) => field === 4)?.value ?? 0,
    headers: Object.fromEntries(headers),
    payload: fields.find(({ field }) => field === 8)?.bytes ?? Buffer.alloc(0),
  };
}

interface WireField {
  readonly field: number;
  readonly value: number;
  readonly bytes: Buffer;
}

function readFields(bytes: Buffer): readonly WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; at < bytes.length; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < bytes.length) {
    const key = number();
    const value = number();
    const isBytes = (key & 7) === 2;
    fields.push({
      field: key >> 3,
      value,
      bytes: isBytes ? bytes.subarray(at, at + value) : Buffer.alloc(0),
    });
    if (isBytes) at += value;
  }
  return fields;
}

function bytesField(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
