/** Runs one thing after the other for each key, so that what is loaded, changed and saved is not changed by another between. */
export type InTurn = <T>(key: string, run: () => Promise<T>) => Promise<T>;

/** Turns within this process; a key is forgotten when nobody waits for it. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(run, run);
    last.set(key, mine);
    const forget = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(forget, forget);
    return mine;
  };
}
