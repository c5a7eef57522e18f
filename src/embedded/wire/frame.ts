/** Largest message in bytes (MongoDB's limit). */
export const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;

/** One message of the wire protocol, its header taken off. */
export interface Frame {
  requestId: number;
  opCode: number;
  body: Buffer;
}

/** What ends a connection: the stream can no longer be trusted. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** Cuts a stream of bytes into frames. Holds no more than the frame it waits for. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;
  #expected = 0;

  /** Adds bytes as they arrive; returns the frames that are complete. Throws `ProtocolError` on a wrong length. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const frames: Frame[] = [];
    while (this.#size >= Math.max(HEADER_BYTES, this.#expected)) {
      const bytes = this.#joined();
      const length = bytes.readInt32LE(0);
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES)
        throw new ProtocolError(`message length ${length}`);
      this.#expected = length;
      if (bytes.length < length) break;
      frames.push({
        requestId: bytes.readInt32LE(4),
        opCode: bytes.readInt32LE(12),
        body: bytes.subarray(HEADER_BYTES, length),
      });
      this.#keep(bytes.subarray(length));
    }
    return frames;
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    const bytes =
      this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [bytes];
    return bytes;
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    this.#expected = 0;
  }
}
