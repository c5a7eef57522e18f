import { crc32, deflateRawSync } from 'node:zlib';

type Part = string | Uint8Array | { readonly packed: Uint8Array; readonly size: number };

/** A zip of these parts; `packed` with a `size` of one's own makes one that lies. */
export function zipOf(...groups: readonly Readonly<Record<string, Part>>[]): Uint8Array {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of groups.flatMap(group => Object.entries(group))) {
    const { packed, size, crc } = packedOf(part);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, Buffer.from(name)]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

function packedOf(part: Part) {
  if (typeof part === 'object' && 'packed' in part)
    return { ...part, packed: Buffer.from(part.packed), crc: 0 };
  const bytes = Buffer.from(part);
  return { packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
}
