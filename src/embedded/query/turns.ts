import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 8;
const TICK = 128;

/** Keeps long work from holding up others. */
export class Turns {
  #since = performance.now();

  /** True when the work has gone on for some milliseconds: time to `pass`. */
  get isOver(): boolean {
    return performance.now() - this.#since > SLICE_MS;
  }

  async pass(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}

/** Runs a stream so that others get a turn every few milliseconds; drops its empty steps. */
export async function* inTurns<T>(stream: Iterable<T | undefined>): AsyncGenerator<T, void, undefined> {
  const turns = new Turns();
  for (const item of stream) {
    if (item !== undefined) yield item;
    else if (turns.isOver) await turns.pass();
  }
}

/** A stream with an empty step now and then, for `inTurns`. */
export function* ticking<T>(items: Iterable<T>): Generator<T | undefined> {
  let seen = 0;
  for (const item of items) {
    seen += 1;
    if (seen % TICK === 0) yield undefined;
    yield item;
  }
}
