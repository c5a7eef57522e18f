/**
 * Collects the keys that are asked for in one turn of the event loop and loads them together, at most `size` at a time.
 * `load` gives what it found by key; keys that are not in it are undefined.
 */
export function createBatcher<T>(
  size: number,
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | undefined> {
  let waiting: { readonly keys: string[]; readonly found: Promise<ReadonlyMap<string, T>> } | undefined;
  return async key => {
    if (waiting === undefined || waiting.keys.length >= size) {
      const keys: string[] = [];
      const turn = new Promise<void>(resolve => setImmediate(resolve));
      const batch = {
        keys,
        found: turn.then(() => {
          if (waiting === batch) waiting = undefined;
          return load(keys);
        }),
      };
      waiting = batch;
    }
    const batch = waiting;
    batch.keys.push(key);
    return (await batch.found).get(key);
  };
}
