/** The playground's time: the machine's, plus what people have moved it forward. It never goes back. */
export interface MovableClock {
  readonly now: () => number;
  /** Moves it forward by `ms` (> 0) and tells the listeners. */
  advance(ms: number): void;
  offset(): number;
  onMoved(listener: () => void): void;
}

/** `source` is the time before moving; `offset` what an earlier run had moved it. */
export function createMovableClock(source: () => number, offset = 0): MovableClock {
  const listeners: (() => void)[] = [];
  let moved = offset;
  return {
    now: () => source() + moved,
    offset: () => moved,
    advance(ms) {
      moved += ms;
      for (const listener of listeners) listener();
    },
    onMoved(listener) {
      listeners.push(listener);
    },
  };
}
