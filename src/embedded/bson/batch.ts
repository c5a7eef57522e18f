const FIRST_BYTES = 64 * 1024;
const MOST_POOLED_BYTES = 1024 * 1024;
const MOST_POOLED = 32;

/** Memory of batches that were written. */
const pool: Buffer[] = [];

/**
 * The documents of an answer, as the bytes of a BSON array. Its memory is used again by others once it was written: a
 * piece for each document would keep the collector busy.
 */
export class Batch {
  #buffer = pool.pop() ?? Buffer.allocUnsafeSlow(FIRST_BYTES);
  #size = 4;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Copies a document to the end. */
  add(document: Buffer): void {
    const name = String(this.#count);
    this.#room(name.length + 2 + document.length);
    this.#byte(3);
    for (let index = 0; index < name.length; index += 1) this.#byte(name.charCodeAt(index));
    this.#byte(0);
    this.#buffer.set(document, this.#size);
    this.#size += document.length;
    this.#count += 1;
  }

  /** The whole, to be copied before anything else is done: then the memory is another's. To be called once. */
  release(): Buffer {
    this.#room(1);
    this.#byte(0);
    const bytes = this.#buffer.subarray(0, this.#size);
    bytes.writeInt32LE(this.#size, 0);
    if (pool.length < MOST_POOLED && this.#buffer.length <= MOST_POOLED_BYTES) pool.push(this.#buffer);
    this.#buffer = NOTHING;
    return bytes;
  }

  #byte(byte: number): void {
    this.#buffer[this.#size] = byte;
    this.#size += 1;
  }

  #room(size: number): void {
    if (this.#size + size <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#size + size));
    this.#buffer.copy(grown, 0, 0, this.#size);
    this.#buffer = grown;
  }
}

const NOTHING = Buffer.alloc(0);
